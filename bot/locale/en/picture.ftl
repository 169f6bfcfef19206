# What pictures show, in words.
picture-part = { $name } { $figure }
picture-bars = { $title }: { $parts }.
picture-balance = { $title }: { $parts }. { $needed }.
picture-needed = { $needed } of { $total } needed
picture-quotation = { $speaker }: “{ $text }”
picture-earlier = { $count ->
    [one] One earlier event is left out.
   *[other] { $count } earlier events are left out.
}
picture-gone = The picture that stood here no longer holds. What holds is in the text below.
picture-gone-alt = { $title }: { $said }
picture-show = As a picture
picture-shift = { $name } { $before } → { $after }
