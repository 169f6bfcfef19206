# A person.
person-party = Party
person-role = Called
person-votes = { $count ->
    [one] 1 vote
   *[other] { $count } votes
}
person-spellings = Also written { $names }.
person-quotations = { $count ->
    [one] One quotation
   *[other] { $count } quotations
}
person-which = { $count ->
    [0] Nobody on record is called “{ $typed }”. Try /search, or another spelling.
   *[other] More than one person fits “{ $typed }”. Whom do you mean?
}
