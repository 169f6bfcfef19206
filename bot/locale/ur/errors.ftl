# کیا غلط ہوا، اور اب کیا کریں۔
unknown-command = میں /{ $name } نہیں جانتا۔ قریب ترین یہ ہیں:
unknown-command-help = میں /{ $name } نہیں جانتا۔ ‎/help بتاتا ہے کہ کیا پوچھا جا سکتا ہے۔
missing-option = کون سا { $option }؟
    کمانڈ کے بعد لکھیں۔
missing-option-choose = کون سا { $option }؟ ایک چنیں، یا کمانڈ کے بعد لکھیں۔
bad-number = { $option } میں پورا عدد آتا ہے، “{ $value }” نہیں۔ ہندسوں میں لکھیں۔
bad-number-range = { $option } { $minimum } سے { $maximum } تک پورا عدد ہے، “{ $value }” نہیں۔
bad-date = { $option } میں تاریخ آتی ہے، جیسے 2021-03-04، “{ $value }” نہیں۔
bad-yes-no = { $option } میں yes یا no آتا ہے، “{ $value }” نہیں۔
bad-choice = { $option } ان میں سے ایک ہے: { $choices }؛ “{ $value }” نہیں۔
bad-values = { $option } میں جوڑے آتے ہیں، جیسے name=12، ہر نام ایک بار، “{ $value }” نہیں۔
too-many-words = سمجھ نہیں آیا کہ “{ $value }” کا کیا کروں۔ یوں لکھیں: { $example }
twice-given = { $option } دو بار آیا ہے۔ ایک بار دیں۔
too-long = یہ ایک سطر میں پڑھنے سے زیادہ ہے۔ { $limit } حروف سے کم رکھیں۔
nothing-asked = کچھ نہیں پوچھا گیا۔ ‎/help بتاتا ہے کہ کیا پوچھا جا سکتا ہے۔
button-unknown = مجھے یاد نہیں رہا کہ یہ بٹن کس کا تھا۔ کمانڈ سے دوبارہ پوچھیں۔
incident = غلطی ہماری طرف سے ہوئی، آپ کی نہیں۔ { $incident } کے تحت درج ہے؛ دوبارہ کوشش کریں۔
too-slow = اس سوال میں بہت دیر لگتی ہے۔ کم پوچھیں: زیادہ الفاظ، یا کوئی نام۔
not-managing = ‎/{ $command } یہاں صرف وہی استعمال کر سکتے ہیں جو اس چیٹ کا انتظام کرتے ہیں۔
not-permitted = ‎/{ $command } اس ریکارڈ کے { $role ->
    [owner] مالکان
    [editor] مدیروں
   *[contributor] مدیروں اور معاونین
} کے لیے ہے۔ مالک اجازت دے سکتا ہے۔
