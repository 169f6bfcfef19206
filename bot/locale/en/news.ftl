# What a revision changed: also what a chat reads that follows a subject.
news-title = News
news-title-of = News: { $name }
news-correction = Correction
news-correction-of = Correction: { $name }
news-none = There is no revision “{ $value }”. /news shows the newest.
news-never = Nothing was published so far.
news-nothing = Nothing of this stands any more, or it changed no figure.
news-ours = We made a mistake: { $reason }
news-ours-undone = We made a mistake, and took it back.
news-source = { $publisher } corrected itself: { $reason }
news-put-right = Put right: { $reason }
news-withdrawn = Withdrawn: { $what }
news-preferred = Shown first from now on: { $what }
news-legal = Removed for legal reasons.
news-flip = { $what ->
    [majority] { $name }: a majority is another than it was.
   *[other] { $name }: it ended otherwise than reported before.
}
news-end = { $name }: { $result } ({ $status })
news-who = { $result }: { $who }
news-appointed = Appointed
news-by = { $source }, { $status }
news-changed = { $before } → { $after }
news-not-given = not given before
news-gone = { $before }, withdrawn
news-figures = and { $count ->
    [one] one more figure
   *[other] { $count } more figures
} of this report
news-claim = { $kind } by { $name }:
news-more = { $count ->
    [one] One more change is
   *[other] { $count } more changes are
} not shown here.
news-card = The card
news-why = Why this came
news-stop = Stop following
