# What stands on every card.
card-as-of = As of { $date }
card-code = Card
card-sources-one = One source:
card-sources-many = Sources:
card-source-dated = { $source }, { $date }
card-source-inferred = { $source }, { $date } (date inferred)
card-source-account = { $source } ({ $account })
card-source-via = { $source }, via { $via }
card-status-scheduled = scheduled
card-status-provisional = provisional
card-status-reported = as reported
card-status-unofficial = unofficial
card-status-official = official
card-status-disputed = disputed
card-status-overturned = overturned
card-status-withdrawn = withdrawn
card-remark = { $text } (“{ $words }”)

# Figures.
figure-not-given = not given
figure-not-given-note = not in this source
figure-of = { $value } of { $total }
figure-sum = { $sum } = { $total }
part-others = Others
part-others-note = not broken down in this source
part-total = Total
part-vacant = Vacant
part-independents = Independents
part-rejected = Rejected
part-not-cast = Not cast
part-votes-cast = Votes cast
part-valid = Valid votes
part-electors = Electors
part-present = Present
part-yes = For
part-no = Against
part-abstain = Abstained
part-absent = Absent
part-required = Required
