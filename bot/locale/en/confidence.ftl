# A vote of confidence.
confidence-not-held = Not yet held as of { $date }. No result is on record.
confidence-when = When
confidence-when-inferred = inferred: the source says “{ $stated }”
confidence-when-other = Also said
confidence-question = Question put
confidence-successor = To follow
confidence-needed = Needed
confidence-needed-note = computed: { $rule }; the sources of the figures below do not state it
confidence-needed-stated = computed: { $rule }
confidence-needed-later = the number is known only when the votes are
confidence-seats = Seats, as reported
confidence-support = Support, { $where }
confidence-support-in = Support for the { $contest }, { $where }
confidence-same-source = in another paragraph of the same source
confidence-other-source = by another source
confidence-support-row = For { $name }
confidence-sitting = Sitting
confidence-sum = { $sum } = { $counted } of { $total }; { $unknown } not accounted for.
confidence-conflict = Conflict: { $sides }. Seats and support are different measures, and nothing here says how they fit together. Both stand as reported.
confidence-conflict-side = { $side } { $first } or { $second }
confidence-none = No vote of confidence is on record.
confidence-which = No motion on record is called “{ $typed }”. These are:
confidence-by-then = No vote of confidence was on record by that day. Try a later day, or leave as_of out.

# Sides, and rules of majorities.
side-government = Government
side-opposition = Opposition
rule-stands = Rule of the majority: { $article }.
rule-more = more than { $share } of { $base }
rule-least = at least { $share } of { $base }
rule-half = half
rule-plurality = more votes than any other candidate
base-total-membership = the total membership
base-filled-seats = the filled seats
base-present = the members present
base-votes-cast = the votes cast
base-valid-votes = the valid votes
base-yes-plus-no = the votes for and against
