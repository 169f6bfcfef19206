# ایک شخص۔
person-party = جماعت
person-role = عہدہ، ماخذ کے مطابق
person-votes = { $count ->
    [one] 1 ووٹ
   *[other] { $count } ووٹ
}
person-spellings = یوں بھی لکھا جاتا ہے: { $names }۔
person-quotations = { $count ->
    [one] ایک قول
   *[other] { $count } اقوال
}
person-which = { $count ->
    [0] “{ $typed }” نام کا کوئی ریکارڈ پر نہیں۔ ‎/search آزمائیں، یا دوسرے ہجے۔
   *[other] “{ $typed }” سے ایک سے زیادہ لوگ ملتے ہیں۔ کون؟
}
