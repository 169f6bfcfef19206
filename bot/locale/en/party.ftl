# A party.
party-title = { $name } ({ $short })
party-alliance = Stands with
party-people = People on record: { $names }.
party-seats-note = { $status }, { $date }
party-nothing = No source by that day says anything of it.
party-which = More than one party fits “{ $typed }”. Which one?
party-none = No party on record is called “{ $typed }”. These are:
