# One contest.
contest-candidate-backed = { $party }, backed by { $backer }
contest-elected = elected
contest-not-elected = not elected
contest-margin = Margin
contest-not-cast = Not cast
contest-rejected = Rejected
contest-open = Not accounted for
contest-open-value = { $open } of { $electors }
contest-open-note = { $sum } = { $counted }; { $body } had { $electors } members
contest-balanced = { $sum } = { $electors }: every vote is accounted for.
contest-electors-unknown = How many could vote is not in this source, so it cannot be said whether a vote is missing.
contest-secret = Secret ballot: nobody can say how a member voted.
contest-which = { $count ->
    [0] No contest is called “{ $typed }”. These are on record:
   *[other] Several contests fit “{ $typed }”. Which one?
}
contest-no-votes = No source on record gives the votes of { $name } by that day. Try a later day, or leave as_of out.
contest-rules = On the ballot and the electors:
contest-status = The count is { $status }.
contest-over = Too many
contest-rule = Elected by { $rule }.
contest-report = Reported otherwise: { $counts } ({ $source })
contest-report-part = { $name } { $value }
contest-ended = Elected: { $who } ({ $status }, { $date }).
contest-nobody-named = nobody named
contest-no-day = day not given
