# ایک جماعت۔
party-title = { $name } ({ $short })
party-alliance = کس کے ساتھ
party-people = ریکارڈ پر لوگ: { $names }۔
party-seats-note = { $status }، { $date }
party-nothing = اس دن تک کوئی ماخذ اس کے بارے میں کچھ نہیں کہتا۔
party-which = { $count ->
    [0] “{ $typed }” نام کی کوئی جماعت ریکارڈ پر نہیں۔ یہ ہیں:
   *[other] “{ $typed }” سے ایک سے زیادہ جماعتیں ملتی ہیں۔ کون سی؟
}
