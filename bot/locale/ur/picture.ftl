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
picture-show = تصویر کی شکل میں
picture-shift = { $name } { $before } ← { $after }
