# ووٹ کا حساب کیا بنتا۔
whatif-title = اگر: { $name }
whatif-start = ابتدا خبر کے مطابق نشستوں سے: { $counts }
whatif-move = { $who }: { $before } { $by } = { $after }
whatif-rule = قاعدہ: { $rule }، { $base }۔ درکار: { $needed }
whatif-rule-unknown = قاعدہ: { $rule }۔ وہ عدد معلوم نہیں، اس لیے کچھ نہیں کہا جا سکتا۔
whatif-over = { $yes } حق میں: { $by ->
    [0] عین درکار
   *[other] درکار سے { $by } زیادہ
}
whatif-short = { $yes } حق میں: { $by } کم
whatif-carried = منظور ہو جاتی۔
whatif-lost = منظور نہ ہوتی۔
whatif-open = منظور ہوتی یا نہیں، کھلا ہے۔
whatif-only-sums = اوپر کی نشستوں سے حساب، پیش گوئی نہیں؛ ایک جانب چھوڑنے والے ارکان دوسری میں نہیں جاتے جب تک آپ نہ کہیں۔
whatif-moves = “{ $value }” پڑھا نہیں گیا۔ لکھیں کون اور کتنے، جیسے: government -7 absent +2۔ کون ان میں سے ایک ہے: government, opposition, yes, no, abstain, rejected, absent, vacant۔
whatif-too-many = { $who } صرف { $held } ہیں، اس لیے { $by } کم نہیں ہو سکتے۔
whatif-unknown = { $who } کتنے ہیں معلوم نہیں، اس لیے ان میں سے کوئی ہٹایا نہیں جا سکتا۔
whatif-nothing = ریکارڈ کا کوئی ماخذ { $name } کے فریق نہیں گنتا، اس لیے حساب کے لیے کچھ نہیں۔
whatif-yes = حق میں
whatif-no = مخالفت میں
whatif-abstain = رائے سے گریز
whatif-rejected = مسترد ووٹ
whatif-absent = غیر حاضر
whatif-vacant = خالی
whatif-no-successor = منظور نہ ہو سکتی: یہ قاعدہ ایسی تحریک مانگتا ہے جس میں جانشین کا نام ہو، اور کوئی نام نہیں۔
whatif-successor = تحریک میں جانشین کا نام { $name } ہے۔
