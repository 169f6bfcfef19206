# Whether a card still holds.
check-title = Card { $code }
check-never = No card with this code was issued here.
check-signs = Compare the signs: a code has no 0, 1, B, I, L, O, S or Z. A picture that shows an unknown code was not made here.
check-no-code = “{ $value }” is no code. A code has { $length } signs, such as K7Q2F9, and stands at the end of a card.
check-current = current
check-superseded = superseded
check-corrected = corrected
check-gone = no longer on record
check-issued = { $line }, first issued { $date }
check-changed = { $before } → { $after }
check-by = { $source }; { $why }
check-because = { $why }, { $date }
check-preferred = editors show this source first
check-weightier = of higher standing
check-newer = newer
check-anew = said anew
check-withdrawn = { $before }, withdrawn
check-put-right = wrong when it was shown; put right { $date } ({ $why })
check-gone-since = no longer on record since { $date }
check-show-now = As it is now
check-show-then = As it was issued

# What a chat was shown that has changed since.
corrections-title = Changed since it was shown here
corrections-nothing = This chat was shown no figures that I still know of.
corrections-none = Nothing that was shown here has changed since.
corrections-shown = { $line }, shown { $date }
corrections-shown-of = { $subject }, in { $command }, shown { $date }
corrections-more = { $count ->
    [one] One more figure has
   *[other] { $count } more figures have
} changed.

# Sources.
sources-title = Sources: { $name }
sources-figures = { $count ->
    [one] one figure
   *[other] { $count } figures
}
sources-cites = cites { $names }
sources-interest = a party’s own account
sources-nothing = No figure of it is on record.
sources-which = More than one thing fits “{ $typed }”. Which one?
sources-none = Nothing on record is called “{ $typed }”. Try the name of a chamber, contest, party or person, or a card’s code.
source-article = article
source-broadcast = broadcast
source-tweet = message on Twitter
source-law = law
source-official = official page
source-reference = reference work
source-reports = reports without a name
