# ایک مقابلہ۔
contest-candidate-backed = { $party }، حمایت: { $backer }
contest-elected = منتخب
contest-not-elected = منتخب نہیں
contest-margin = فرق
contest-not-cast = نہیں ڈالے گئے
contest-rejected = مسترد
contest-open = جن کا حساب نہیں ملتا
contest-open-value = { $electors } میں سے { $open }
contest-open-note = { $sum } = { $counted }؛ { $body } کے { $electors } ارکان تھے
contest-balanced = { $sum } = { $electors }: ہر ووٹ کا حساب ملتا ہے۔
contest-electors-unknown = کتنے ووٹ ڈال سکتے تھے، اس ماخذ میں نہیں؛ اس لیے نہیں کہا جا سکتا کہ کوئی ووٹ کم ہے یا نہیں۔
contest-secret = خفیہ رائے شماری: کوئی نہیں بتا سکتا کہ کس رکن نے کسے ووٹ دیا۔
contest-which = { $count ->
    [0] “{ $typed }” نام کا کوئی مقابلہ نہیں۔ ریکارڈ پر یہ ہیں:
   *[other] “{ $typed }” سے کئی مقابلے ملتے ہیں۔ کون سا؟
}
contest-no-votes = اس دن تک ریکارڈ کا کوئی ماخذ { $name } کے ووٹ نہیں بتاتا۔ بعد کا دن دیں، یا as_of نہ لکھیں۔
contest-rules = رائے شماری اور ووٹروں کے بارے میں:
contest-status = گنتی { $status } ہے۔
contest-over = زائد
contest-rule = انتخاب کا قاعدہ: { $rule }۔
contest-report = دوسری خبر: { $counts } ({ $source })
contest-report-part = { $name } { $value }
contest-ended = منتخب: { $who } ({ $status }، { $date })۔
contest-nobody-named = نام نہیں دیا گیا
contest-no-day = دن نہیں دیا گیا
