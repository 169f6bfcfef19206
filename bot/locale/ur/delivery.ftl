# بغیر پوچھے جو بھیجا جاتا ہے، اور وہ کہاں تک پہنچا ہے۔
deliveries-title = نظرثانی { $revision } کی ترسیل
deliveries-none = نظرثانی { $revision } کی وجہ سے کہیں کچھ بھیجنا نہ تھا۔
deliveries-nothing-yet = ترسیل
deliveries-never = ابھی تک کہیں کچھ بھیجنا نہ تھا۔
deliveries-telegram = ٹیلیگرام
deliveries-discord = ڈسکارڈ
deliveries-done = { $all } میں سے { $done }
deliveries-left = کم از کم { $time } باقی
deliveries-nobody = منتظر: وہاں کوئی ترسیل نہیں کر رہا
deliveries-stranded = { $platform } پر کوئی ترسیل نہیں کر رہا: { $count ->
    [one] ایک پیغام منتظر ہے
   *[other] { $count } پیغام منتظر ہیں
}، سب سے پرانا { $since } سے۔ بوٹ کو اس کے ٹوکن کے ساتھ چلائیں۔ خبر اپنی نظرثانی کے تین دن بعد نہیں بھیجی جاتی؛ جن پیغاموں میں کچھ غلط ہے وہ درست کیے جاتے ہیں جب تک وہ معلوم ہیں۔
deliveries-all-done = مکمل
deliveries-seconds = { $count ->
    [one] ایک سیکنڈ
   *[other] { $count } سیکنڈ
}
deliveries-minutes = { $count ->
    [one] ایک منٹ
   *[other] { $count } منٹ
}
deliveries-edit = درست کیے گئے پیغامات
deliveries-reply = اس کی جگہ جوابات
deliveries-notice = بھیجی گئی خبریں
deliveries-digest = خلاصے
deliveries-send = دیگر پیغامات
deliveries-sent = { $count } بھیجے گئے
deliveries-failed = { $count } ناکام
deliveries-gone = { $count } موجود نہیں
deliveries-refused = { $count } سے انکار ہوا
deliveries-merged = { $count } کسی اور پیغام میں بتائے گئے
deliveries-cancelled = { $count } کی اب ضرورت نہیں
deliveries-lapsed = { $count } بھیجنے کا وقت گزر گیا
deliveries-due = { $count } منتظر
deliveries-leased = { $count } جاری
deliveries-undo = نظرثانی { $revision } واپس لیں
deliveries-trouble = { $count ->
    [one] ایک چیٹ: { $why }
   *[other] { $count } چیٹس: { $why }
}
deliveries-trouble-named = { $why }: { $chats }
deliveries-trouble-more = { $why }: { $chats } اور مزید { $more }

# وہ پیغام جو تازہ رکھا جاتا ہے۔
live-note = فیصلہ ہونے تک تازہ رکھا جائے گا، زیادہ سے زیادہ ایک دن۔
live-cannot = /{ $command } کو تازہ نہیں رکھا جا سکتا؛ ریکارڈ کے بارے میں سوالات کو رکھا جا سکتا ہے، جیسے confidence۔
live-decided = اس کا فیصلہ ہو چکا ہے؛ نتیجہ یہ رہا۔

live-over = یہ پیغام اب تازہ نہیں کیا جاتا۔
live-go-on = آگے دیکھیں
