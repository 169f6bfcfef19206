# ایک ایوان۔
chamber-reported = { $date }، { $status }، ایک ماخذ
chamber-reported-others = { $date }، { $status }؛ { $others ->
    [one] ایک اور خبر ریکارڈ پر ہے
   *[other] { $others } اور خبریں ریکارڈ پر ہیں
}
chamber-seats = { $count ->
    [one] نشست
   *[other] نشستیں
}
chamber-sitting = { $count ->
    [one] موجودہ رکن
   *[other] موجودہ ارکان
}
chamber-half = نصف سے زیادہ: { $count }
chamber-unknown = جن کا حساب نہیں ملتا
chamber-alt = { $name }، { $total } نشستیں: { $groups }۔ { $unknown ->
    [0] تمام نشستوں کا حساب ملتا ہے۔
   *[other] { $unknown } نشستوں کا حساب نہیں ملتا۔
}
chamber-alt-group = { $name } { $seats }
chamber-sum-open = { $sum } = { $counted }؛ { $total } میں سے { $unknown } کا حساب نہیں ملتا
chamber-bloc = { $name }، خبر کے مطابق
chamber-bloc-known = { $sum } = { $known } ان جماعتوں کی ہیں جنہیں ماخذ { $name } کے ساتھ گنتا ہے۔ باقی { $open } کن کی ہیں، ماخذ نہیں بتاتا۔
chamber-seats-up = جن نشستوں پر انتخاب تھا
chamber-none = ایسا کوئی ایوان ریکارڈ پر نہیں۔ ‎/chamber بتاتا ہے کہ کون سے ہیں۔
chamber-several = ایسے کئی ایوان ریکارڈ پر ہیں۔ کون سا؟
chamber-no-seats = اس دن تک ریکارڈ کا کوئی ماخذ { $name } کی نشستیں نہیں بتاتا۔ بعد کا دن دیں، یا as_of نہ لکھیں۔
chamber-bloc-government = { $name }، حکومتی جانب
chamber-bloc-opposition = { $name }، اپوزیشن کی جانب
chamber-contest-votes = { $name } { $votes }
chamber-contest-not-cast = { $votes } نہیں ڈالے گئے
chamber-contest-rejected = مسترد ووٹ نہیں دیے گئے
chamber-which = { $count ->
    [0] “{ $typed }” نام کا کوئی ایوان نہیں۔ ریکارڈ پر یہ ہیں:
   *[other] “{ $typed }” سے کئی ایوان ملتے ہیں۔ کون سا؟
}
chamber-report = یہ بھی خبر ہے: { $counts } ({ $source })
chamber-report-part = { $name } { $seats }
chamber-contest-rejected-votes = { $votes } مسترد
chamber-bloc-other = { $seats } ({ $source })
chamber-bloc-others = { $name }، یہ بھی خبر ہے: { $counts }
