# دعوے: کہنے والے کے بغیر کبھی نہیں بتائے جاتے۔
claims-title = دعوے
claims-title-subject = دعوے: { $name }
claims-title-words = “{ $words }” والے دعوے
claims-no-facts = یہ لوگوں کی باتیں ہیں، ثابت شدہ نہیں۔
claims-no-facts-open = یہ لوگوں کی باتیں ہیں، ثابت شدہ نہیں۔ نہ کوئی جواب ریکارڈ پر ہے نہ کسی ادارے کا فیصلہ۔
claims-nothing = اس کا یا اس کے بارے میں کوئی دعویٰ ریکارڈ پر نہیں۔
claims-nothing-yet = کوئی دعویٰ ریکارڈ پر نہیں، یا پوچھے گئے دن تک نہیں تھا۔
claims-about = { $name } کے بارے میں
claims-by = { $name } کی طرف سے
claims-more = { $count ->
    [one] ایک اور دعویٰ ریکارڈ پر ہے۔
   *[other] { $count } اور دعوے ریکارڈ پر ہیں۔
} دیکھنے کے لیے لکھیں کہ کس کا یا کس بارے میں۔
claims-subject = { $name } ({ $count })
claims-nobody-named = کسی نے، نام نہیں دیا گیا
claims-head = { $who } { $kind ->
    [allegation] کا الزام
    [pledge] کا وعدہ
    [announcement] کا اعلان
    [statement] کا بیان
    [reaction] کا ردعمل
   *[characterisation] کے اپنے الفاظ
}{ $relation ->
    [of] {" "}{ $about } پر:
    [concerning] {" "}{ $about } کے بارے میں:
   *[none] :
}
claims-kind = { $kind ->
    [allegation] الزام
    [pledge] وعدہ
    [announcement] اعلان
    [statement] بیان
    [reaction] ردعمل
   *[characterisation] رائے
}
claims-words-of = { $who }، { $source } کے مطابق
claims-words-dated = { $who }، { $date } کو، { $source } کے مطابق
claims-own-voice = { $source }، اپنی طرف سے
claims-answer = { $who } کا جواب:
claims-answer-dated = { $who } کا جواب، { $date }:
claims-finding = { $who } کا فیصلہ، تاریخ نہیں دی گئی { $outcome ->
    [upheld] (تسلیم):
    [dismissed] (خارج):
    [partly] (جزوی طور پر تسلیم):
   *[pending] (زیر التوا؛ نتیجہ ریکارڈ پر نہیں):
}
claims-finding-dated = { $who } کا فیصلہ، { $date } { $outcome ->
    [upheld] (تسلیم):
    [dismissed] (خارج):
    [partly] (جزوی طور پر تسلیم):
   *[pending] (زیر التوا؛ نتیجہ ریکارڈ پر نہیں):
}
claims-open = نہ کوئی جواب ریکارڈ پر ہے نہ کسی ادارے کا فیصلہ۔
claims-no-finding = کسی ادارے کا فیصلہ ریکارڈ پر نہیں۔
claims-which = “{ $typed }” سے ایک سے زیادہ مراد ہو سکتے ہیں۔ کون سا؟
claims-none = ریکارڈ کے کسی دعوے کا “{ $typed }” سے تعلق نہیں۔ دعوے ان کے بارے میں ہیں:
