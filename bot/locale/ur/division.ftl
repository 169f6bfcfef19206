# ووٹ کا نتیجہ۔
division-yes = حق میں
division-no = مخالفت میں
division-abstain = رائے سے گریز
division-rejected = مسترد
division-not-cast = نہیں ڈالے گئے
division-absent = غیر حاضر
division-not-recorded = درج نہیں
division-over = { $yes }، یعنی { $by ->
    [0] عین درکار { $needed }۔
   *[other] درکار { $needed } سے { $by } زیادہ۔
}
division-short = { $yes }، یعنی درکار { $needed } سے { $by } کم۔
division-stated = ماخذ کے مطابق
division-breakdown = { $parts }: { $sum } = { $total }۔
division-unlike = { $value } ووٹ اور پہلے بتائی گئی { $value } نشستیں دو الگ اعداد ہیں جو اتفاق سے برابر ہیں۔
division-carried = منظور
division-lost = نامنظور
division-obtained = اعتماد حاصل ہوا
division-not-obtained = اعتماد حاصل نہیں ہوا
division-thrown-out = پیش کرنے کی اجازت نہیں ملی
division-withdrawn = واپس لی گئی
division-annulled = منسوخ
division-elected = منتخب
