# اعتماد کا ووٹ۔
confidence-not-held = { $date } تک نہیں ہوا۔ کوئی نتیجہ ریکارڈ پر نہیں۔
confidence-when = کب
confidence-when-inferred = اندازے سے: ماخذ کہتا ہے “{ $stated }”
confidence-when-other = یہ بھی کہا گیا
confidence-question = سوال
confidence-successor = جانشین
confidence-needed = درکار
confidence-needed-note = حساب سے: { $rule }؛ نیچے کے اعداد کے ماخذ یہ نہیں بتاتے
confidence-needed-stated = حساب سے: { $rule }
confidence-needed-later = یہ عدد ووٹ پڑنے پر ہی معلوم ہو گا
confidence-seats = نشستیں، خبر کے مطابق
confidence-support = حمایت، { $where }
confidence-support-in = { $contest } کی حمایت، { $where }
confidence-same-source = اسی ماخذ کے ایک اور پیراگراف میں
confidence-other-source = ایک اور ماخذ کے مطابق
confidence-support-row = { $name } کے حق میں
confidence-sitting = موجودہ ارکان
confidence-sum = { $sum } = { $counted }، کل { $total }؛ { $unknown } کا حساب نہیں ملتا۔
confidence-conflict = اختلاف: { $sides }۔ نشستیں اور حمایت الگ الگ پیمانے ہیں، اور یہاں کچھ نہیں بتاتا کہ وہ کیسے ملتے ہیں۔ دونوں خبر کے مطابق رہتے ہیں۔
confidence-conflict-side = { $side } { $first } یا { $second }
confidence-none = اعتماد کا کوئی ووٹ ریکارڈ پر نہیں۔
confidence-which = “{ $typed }” نام کی کوئی تحریک ریکارڈ پر نہیں۔ یہ ہیں:
confidence-by-then = اس دن تک اعتماد کا کوئی ووٹ ریکارڈ پر نہیں تھا۔ بعد کا دن دیں، یا as_of نہ لکھیں۔

# فریق، اور اکثریت کے قاعدے۔
side-government = حکومت
side-opposition = اپوزیشن
rule-stands = اکثریت کا قاعدہ: { $article }۔
rule-more = { $base } کے { $share } سے زیادہ
rule-least = { $base } کا کم از کم { $share }
rule-half = نصف
rule-plurality = کسی بھی دوسرے امیدوار سے زیادہ ووٹ
base-total-membership = کل رکنیت
base-filled-seats = پُر نشستوں
base-present = حاضر ارکان
base-votes-cast = ڈالے گئے ووٹوں
base-valid-votes = درست ووٹوں
base-yes-plus-no = حق اور مخالفت کے ووٹوں
