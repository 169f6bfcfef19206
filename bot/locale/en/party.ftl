# A party.
party-title = { $name } ({ $short })
party-alliance = Stands with
party-people = People on record: { $names }.
party-seats-note = { $status }, { $date }
party-nothing = No source by that day says anything of it.
party-which = { $count ->
    [0] No party on record is called “{ $typed }”. These are:
   *[other] More than one party fits “{ $typed }”. Which one?
}
