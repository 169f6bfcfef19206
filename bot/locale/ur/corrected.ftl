# درست ہونے پر پیغام کیا کہتا ہے۔ سطر میں زیادہ سے زیادہ 120 حروف ہوتے ہیں۔
corrected-line = تصحیح { $time }: { $changes }
corrected-line-why = تصحیح { $time }: { $changes } ({ $why })
corrected-line-count = تصحیح { $time }: { $count ->
    [one] ایک عدد
   *[other] { $count } اعداد
}
corrected-more = { $changes } اور { $count } مزید
corrected-change = { $what } { $before } سے { $after }
corrected-gone = { $what } واپس لیا گیا
corrected-words = { $what } درست کیا گیا
corrected-quote = اقتباس
corrected-claim = دعویٰ
corrected-event = واقعہ
corrected-outcome = نتیجہ
corrected-contest = مقابلہ
corrected-field = { $what }، { $field }
corrected-motion = تحریک
corrected-schedule = ووٹ کی تاریخ
corrected-thing = اندراج
corrected-ours = ہماری غلطی
corrected-source = { $publisher } نے خود تصحیح کی
corrected-its-source = ماخذ نے خود تصحیح کی
corrected-legal = قانونی وجوہ سے ہٹایا گیا

# جس پیغام میں ترمیم نہ ہو سکے اس کا جواب۔
corrected-title = تصحیح
corrected-reply = اوپر کا پیغام درست نہیں:
corrected-of = { $subject }: { $what }
corrected-values = { $before } سے { $after }
corrected-withdrawn = واپس لیا گیا
corrected-anew = درست کیا گیا
corrected-reason = وجہ: { $reason }
corrected-stands = اوپر کا پیغام جیسا تھا ویسا درست ہے: اس میں کی گئی تصحیح واپس لے لی گئی ہے۔
corrected-card = کارڈ جیسا اب ہے
