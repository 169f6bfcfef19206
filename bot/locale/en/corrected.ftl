# What a message says once it is put right. The line has 120 characters at most.
corrected-line = Corrected { $time }: { $changes }
corrected-line-why = Corrected { $time }: { $changes } ({ $why })
corrected-line-count = Corrected { $time }: { $count ->
    [one] one figure
   *[other] { $count } figures
}
corrected-more = { $changes } and { $count } more
corrected-change = { $what } { $before } → { $after }
corrected-gone = { $what } withdrawn
corrected-words = { $what } put right
corrected-quote = quotation
corrected-claim = claim
corrected-event = event
corrected-outcome = outcome
corrected-contest = contest
corrected-field = { $what }, { $field }
corrected-motion = motion
corrected-schedule = date of a vote
corrected-thing = entry
corrected-ours = our mistake
corrected-source = { $publisher } corrected itself
corrected-its-source = the source corrected itself
corrected-legal = removed for legal reasons

# The reply to a message that cannot be edited.
corrected-title = Correction
corrected-reply = The message above is not right:
corrected-of = { $subject }: { $what }
corrected-values = { $before } → { $after }
corrected-withdrawn = withdrawn
corrected-anew = put right
corrected-reason = Reason: { $reason }
corrected-stands = The message above stands as it was: what was put right in it has been taken back.
corrected-card = The card as it is now
