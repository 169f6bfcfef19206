# کیا کارڈ اب بھی درست ہے۔
check-title = کارڈ { $code }
check-never = اس کوڈ کا کوئی کارڈ یہاں سے جاری نہیں ہوا۔
check-signs = علامتیں ملا کر دیکھیں: کوڈ میں 0، 1، B، I، L، O، S اور Z نہیں ہوتے۔ جس تصویر پر انجان کوڈ ہو وہ یہاں نہیں بنی۔
check-no-code = “{ $value }” کوڈ نہیں ہے۔ کوڈ میں { $length } علامتیں ہوتی ہیں، جیسے K7Q2F9، اور وہ کارڈ کے آخر میں ہوتا ہے۔
check-current = اب بھی درست
check-superseded = نئی خبر آ چکی
check-corrected = درست کیا گیا
check-gone = اب ریکارڈ پر نہیں
check-issued = { $line }، پہلی بار { $date } کو جاری ہوا
check-changed = { $before } سے { $after }
check-by = { $source }؛ { $why }
check-because = { $why }، { $date }
check-preferred = مدیر یہ ماخذ پہلے دکھاتے ہیں
check-weightier = زیادہ معتبر حیثیت
check-newer = زیادہ تازہ
check-anew = نئے سرے سے کہا گیا
check-withdrawn = { $before }، واپس لیا گیا
check-put-right = جب دکھایا گیا تب غلط تھا؛ { $date } کو درست ہوا ({ $why })
check-gone-since = { $date } سے ریکارڈ پر نہیں
check-show-now = جیسا اب ہے
check-show-then = جیسا جاری ہوا تھا

# چیٹ کو جو دکھایا گیا اور اس کے بعد بدل گیا۔
corrections-title = یہاں دکھائے جانے کے بعد بدلا
corrections-nothing = اس چیٹ کو ایسے اعداد نہیں دکھائے گئے جو مجھے یاد ہوں۔
corrections-none = یہاں جو دکھایا گیا اس میں سے کچھ نہیں بدلا۔
corrections-shown = { $line }، { $date } کو دکھایا گیا
corrections-shown-of = { $subject }، { $command } میں، { $date } کو دکھایا گیا
corrections-more = { $count ->
    [one] ایک اور عدد بدلا۔
   *[other] { $count } اور اعداد بدلے۔
}

# ماخذ۔
sources-title = ماخذ: { $name }
sources-figures = { $count ->
    [one] ایک عدد
   *[other] { $count } اعداد
}
sources-cites = { $names } کا حوالہ دیتا ہے
sources-interest = جماعت کا اپنا بیان
sources-nothing = اس کا کوئی عدد ریکارڈ پر نہیں۔
sources-which = “{ $typed }” سے ایک سے زیادہ چیزیں ملتی ہیں۔ کون سی؟
sources-none = “{ $typed }” نام کی کوئی چیز ریکارڈ پر نہیں۔ کسی ایوان، مقابلے، جماعت یا شخص کا نام، یا کارڈ کا کوڈ لکھیں۔
source-article = مضمون
source-broadcast = نشریہ
source-tweet = ٹوئٹر پر پیغام
source-law = قانون
source-official = سرکاری صفحہ
source-reference = حوالہ جاتی کتاب
source-reports = بے نام خبریں
