# Quotations.
quote-title = Quotations
quote-title-words = Quotations with “{ $words }”
quote-title-by = Quotations of { $name }
quote-title-words-by = Quotations of { $name } with “{ $words }”
quote-kind-verbatim = verbatim, as given by { $source }
quote-kind-fragment = fragment, as quoted by { $source }
quote-kind-translation = translation by { $source }
quote-kind-rendering = as { $party }’s own account renders it; the original wording is not given. { $source }
quote-kind-statement = message of { $source }
quote-unattributed = Speaker not named
quote-said = { $name }: { $kind }
quote-none = Nothing on record is quoted like that. Try fewer words, or /quotes for all quotations.
quote-nothing = No quotation is on record.
quote-only-headline = Nobody on record is quoted like that.
quote-headline = “{ $words }” is a headline of { $source }, not a recorded quotation of anybody.
quote-who = Nobody on record is called “{ $typed }”. Quoted on record:
quote-which = More than one person fits “{ $typed }”. Whom do you mean?
quote-more = { $count ->
    [one] One more quotation fits.
   *[other] { $count } more quotations fit.
} /quote with a word of it finds it.
quote-many = At least { $count } more quotations fit. /quote with a word of it finds one.
quote-not-like-that = Not said like that on record.
quote-nearest = The nearest wording is:
quote-difference = The difference:
quote-missing = [on record: { $words }]
quote-added = [you wrote: { $words }]
quote-another = Another one
quote-all = All quotations
quote-renders = renders “{ $words }”
quote-original = originally in { $language }
