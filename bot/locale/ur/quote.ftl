# اقوال۔
quote-title = اقوال
quote-title-words = “{ $words }” والے اقوال
quote-title-by = { $name } کے اقوال
quote-title-words-by = { $name } کے “{ $words }” والے اقوال
quote-kind-verbatim = لفظ بہ لفظ، { $source } کے مطابق
quote-kind-fragment = ٹکڑا، { $source } کے حوالے سے
quote-kind-translation = ترجمہ از { $source }
quote-kind-rendering = { $party } کے اپنے بیان کے الفاظ میں؛ اصل الفاظ نہیں دیے گئے۔ { $source }
quote-kind-statement = { $source } کا پیغام
quote-unattributed = کہنے والے کا نام نہیں
quote-said = { $name }: { $kind }
quote-none = ریکارڈ پر ایسا کوئی قول نہیں۔ کم الفاظ لکھیں، یا تمام اقوال کے لیے ‎/quotes۔
quote-nothing = کوئی قول ریکارڈ پر نہیں۔
quote-only-headline = ریکارڈ پر کسی کا ایسا قول نہیں۔
quote-headline = “{ $words }” { $source } کی سرخی ہے، کسی کا درج قول نہیں۔
quote-who = “{ $typed }” نام کا کوئی ریکارڈ پر نہیں۔ اقوال ان کے ہیں:
quote-which = “{ $typed }” سے ایک سے زیادہ لوگ ملتے ہیں۔ کون؟
quote-more = { $count ->
    [one] ایک اور قول ملتا ہے۔
   *[other] { $count } اور اقوال ملتے ہیں۔
} ‎/quote کے ساتھ اس کا کوئی لفظ لکھیں۔
quote-many = کم از کم { $count } اور اقوال ملتے ہیں۔ ‎/quote کے ساتھ کوئی لفظ لکھیں۔
quote-not-like-that = ریکارڈ پر یہ بات یوں نہیں کہی گئی۔
quote-nearest = قریب ترین الفاظ یہ ہیں:
quote-difference = فرق:
quote-missing = [ریکارڈ پر: { $words }]
quote-added = [آپ نے لکھا: { $words }]
quote-another = ایک اور
quote-all = تمام اقوال
quote-renders = اصل الفاظ “{ $words }”
quote-original = اصل زبان { $language }
