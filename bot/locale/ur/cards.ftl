# جو ہر کارڈ پر ہوتا ہے۔
card-as-of = { $date } تک
card-code = کارڈ
card-sources-one = ایک ماخذ:
card-sources-many = ماخذ:
card-source-dated = { $source }، { $date }
card-source-inferred = { $source }، { $date } (تاریخ اندازے سے)
card-source-account = { $source } ({ $account })
card-source-via = { $source }، بحوالہ { $via }
card-status-scheduled = طے شدہ
card-status-provisional = عبوری
card-status-reported = خبر کے مطابق
card-status-unofficial = غیر سرکاری
card-status-official = سرکاری
card-status-disputed = متنازع
card-status-overturned = کالعدم
card-status-withdrawn = واپس لیا گیا
card-remark = { $text } (“{ $words }”)

# اعداد۔
figure-not-given = نہیں دیا گیا
figure-not-given-note = اس ماخذ میں نہیں
figure-of = { $total } میں سے { $value }
figure-sum = { $sum } = { $total }
part-others = دیگر
part-others-note = اس ماخذ میں الگ الگ نہیں
part-total = کل
part-vacant = خالی
part-independents = آزاد
part-rejected = مسترد
part-not-cast = نہیں ڈالے گئے
part-votes-cast = ڈالے گئے ووٹ
part-valid = درست ووٹ
part-electors = ووٹر
part-present = حاضر
part-yes = حق میں
part-no = مخالفت میں
part-abstain = رائے سے گریز
part-absent = غیر حاضر
part-required = درکار
