# کسی نظرثانی نے کیا بدلا: نظر رکھنے والی چیٹ بھی یہی پڑھتی ہے۔
news-title = خبر
news-title-of = خبر: { $name }
news-correction = تصحیح
news-correction-of = تصحیح: { $name }
news-none = نظرثانی “{ $value }” نہیں ہے۔ ‎/news تازہ ترین دکھاتا ہے۔
news-never = اب تک کچھ شائع نہیں ہوا۔
news-nothing = اس میں سے اب کچھ نہیں رہا، یا اس سے کوئی عدد نہیں بدلا۔
news-ours = ہم سے غلطی ہوئی: { $reason }
news-ours-undone = ہم سے غلطی ہوئی، اور ہم نے اسے واپس لیا۔
news-source = { $publisher } نے خود تصحیح کی: { $reason }
news-put-right = درست کیا گیا: { $reason }
news-withdrawn = واپس لیا گیا: { $what }
news-preferred = اب سے پہلے دکھایا جائے گا: { $what }
news-legal = قانونی وجوہ سے ہٹایا گیا۔
news-flip = { $what ->
    [majority] { $name }: اکثریت اب وہ نہیں جو تھی۔
   *[other] { $name }: انجام وہ نہیں جو پہلے بتایا گیا تھا۔
}
news-end = { $name }: { $result } ({ $status })
news-who = { $result }: { $who }
news-appointed = مقرر
news-by = { $source }، { $status }
news-changed = { $before } سے { $after }
news-not-given = پہلے نہیں بتایا گیا تھا
news-gone = { $before }، واپس لیا گیا
news-figures = اس خبر کے { $count ->
    [one] ایک اور عدد
   *[other] { $count } اور اعداد
}
news-claim = { $kind }، { $name }:
news-more = { $count ->
    [one] ایک اور تبدیلی یہاں نہیں دکھائی گئی۔
   *[other] { $count } اور تبدیلیاں یہاں نہیں دکھائی گئیں۔
}
news-card = کارڈ
news-why = یہ کیوں آیا
news-stop = نظر ہٹائیں
