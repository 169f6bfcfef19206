# What editors read: short forms, previews, corrections, rights.

# Which thing a name stands for.
subject-which = I am not sure which you mean by “{ $typed }”. Is it one of these?
subject-unknown = Nothing on record is called “{ $typed }”. Check the spelling, or push a dossier that declares it.
part-which = { $count ->
    [0] “{ $typed }” is none of those I expect here. Is it one of these? For somebody who is not on record, write new. and an id, such as new.some-name=12.
   *[other] “{ $typed }” could be several. Which one?
}
part-unknown = I do not know what “{ $typed }” counts. Write a word such as yes, no, abstain, rejected or notcast.
part-twice = “{ $typed }” is { $part }, which stands there already. Give each figure once.
new-bad-id = “{ $value }” cannot be an id. Write small letters, digits and single hyphens, such as new.some-name.
new-taken = { $value } is on record already. Leave out “new.” to mean it.
figure-below = { $part } cannot be { $value }: a count is not less than nothing.
figure-same = { $source } says exactly this already, so there is nothing to publish.

# A source.
source-twice = I read two of the same kind in the source, the second “{ $value }”. Give one address, one date and one title.
source-bad-date = “{ $value }” is no day of the calendar. Write it as 2021-03-04.
source-no-name = In a source I do not know “{ $name }:”. Write publisher, address, date (2021-03-04) and “title” one after another, without names before them; only kind=… and language=… are said.
source-no-publisher = I do not know the page { $url } yet. Say whose it is: the publisher before the address.
source-other-publisher = That page is on record as { $publisher }’s. Is that the one you mean?
source-which = { $count } sources fit “{ $typed }”. Which one? For a new page, add its address.
source-near = No source on record is called “{ $typed }”. Is it one of these? For a new one, add its address, or its date and title.
source-unknown = No source on record is called “{ $typed }”. For a new one, write publisher and address, or publisher, date and “title”.
source-date-not-given = The page's own date was not given; this is the day it was brought in for.

# What a short form's dossier is called.
draft-table = { $name }: { $measure } as { $source } has them
draft-quote = A quotation of { $speaker }, from { $source }
draft-event = { $name }
draft-outcome = { $name }: { $result }, as { $source } has it
draft-won = { $name }: { $who } elected, as { $source } has it
draft-schedule = { $name } is to be put on { $date }
quote-renders-which = Which quotation do these words render? “{ $typed }” finds none, or several.
quote-rendered-by = In whose wording? Say by: with the speaker and the party, such as by:imran khan, pti.
quote-whose = Whose words are they? Say by: and the name. Only a headline or a source’s own statement has no speaker.
result-nothing = Say what is new: the counts, such as gilani=169 rejected=7, or won: and who won.
won-which = Who won is one of those who stood, and “{ $typed }” is none of them, or several. Who is it?
won-motion = { $name } is a motion, which nobody wins. How it ended comes with /motion and result:.
schedule-same = { $source } has that day on record already.
motion-nothing = Say what is new: result: for how it ended, or date: for the day it is to be put.
draft-why = Sent in as /{ $command }.

# A preview.
preview-title = Preview: { $title }
preview-title-correction = Preview of a correction
preview-title-retraction = Preview of a withdrawal
preview-title-preference = Preview of what is shown first
preview-title-redaction = Preview of a removal for good
preview-title-undo = Preview: { $title }
preview-published = Published as revision { $revision }.
preview-discarded = Discarded. Nothing was published.
preview-nothing = The record says all of this already. There is nothing to publish.
preview-repeated = You sent this before; it is not doubled.
preview-since = { $count ->
    [one] Somebody published while you looked: { $who }. This is made anew on top of it.
   *[other] { $count } revisions were published while you looked, the last { $who }. This is made anew on top of them.
}
preview-since-one = revision { $revision } by { $author }
preview-table = { $name }: { $measure }
preview-moves = { $before } → { $after }
preview-was = until now as { $source } has it
preview-nowhere = nothing
preview-said-by = as { $source } has it
preview-by = As { $source } has it, { $date }, { $status }.
preview-leads = It will stand first, before { $source }, which stays beside it.
preview-beside = It will stand beside { $source }, which stays first.
preview-quote = { $speaker }, { $kind }
preview-nobodys = nobody named
preview-no-day = no day
preview-brings = { $count ->
    [one] With it comes { $counts }.
   *[other] With it come { $counts }.
}
preview-publishers = { $count ->
    [one] Nothing on record is by { $names } yet: check that name.
   *[other] Nothing on record is by any of these publishers yet, so check their names: { $names }.
}
preview-flips-outcome = The outcome becomes another: { $name }
preview-flips-majority = A majority is won or lost: { $name }
preview-warnings = { $count ->
    [one] One check warns
   *[other] { $count } checks warn
}
preview-cards-superseded = { $count ->
    [one] One card that was given out will be superseded: { $codes }
   *[other] { $count } cards that were given out will be superseded: { $codes }
}{ $more ->
    [0] .
   *[other] , and { $more } more.
}
preview-cards-corrected = { $count ->
    [one] One card that was given out will say that it was corrected: { $codes }
   *[other] { $count } cards that were given out will say that they were corrected: { $codes }
}{ $more ->
    [0] .
   *[other] , and { $more } more.
}
# $least is yes where other workers may have put up messages a moment ago.
preview-reach = { $platform }: { $least ->
    [yes] at least{" "}
   *[no] {""}
}{ $messages ->
    [one] one message
   *[other] { $messages } messages
} in { $chats ->
    [one] one chat
   *[other] { $chats } chats
} will be put right, in about { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
} at the platform’s limits.
preview-no-messages = { $least ->
    [yes] No message that stands in a chat, as far as is written down by now, is changed by it.
   *[no] No message that stands in a chat is changed by it.
}
preview-followers = { $platform }: { $chats ->
    [one] one chat that follows it is
   *[other] { $chats } chats that follow it are
} told, in about { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
} at the platform’s limits.
preview-followers-many = So many chats follow it that they could not be counted in time.
preview-no-followers = No chat follows what it changes.
preview-reason = Because: { $reason }
preview-second-contributor = An editor has to approve it, as contributors propose and do not publish.
preview-second-all = A second editor has to approve it, as everything here is seen by two.
preview-second-outcome = A second editor has to approve it, as an outcome becomes another.
preview-second-majority = A second editor has to approve it, as a majority is won or lost.
preview-second-sum = A second editor has to approve it, as a sum does not balance.
preview-waiting = Brought in by { $editor }; it waits for a second editor.
preview-rests = { $count ->
    [one] One thing on record rests on this source.
   *[other] { $count } things on record rest on this source.
}
preview-holds = Nothing is published yet. This preview holds until { $until }.
preview-again-file = To change it, send the changed file, or its text after /push.
preview-again = To change it, send the line again:
preview-publish = Publish
preview-silent = Publish silently
preview-edit = Edit
preview-discard = Discard
preview-approve = Approve and publish

# The arithmetic of a count.
balance-cast = { $sum } = { $cast } cast
balance-not-cast = { $sums }, + { $not_cast } not cast = { $counted } electors
balance-balances = { $sums }: balances
balance-exact = { $sums }: as many as the { $electors } electors
balance-open = { $sums }: { $left } of { $electors } electors not accounted for
balance-over = { $sums }: { $left } more than the { $electors } electors
balance-no-electors = { $sums }. How many electors there are is not on record.
balance-electors-by = The { $electors } electors are those of { $source }.

# What is counted.
measure-seats = seats
measure-strength = members
measure-votes = votes
measure-support = support
measure-bloc = blocs
measure-seats-up = seats up for election
measure-seats-filled = seats filled
measure-new-seats = new seats
measure-member-parties = member parties
measure-phases = phases
measure-threshold = votes required
measure-breakdown = breakdown
measure-unopposed = unopposed seats

# What else a dossier brings.
brings-source = { $count ->
    [one] one source
   *[other] { $count } sources
}
brings-chamber = { $count ->
    [one] one chamber
   *[other] { $count } chambers
}
brings-party = { $count ->
    [one] one party
   *[other] { $count } parties
}
brings-alliance = { $count ->
    [one] one alliance
   *[other] { $count } alliances
}
brings-person = { $count ->
    [one] one person
   *[other] { $count } people
}
brings-constituency = { $count ->
    [one] one constituency
   *[other] { $count } constituencies
}
brings-election = { $count ->
    [one] one election
   *[other] { $count } elections
}
brings-contest = { $count ->
    [one] one contest
   *[other] { $count } contests
}
brings-rule = { $count ->
    [one] one rule
   *[other] { $count } rules
}
brings-motion = { $count ->
    [one] one motion
   *[other] { $count } motions
}
brings-table = { $count ->
    [one] one more report
   *[other] { $count } more reports
}
brings-quote = { $count ->
    [one] one quotation
   *[other] { $count } quotations
}
brings-claim = { $count ->
    [one] one claim
   *[other] { $count } claims
}
brings-response = { $count ->
    [one] one answer
   *[other] { $count } answers
}
brings-finding = { $count ->
    [one] one finding
   *[other] { $count } findings
}
brings-event = { $count ->
    [one] one event
   *[other] { $count } events
}
brings-outcome = { $count ->
    [one] one outcome
   *[other] { $count } outcomes
}
brings-schedule = { $count ->
    [one] one day of a vote
   *[other] { $count } days of votes
}
brings-note = { $count ->
    [one] one remark
   *[other] { $count } remarks
}

# Corrections and their like.
amends-correction = Correction of { $name }
amends-retraction = Withdrawal of { $name }
amends-preference = Shown first: { $name }
amends-redaction = Removal for good of { $name }
correct-value = right value
correct-ours = The mistake was ours.
correct-theirs = The mistake was the source’s.
correct-none = No report on “{ $typed }” has a figure for { $parts }. New figures come with /result or /figure.
correct-which = { $count } reports have that figure. Which one is wrong?
correct-same = { $source } has these very figures on record, so there is nothing to correct.
target-table = { $subject }, { $measure }, as { $source } has it
target-figure = { $subject }, { $part }, as { $source } has it
target-words = “{ $words }”
withdraw-which = What do you mean by “{ $typed }”? Is it one of these?
withdraw-none = Nothing on record is found by “{ $typed }”. Give its id, or words of it.
prefer-which = Several reports stand side by side. Which one is to be shown first?
prefer-alone = There is one report only on “{ $typed }”, so there is nothing to choose.
reason-long = A reason has at most { $limit } characters: it is shown beside what it explains.
reason-plain = Write the reason as plain text: it is empty, or has signs that cannot be shown.
undo-nothing = There is no revision to take back.
undo-reason = Taken back.

# Fields that are corrected.
field-label = label
field-words = words of the source
field-side = side
field-as-of = day of the figures
field-source = source
field-via = read in
field-status = status
field-note = remark
field-text = text
field-speaker = speaker
field-speaker-source = author of the statement
field-kind = kind
field-date = date
field-language = language
field-original-language = original language
field-claimant = who says it
field-claimant-source = source that says it
field-verb = verb
field-by = by
field-outcome = outcome
field-stated = date in the source’s words
field-how = how the date is known
field-result = result
field-who = who
field-publisher = publisher
field-title = title
field-url = address
field-account = account
field-question = question put
field-yes-means = what a yes means
field-office = office
field-seats = seats
field-party = party
field-backed-by = backed by
field-short = short name
field-name = name ({ $language })
field-now = { $field }: { $value }
field-none = none
field-which = Say which field, and what is to stand in it, such as field:date=2021-03-16. Of { $of } these can be corrected: { $fields }.
field-same = { $field } is on record as { $value } already, so there is nothing to correct.
correct-what = Say what is right: figures, such as rejected=7, or one other field, such as field:date=2021-03-16.
target-candidate = { $who } in { $contest }
target-outcome = { $name }, how it ended as { $source } has it
target-schedule = { $name }, when it is put as { $source } has it

# Pushing and publishing.
push-nothing = Send a dossier with the command: as a file, or its text after /push. /result and /figure are shorter ways.
push-type = { $name } is no dossier. Send YAML or JSON, as a file that ends in .yaml or .json.
push-large = That file is too large. A dossier has at most { $limit } KiB; split it into several.
push-not-text = { $name } is not text in UTF-8. Save it as UTF-8, and send it again.
push-published = Published as revision { $revision }.
push-again = That was published already, as revision { $revision }. Nothing is doubled.
push-silent = Silently: nobody who follows it is told.
push-approved = Brought in by { $author }, approved by { $approver }.
push-waits = It waits for a second editor. Those who can be reached are told in private; /preview lists it. Nothing is published so far.
settled-discarded-by = Discarded by { $editor }. Nothing was published.
settled-see = Revision { $revision }
push-discarded = Discarded. Nothing was published.
push-see = See { $command }
push-undo = Take it back
faults-title = Not accepted
faults-what = { $count ->
    [one] Nothing was changed. One thing is wrong with it:
   *[other] Nothing was changed. { $count } things are wrong with it:
}
standing-title = What is not published yet
standing-none = Nothing is waiting. /result, /figure and /push bring something in.
standing-open = yours to publish
standing-waits = waits for a second editor

# Why something was not done.
denied-role = Contributors propose; an editor has to approve.
denied-owner = Only an owner may do that.
denied-theirs = That preview belongs to somebody else.
denied-own = You brought it in yourself. Another editor has to approve it.
denied-unknown = I know no such preview. /preview shows what there is.
denied-expired = That preview has expired, and nothing was published. Please send it again.
denied-discarded = That preview was discarded, and nothing was published.

# Who may change the record.
role-owner = owner
role-editor = editor
role-contributor = contributor
editors-title = Who may change this record
editors-settings = named in the settings
editors-by = since { $date }, by { $editor }
editors-none = Nobody so far. Name owners in the setting OWNERS.
editors-granted = { $editor } now has the role of { $role }.
editors-revoked = { $editor } can no longer change the record.
editors-unknown = { $editor } could not change the record in the first place.
editors-fixed = { $editor } is named in the setting OWNERS, and only there can that be changed.
editors-who = I cannot tell whom you mean by “{ $value }”. Write telegram: or discord: and the number.

# What was changed.
revisions-title = Revisions
revisions-none = Nothing was published so far.
revisions-no = There is no revision { $revision }. The newest is { $newest }.
revisions-byline = { $kind } by { $author }, { $when }
revisions-why = why
revisions-reason = reason
# What a revision that amends is called: of what it is, and how much more it is of.
titled-correction = Correction: { $what }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
titled-retraction = Withdrawal: { $what }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
titled-preference = Shown first: { $what }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
titled-redaction = Removal: { $what }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
titled-undo = Revision { $revision } taken back: { $title }
revision-update = update
revision-correction = correction
revision-retraction = withdrawal
revision-preference = choice of what stands first
revision-redaction = removal
revision-undo = taken back

# What a program is told that pushes over HTTP.
push-http-unsigned = The signature is not ours, or its time is not now. Sign the timestamp, a full stop and the body with PUSH_SECRET.
push-http-request = X-Bell-Request takes up to 64 letters, digits, points, hyphens and underscores.
push-http-replayed = This push was here before. Sign it anew to send it again.
push-http-later = The dossier could not be kept just now. Nothing was changed; send it again later.
push-http-text = The body is not text in UTF-8.
