# مدیر جو پڑھتے ہیں: مختصر صورتیں، پیش نظارے، تصحیح، اختیارات۔

# نام کس چیز کا ہے۔
subject-which = “{ $typed }” سے کیا مراد ہے، یقین سے نہیں کہہ سکتا۔ کیا ان میں سے کوئی؟
subject-unknown = “{ $typed }” نام کی کوئی چیز ریکارڈ پر نہیں۔ ہجے دیکھیں، یا ایسی فائل بھیجیں جس میں وہ درج ہو۔
part-which = { $count ->
    [0] “{ $typed }” ان میں سے کوئی نہیں جن کی یہاں توقع ہے۔ کیا ان میں سے کوئی؟ جو ریکارڈ پر نہیں، اس کے لیے new. اور شناخت لکھیں، جیسے new.some-name=12۔
   *[other] “{ $typed }” کئی ہو سکتے ہیں۔ کون سا؟
}
part-unknown = سمجھ نہیں آیا کہ “{ $typed }” کس کی گنتی ہے۔ yes، no، abstain، rejected یا notcast جیسا لفظ لکھیں۔
part-twice = “{ $typed }” بھی { $part } ہے، جو پہلے سے موجود ہے۔ ہر عدد ایک بار دیں۔
new-bad-id = “{ $value }” شناخت نہیں بن سکتی۔ چھوٹے انگریزی حروف، ہندسے اور اکیلی لکیریں لکھیں، جیسے new.some-name۔
new-taken = { $value } پہلے سے ریکارڈ پر ہے۔ وہی مراد ہو تو “new.” نہ لکھیں۔
figure-below = { $part } { $value } نہیں ہو سکتا: گنتی صفر سے کم نہیں ہوتی۔
figure-same = { $source } پہلے ہی بالکل یہی کہتا ہے، اس لیے شائع کرنے کو کچھ نہیں۔

# ماخذ۔
source-twice = ماخذ میں ایک ہی قسم کی دو چیزیں ہیں، دوسری “{ $value }”۔ ایک پتا، ایک تاریخ اور ایک عنوان دیں۔
source-bad-date = “{ $value }” تقویم کا کوئی دن نہیں۔ 2021-03-04 کی طرح لکھیں۔
source-no-name = ماخذ میں “{ $name }:” نہیں لکھا جاتا۔ ناشر، پتا، تاریخ (2021-03-04) اور “عنوان” ایک کے بعد ایک لکھیں، ان سے پہلے کوئی نام نہیں؛ صرف kind=… اور language=… لکھے جاتے ہیں۔
source-no-publisher = صفحہ { $url } ابھی معلوم نہیں۔ پتے سے پہلے لکھیں کہ ناشر کون ہے۔
source-other-publisher = یہ صفحہ ریکارڈ پر { $publisher } کا ہے۔ کیا یہی مراد ہے؟
source-which = “{ $typed }” سے { $count } ماخذ ملتے ہیں۔ کون سا؟ نئے صفحے کے لیے اس کا پتا بھی لکھیں۔
source-near = “{ $typed }” نام کا کوئی ماخذ ریکارڈ پر نہیں۔ کیا ان میں سے کوئی؟ نئے کے لیے پتا، یا تاریخ اور عنوان بھی لکھیں۔
source-unknown = “{ $typed }” نام کا کوئی ماخذ ریکارڈ پر نہیں۔ نئے کے لیے ناشر اور پتا، یا ناشر، تاریخ اور “عنوان” لکھیں۔
source-date-not-given = صفحے کی اپنی تاریخ نہیں دی گئی؛ یہ وہ دن ہے جس کے لیے اسے لایا گیا۔

# مختصر صورت سے بننے والی فائل کا نام۔
draft-table = { $name }: { $measure }، { $source } کے مطابق
draft-quote = { $speaker } کا قول، { $source } سے
draft-event = { $name }
draft-outcome = { $name }: { $result }، { $source } کے مطابق
draft-won = { $name }: { $who } منتخب، { $source } کے مطابق
draft-schedule = { $name } پر رائے شماری { $date } کو ہونی ہے
result-nothing = بتائیں کہ نیا کیا ہے: گنتی، جیسے gilani=169 rejected=7، یا won: اور جیتنے والے کا نام۔
won-which = جیتنے والا امیدواروں میں سے ہوتا ہے، اور “{ $typed }” ان میں سے کوئی نہیں، یا کئی ہیں۔ کون ہے؟
won-motion = { $name } ایک تحریک ہے، جسے کوئی نہیں جیتتا۔ اس کا انجام ‎/motion اور result: سے آتا ہے۔
schedule-same = { $source } کے مطابق یہی تاریخ ریکارڈ پر ہے۔
draft-why = ‎/{ $command } سے بھیجا گیا۔
quote-renders-which = یہ کس قول کا ترجمہ ہے؟ “{ $typed }” سے کوئی نہیں ملتا، یا کئی ملتے ہیں۔
quote-rendered-by = کس کے الفاظ میں؟ by: میں کہنے والا اور جماعت لکھیں، جیسے by:imran khan, pti۔
quote-whose = یہ کس کے الفاظ ہیں؟ by: اور نام لکھیں۔ صرف سرخی، یا ماخذ کا اپنا بیان، کہنے والے کے بغیر ہوتا ہے۔
motion-nothing = بتائیں کہ نیا کیا ہے: انجام کے لیے result: یا رائے شماری کے دن کے لیے date:۔

# پیش نظارہ۔
preview-title = پیش نظارہ: { $title }
preview-title-correction = تصحیح کا پیش نظارہ
preview-title-retraction = واپسی کا پیش نظارہ
preview-title-preference = جو پہلے دکھایا جائے گا، اس کا پیش نظارہ
preview-title-redaction = ہمیشہ کے لیے ہٹانے کا پیش نظارہ
preview-title-undo = پیش نظارہ: { $title }
preview-published = نظرثانی { $revision } کے طور پر شائع ہو چکا۔
preview-discarded = رد کر دیا گیا۔ کچھ شائع نہیں ہوا۔
preview-nothing = ریکارڈ میں یہ سب پہلے سے ہے۔ شائع کرنے کو کچھ نہیں۔
preview-repeated = یہ آپ پہلے بھیج چکے ہیں؛ دہرایا نہیں گیا۔
preview-since = { $count ->
    [one] اس دوران کسی نے شائع کیا: { $who }۔ یہ اس کے بعد نئے سرے سے بنایا گیا ہے۔
   *[other] اس دوران { $count } نظرثانیاں شائع ہوئیں، آخری { $who }۔ یہ ان کے بعد نئے سرے سے بنایا گیا ہے۔
}
preview-since-one = نظرثانی { $revision } از { $author }
preview-table = { $name }: { $measure }
preview-moves = { $before } → { $after }
preview-was = اب تک { $source } کے مطابق
preview-nowhere = کچھ نہیں
preview-said-by = { $source } کے مطابق
preview-by = { $source } کے مطابق، { $date }، { $status }۔
preview-leads = یہ پہلے آئے گا، { $source } سے پہلے، جو اس کے ساتھ رہے گا۔
preview-beside = یہ { $source } کے ساتھ آئے گا، جو پہلے رہے گا۔
preview-quote = { $speaker }، { $kind }
preview-nobodys = نام نہیں دیا گیا
preview-no-day = دن نہیں دیا گیا
preview-brings = { $count ->
    [one] اس کے ساتھ { $counts } بھی ہے۔
   *[other] اس کے ساتھ { $counts } بھی ہیں۔
}
preview-publishers = { $count ->
    [one] ریکارڈ میں { $names } کی ابھی کوئی چیز نہیں: نام جانچ لیں۔
   *[other] ریکارڈ میں ان ناشروں کی ابھی کوئی چیز نہیں، نام جانچ لیں: { $names }۔
}
preview-flips-outcome = انجام بدل جاتا ہے: { $name }
preview-flips-majority = اکثریت بنتی یا ختم ہوتی ہے: { $name }
preview-warnings = { $count ->
    [one] ایک جانچ خبردار کرتی ہے
   *[other] { $count } جانچیں خبردار کرتی ہیں
}
preview-cards-superseded = { $count ->
    [one] ایک جاری شدہ کارڈ پرانا ہو جائے گا: { $codes }
   *[other] { $count } جاری شدہ کارڈ پرانے ہو جائیں گے: { $codes }
}{ $more ->
    [0] ۔
   *[other] ، اور { $more } مزید۔
}
preview-cards-corrected = { $count ->
    [one] ایک جاری شدہ کارڈ بتائے گا کہ اسے درست کیا گیا: { $codes }
   *[other] { $count } جاری شدہ کارڈ بتائیں گے کہ انہیں درست کیا گیا: { $codes }
}{ $more ->
    [0] ۔
   *[other] ، اور { $more } مزید۔
}
preview-reach = { $platform }: { $least ->
    [yes] کم از کم{" "}
   *[no] {""}
}{ $chats ->
    [one] ایک چیٹ
   *[other] { $chats } چیٹس
} میں { $messages ->
    [one] ایک پیغام
   *[other] { $messages } پیغام
} درست ہوں گے، پلیٹ فارم کی حد کے اندر تقریباً { $seconds ->
    [one] ایک سیکنڈ
   *[other] { $seconds } سیکنڈ
} میں۔
preview-no-messages = { $least ->
    [yes] اب تک جو درج ہے، اس میں سے کسی چیٹ کا کوئی پیغام اس سے نہیں بدلتا۔
   *[no] اس سے کسی چیٹ میں موجود کوئی پیغام نہیں بدلتا۔
}
preview-followers = { $platform }: { $chats ->
    [one] ایک چیٹ کو، جو اس کی پیروی کرتی ہے،
   *[other] { $chats } چیٹس کو، جو اس کی پیروی کرتی ہیں،
} بتایا جائے گا، پلیٹ فارم کی حد کے اندر تقریباً { $seconds ->
    [one] ایک سیکنڈ
   *[other] { $seconds } سیکنڈ
} میں۔
preview-followers-many = اتنی چیٹس اس کی پیروی کرتی ہیں کہ وقت پر گنی نہیں جا سکیں۔
preview-no-followers = جو بدلتا ہے اس کی پیروی کوئی چیٹ نہیں کرتی۔
preview-reason = وجہ: { $reason }
preview-second-contributor = کسی مدیر کی منظوری ضروری ہے: معاونین تجویز کرتے ہیں، شائع نہیں کرتے۔
preview-second-all = دوسرے مدیر کی منظوری ضروری ہے: یہاں ہر چیز دو افراد دیکھتے ہیں۔
preview-second-outcome = دوسرے مدیر کی منظوری ضروری ہے: انجام بدل جاتا ہے۔
preview-second-majority = دوسرے مدیر کی منظوری ضروری ہے: اکثریت بنتی یا ختم ہوتی ہے۔
preview-second-sum = دوسرے مدیر کی منظوری ضروری ہے: حساب پورا نہیں آتا۔
preview-waiting = { $editor } کا لایا ہوا؛ دوسرے مدیر کا انتظار ہے۔
preview-rests = { $count ->
    [one] ریکارڈ کی ایک چیز اس ماخذ پر ہے۔
   *[other] ریکارڈ کی { $count } چیزیں اس ماخذ پر ہیں۔
}
preview-holds = ابھی کچھ شائع نہیں ہوا۔ یہ پیش نظارہ { $until } تک رہے گا۔
preview-again-file = بدلنے کے لیے بدلی ہوئی فائل بھیجیں، یا ‎/push کے بعد اس کا متن۔
preview-again = بدلنے کے لیے سطر دوبارہ بھیجیں:
preview-publish = شائع کریں
preview-silent = خاموشی سے شائع کریں
preview-edit = بدلیں
preview-discard = رد کریں
preview-approve = منظور اور شائع کریں

# گنتی کا حساب۔
balance-cast = { $sum } = { $cast } ڈالے گئے
balance-not-cast = { $sums }، + { $not_cast } نہیں ڈالے گئے = { $counted } ووٹر
balance-balances = { $sums }: حساب پورا ہے
balance-exact = { $sums }: جتنے { $electors } ووٹر ہیں
balance-open = { $sums }: { $electors } میں سے { $left } ووٹروں کا حساب نہیں ملتا
balance-over = { $sums }: { $electors } ووٹروں سے { $left } زیادہ
balance-no-electors = { $sums }۔ کتنے ووٹر تھے، ریکارڈ پر نہیں۔
balance-electors-by = { $electors } ووٹر { $source } کے مطابق ہیں۔

# کس کی گنتی ہے۔
measure-seats = نشستیں
measure-strength = ارکان
measure-votes = ووٹ
measure-support = حمایت
measure-bloc = دھڑے
measure-seats-up = جن نشستوں پر انتخاب ہے
measure-seats-filled = پُر نشستیں
measure-new-seats = نئی نشستیں
measure-member-parties = رکن جماعتیں
measure-phases = مرحلے
measure-threshold = درکار ووٹ
measure-breakdown = تفصیل
measure-unopposed = بلا مقابلہ نشستیں

# ساتھ اور کیا آتا ہے۔
brings-source = { $count ->
    [one] ایک ماخذ
   *[other] { $count } ماخذ
}
brings-chamber = { $count ->
    [one] ایک ایوان
   *[other] { $count } ایوان
}
brings-party = { $count ->
    [one] ایک جماعت
   *[other] { $count } جماعتیں
}
brings-alliance = { $count ->
    [one] ایک اتحاد
   *[other] { $count } اتحاد
}
brings-person = { $count ->
    [one] ایک شخص
   *[other] { $count } افراد
}
brings-constituency = { $count ->
    [one] ایک حلقہ
   *[other] { $count } حلقے
}
brings-election = { $count ->
    [one] ایک انتخاب
   *[other] { $count } انتخابات
}
brings-contest = { $count ->
    [one] ایک مقابلہ
   *[other] { $count } مقابلے
}
brings-rule = { $count ->
    [one] ایک قاعدہ
   *[other] { $count } قاعدے
}
brings-motion = { $count ->
    [one] ایک تحریک
   *[other] { $count } تحریکیں
}
brings-table = { $count ->
    [one] ایک اور خبر
   *[other] { $count } اور خبریں
}
brings-quote = { $count ->
    [one] ایک قول
   *[other] { $count } اقوال
}
brings-claim = { $count ->
    [one] ایک دعویٰ
   *[other] { $count } دعوے
}
brings-response = { $count ->
    [one] ایک جواب
   *[other] { $count } جواب
}
brings-finding = { $count ->
    [one] ایک فیصلہ
   *[other] { $count } فیصلے
}
brings-event = { $count ->
    [one] ایک واقعہ
   *[other] { $count } واقعات
}
brings-outcome = { $count ->
    [one] ایک انجام
   *[other] { $count } انجام
}
brings-schedule = { $count ->
    [one] ایک رائے شماری کا دن
   *[other] { $count } رائے شماریوں کے دن
}
brings-note = { $count ->
    [one] ایک وضاحت
   *[other] { $count } وضاحتیں
}

# تصحیح اور اس جیسی چیزیں۔
amends-correction = تصحیح: { $name }
amends-retraction = واپسی: { $name }
amends-preference = پہلے دکھایا جائے گا: { $name }
amends-redaction = ہمیشہ کے لیے ہٹانا: { $name }
correct-value = درست عدد
correct-ours = غلطی ہماری تھی۔
correct-theirs = غلطی ماخذ کی تھی۔
correct-none = “{ $typed }” کی کسی خبر میں { $parts } کا عدد نہیں۔ نئے اعداد ‎/result یا ‎/figure سے آتے ہیں۔
correct-which = { $count } خبروں میں یہ عدد ہے۔ کون سی غلط ہے؟
correct-same = { $source } کے یہی اعداد ریکارڈ پر ہیں، اس لیے درست کرنے کو کچھ نہیں۔
target-table = { $subject }، { $measure }، { $source } کے مطابق
target-figure = { $subject }، { $part }، { $source } کے مطابق
target-words = “{ $words }”
withdraw-which = “{ $typed }” سے کیا مراد ہے؟ کیا ان میں سے کوئی؟
withdraw-none = “{ $typed }” سے ریکارڈ پر کچھ نہیں ملتا۔ شناخت دیں، یا اس کے الفاظ۔
prefer-which = کئی خبریں ساتھ ساتھ ہیں۔ کون سی پہلے دکھائی جائے؟
prefer-alone = “{ $typed }” کی ایک ہی خبر ہے، اس لیے چننے کو کچھ نہیں۔
reason-long = وجہ زیادہ سے زیادہ { $limit } حروف کی ہو: وہ اس چیز کے ساتھ دکھائی جاتی ہے جسے واضح کرتی ہے۔
reason-plain = وجہ سادہ متن میں لکھیں: وہ خالی ہے، یا اس میں ایسے نشان ہیں جو دکھائے نہیں جا سکتے۔
undo-nothing = واپس لینے کو کوئی نظرثانی نہیں۔
undo-reason = واپس لیا گیا۔

# خانے جو درست ہوتے ہیں۔
field-label = لیبل
field-words = ماخذ کے الفاظ
field-side = فریق
field-as-of = اعداد کا دن
field-source = ماخذ
field-via = جہاں پڑھا
field-status = حیثیت
field-note = وضاحت
field-text = متن
field-speaker = کہنے والا
field-speaker-source = بیان جاری کرنے والا
field-kind = قسم
field-date = تاریخ
field-language = زبان
field-original-language = اصل زبان
field-claimant = کہنے والا
field-claimant-source = کہنے والا ماخذ
field-verb = فعل
field-by = کی طرف سے
field-outcome = انجام
field-stated = ماخذ کے الفاظ میں تاریخ
field-how = تاریخ کیسے معلوم ہے
field-result = نتیجہ
field-who = کون
field-publisher = ناشر
field-title = عنوان
field-url = پتا
field-account = اکاؤنٹ
field-question = سوال
field-yes-means = ہاں کا مطلب
field-office = عہدہ
field-seats = نشستیں
field-party = جماعت
field-backed-by = حمایت یافتہ
field-short = مختصر نام
field-name = نام ({ $language })
field-now = { $field }: { $value }
field-none = کوئی نہیں
field-which = بتائیں کہ کون سا خانہ، اور اس میں کیا ہو، جیسے field:date=2021-03-16۔ { $of } میں یہ درست ہو سکتے ہیں: { $fields }۔
field-same = { $field } ریکارڈ پر پہلے سے { $value } ہے، اس لیے درست کرنے کو کچھ نہیں۔
correct-what = بتائیں کہ درست کیا ہے: اعداد، جیسے rejected=7، یا کوئی ایک اور خانہ، جیسے field:date=2021-03-16۔
target-candidate = { $contest } میں { $who }
target-outcome = { $name } کا انجام، { $source } کے مطابق
target-schedule = { $name } کی تاریخ، { $source } کے مطابق

# بھیجنا اور شائع کرنا۔
push-nothing = کمانڈ کے ساتھ فائل بھیجیں، یا ‎/push کے بعد اس کا متن لکھیں۔ ‎/result اور ‎/figure مختصر راستے ہیں۔
push-type = { $name } حقائق کی فائل نہیں۔ YAML یا JSON بھیجیں، جس کا نام .yaml یا .json پر ختم ہو۔
push-large = فائل بہت بڑی ہے۔ حد { $limit } کلو بائٹ ہے؛ اسے کئی حصوں میں بانٹیں۔
push-not-text = { $name } UTF-8 متن نہیں۔ UTF-8 میں محفوظ کر کے دوبارہ بھیجیں۔
push-published = نظرثانی { $revision } کے طور پر شائع ہو گیا۔
push-again = یہ پہلے ہی نظرثانی { $revision } کے طور پر شائع ہو چکا۔ کچھ دہرایا نہیں گیا۔
push-silent = خاموشی سے: پیروی کرنے والوں کو نہیں بتایا جاتا۔
push-approved = { $author } نے پیش کیا، { $approver } نے منظور کیا۔
push-waits = دوسرے مدیر کا انتظار ہے۔ جن تک پیغام پہنچ سکتا ہے انہیں نجی طور پر بتایا جاتا ہے؛ ‎/preview میں فہرست ہے۔ ابھی کچھ شائع نہیں ہوا۔
settled-discarded-by = { $editor } نے رد کر دیا۔ کچھ شائع نہیں ہوا۔
settled-see = نظرثانی { $revision }
push-discarded = رد کر دیا گیا۔ کچھ شائع نہیں ہوا۔
push-see = { $command } دیکھیں
push-undo = واپس لیں
faults-title = قبول نہیں ہوا
faults-what = { $count ->
    [one] کچھ نہیں بدلا۔ اس میں ایک غلطی ہے:
   *[other] کچھ نہیں بدلا۔ اس میں { $count } غلطیاں ہیں:
}
standing-title = جو ابھی شائع نہیں ہوا
standing-none = کچھ زیر انتظار نہیں۔ ‎/result، ‎/figure اور ‎/push سے نئی چیز آتی ہے۔
standing-open = آپ شائع کر سکتے ہیں
standing-waits = دوسرے مدیر کا انتظار ہے

# کچھ کیوں نہیں کیا گیا۔
denied-role = معاونین تجویز کرتے ہیں؛ منظوری مدیر دیتا ہے۔
denied-owner = یہ صرف مالک کر سکتا ہے۔
denied-theirs = یہ پیش نظارہ کسی اور کا ہے۔
denied-own = یہ آپ خود لائے تھے۔ کسی دوسرے مدیر کی منظوری ضروری ہے۔
denied-unknown = ایسا کوئی پیش نظارہ نہیں۔ ‎/preview بتاتا ہے کہ کیا ہے۔
denied-expired = اس پیش نظارے کی مدت ختم ہو گئی، اور کچھ شائع نہیں ہوا۔ دوبارہ بھیجیں۔
denied-discarded = یہ پیش نظارہ رد کیا جا چکا، اور کچھ شائع نہیں ہوا۔

# ریکارڈ کون بدل سکتا ہے۔
role-owner = مالک
role-editor = مدیر
role-contributor = معاون
editors-title = یہ ریکارڈ کون بدل سکتا ہے
editors-settings = ترتیبات میں درج
editors-by = { $date } سے، { $editor } کی اجازت سے
editors-none = ابھی کوئی نہیں۔ مالکان کو ترتیب OWNERS میں لکھیں۔
editors-granted = { $editor } اب { $role } ہے۔
editors-revoked = { $editor } اب ریکارڈ نہیں بدل سکتا۔
editors-unknown = { $editor } پہلے بھی ریکارڈ نہیں بدل سکتا تھا۔
editors-fixed = { $editor } کا نام ترتیب OWNERS میں ہے، اور وہیں بدلا جا سکتا ہے۔
editors-who = “{ $value }” سے کون مراد ہے، معلوم نہیں۔ telegram: یا discord: اور نمبر لکھیں۔

# کیا بدلا گیا۔
revisions-title = نظرثانیاں
revisions-none = ابھی کچھ شائع نہیں ہوا۔
revisions-no = نظرثانی { $revision } نہیں ہے۔ تازہ ترین { $newest } ہے۔
revisions-byline = { $kind } از { $author }، { $when }
revisions-why = کیوں
revisions-reason = وجہ
# What a revision that amends is called: of what it is, and how much more it is of.
titled-correction = تصحیح: { $what }{ $more ->
    [0] {""}
   *[other] ، اور { $more } مزید
}
titled-retraction = واپسی: { $what }{ $more ->
    [0] {""}
   *[other] ، اور { $more } مزید
}
titled-preference = پہلے دکھایا جائے: { $what }{ $more ->
    [0] {""}
   *[other] ، اور { $more } مزید
}
titled-redaction = ہٹایا گیا: { $what }{ $more ->
    [0] {""}
   *[other] ، اور { $more } مزید
}
titled-undo = نظرثانی { $revision } واپس: { $title }
revision-update = نئی خبر
revision-correction = تصحیح
revision-retraction = واپسی
revision-preference = پہلے کیا دکھایا جائے
revision-redaction = ہٹانا
revision-undo = واپس لیا گیا

# HTTP سے بھیجنے والے پروگرام کو جو بتایا جاتا ہے۔
push-http-unsigned = دستخط ہمارا نہیں، یا اس کا وقت اب کا نہیں۔ وقت، ایک نقطے اور متن پر PUSH_SECRET سے دستخط کریں۔
push-http-request = X-Bell-Request میں 64 تک حروف، ہندسے، نقطے اور لکیریں آتی ہیں۔
push-http-replayed = یہ پہلے آ چکا ہے۔ دوبارہ بھیجنے کے لیے نیا دستخط کریں۔
push-http-later = فائل ابھی محفوظ نہیں ہو سکی۔ کچھ نہیں بدلا؛ بعد میں دوبارہ بھیجیں۔
push-http-text = متن UTF-8 میں نہیں۔
