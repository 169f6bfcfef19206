# How a vote went.
division-yes = For
division-no = Against
division-abstain = Abstained
division-rejected = Rejected
division-not-cast = Not cast
division-absent = Absent
division-not-recorded = not recorded
division-over = { $yes } is { $by ->
    [0] exactly the { $needed } needed.
   *[other] { $by } more than the { $needed } needed.
}
division-short = { $yes } is { $by } short of the { $needed } needed.
division-stated = As stated
division-breakdown = { $parts }: { $sum } = { $total }.
division-unlike = The { $value } votes and the { $value } seats reported before are two figures that happen to be equal.
division-carried = Carried
division-lost = Lost
division-obtained = Confidence obtained
division-not-obtained = Confidence not obtained
division-thrown-out = Not admitted
division-withdrawn = Withdrawn
division-annulled = Annulled
division-elected = Elected
