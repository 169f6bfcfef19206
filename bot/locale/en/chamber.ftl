# A chamber.
chamber-reported = { $date }, { $status }, one source
chamber-reported-others = { $date }, { $status }; { $others ->
    [one] one other report is on record
   *[other] { $others } other reports are on record
}
chamber-seats = { $count ->
    [one] seat
   *[other] seats
}
chamber-sitting = { $count ->
    [one] sitting member
   *[other] sitting members
}
chamber-half = more than half: { $count }
chamber-unknown = not accounted for
chamber-alt = { $name }, { $total } seats: { $groups }. { $unknown ->
    [0] All seats are accounted for.
   *[other] { $unknown } are not accounted for.
}
chamber-alt-group = { $name } { $seats }
chamber-sum-open = { $sum } = { $counted }; { $unknown } of { $total } not accounted for
chamber-bloc = { $name }, as reported
chamber-bloc-known = { $sum } = { $known } are of parties the source names with { $name }. Which of the others make up the remaining { $open }, the source does not say.
chamber-seats-up = Seats up
chamber-none = No such house is on record here. /chamber shows which there are.
chamber-several = Several such houses are on record. Which one?
chamber-no-seats = No source on record gives the seats of { $name } by that day. Try a later day, or leave as_of out.
chamber-bloc-government = { $name }, government side
chamber-bloc-opposition = { $name }, opposition side
chamber-contest-votes = { $name } { $votes }
chamber-contest-not-cast = { $votes } not cast
chamber-contest-rejected = rejected not given
chamber-which = { $count ->
    [0] No chamber is called “{ $typed }”. These are on record:
   *[other] Several chambers fit “{ $typed }”. Which one?
}
chamber-report = Also reported: { $counts } ({ $source })
chamber-report-part = { $name } { $seats }
chamber-contest-rejected-votes = { $votes } rejected
chamber-bloc-other = { $seats } ({ $source })
chamber-bloc-others = { $name }, also reported: { $counts }
