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
quote-none = Nothing on record is quoted like that. Try fewer words, or /quote alone for all quotations.
quote-headline = “{ $words }” is a headline of { $source }, not a recorded quotation of anybody.
quote-who = Nobody on record is called “{ $typed }”. Quoted on record:
quote-which = More than one person fits “{ $typed }”. Whom do you mean?
quote-more = { $count ->
    [one] One more quotation fits. Add a word to narrow it down.
   *[other] { $count } more quotations fit. Add a word to narrow it down.
}
