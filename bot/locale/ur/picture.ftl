# تصویریں کیا دکھاتی ہیں، الفاظ میں۔
picture-part = { $name } { $figure }
picture-bars = { $title }: { $parts }۔
picture-balance = { $title }: { $parts }۔ { $needed }۔
picture-needed = { $total } میں سے { $needed } درکار
picture-quotation = { $speaker }: “{ $text }”
picture-earlier = { $count ->
    [one] پہلے کا ایک واقعہ چھوڑا گیا ہے۔
   *[other] پہلے کے { $count } واقعات چھوڑے گئے ہیں۔
}
picture-gone = یہاں جو تصویر تھی وہ اب درست نہیں۔ درست بات نیچے متن میں ہے۔
picture-gone-alt = { $title }: { $said }
picture-show = تصویر کی شکل میں
picture-shift = { $name } { $before } ← { $after }
