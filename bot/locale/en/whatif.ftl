# What a vote would come to.
whatif-title = What if: { $name }
whatif-start = Beginning with the seats as reported: { $counts }
whatif-move = { $who }: { $before } { $by } = { $after }
whatif-rule = Rule: { $rule }, { $base }. Needed: { $needed }
whatif-rule-unknown = Rule: { $rule }. That number is not known, so nothing can be said.
whatif-over = { $yes } in favour: { $by ->
    [0] exactly enough
   *[other] { $by } more than needed
}
whatif-short = { $yes } in favour: { $by } short
whatif-carried = It would be carried.
whatif-lost = It would not be carried.
whatif-open = Whether it would be carried is open.
whatif-only-sums = A calculation from the seats above, not a forecast; members who leave one side join no other unless you say so.
whatif-moves = I cannot read “{ $value }”. Write who and how many, such as: government -7 absent +2. Who is one of government, opposition, yes, no, abstain, rejected, absent, vacant.
whatif-too-many = There are only { $held } { $who }, so { $by } cannot leave.
whatif-unknown = How many { $who } there are is not known, so none can be moved.
whatif-nothing = No source on record counts the sides for { $name }, so there is nothing to calculate with.
whatif-yes = Yes
whatif-no = No
whatif-abstain = Abstaining
whatif-rejected = Rejected ballots
whatif-absent = Absent
whatif-vacant = Vacant
whatif-no-successor = It could not be carried: this rule asks for a motion that names who is to follow, and none is named.
whatif-successor = The motion names { $name } to follow.
