# کیا ہوا، ترتیب سے۔
timeline-title = واقعات ترتیب سے
timeline-title-of = واقعات: { $name }
timeline-title-event = ایک واقعہ
timeline-undated = تاریخ نہیں دی گئی
timeline-inferred = {" "}(اندازے سے)
timeline-inferred-from = {" "}(“{ $stated }” سے اندازہ)
timeline-stated = {" "}(“{ $stated }”)
timeline-status = { $status ->
    [planned] ، طے شدہ:
    [postponed] ، ملتوی:
    [cancelled] ، منسوخ:
   *[happened] :
}
timeline-earlier = پہلے کی خبر: { $when }{ $status ->
    [planned] ، طے شدہ
    [postponed] ، ملتوی
    [cancelled] ، منسوخ
   *[happened] {""}
} ({ $source })۔
timeline-superseded = اس کی جگہ بعد کی خبر ہے۔
timeline-before = { $count ->
    [one] پہلے کا ایک واقعہ چھوڑا گیا ہے۔
   *[other] پہلے کے { $count } واقعات چھوڑے گئے ہیں۔
} کوئی موضوع لکھیں، یا پہلے کے دن کے لیے as_of۔
timeline-claims = { $count ->
    [one] اس کے بارے میں ایک دعویٰ
   *[other] اس کے بارے میں { $count } دعوے
}
timeline-empty = اس دن تک اس کا کوئی واقعہ ریکارڈ پر نہیں۔
timeline-never = اس کا کوئی واقعہ ریکارڈ پر نہیں۔
timeline-which = “{ $typed }” سے ایک سے زیادہ مراد ہو سکتے ہیں۔ کون سا؟
timeline-none = ریکارڈ کے کسی واقعے کا “{ $typed }” سے تعلق نہیں۔ واقعات ان کے بارے میں ہیں:
