# Claims: never told without who makes them.
claims-title = Claims
claims-title-subject = Claims: { $name }
claims-title-words = Claims with “{ $words }”
claims-no-facts = What people say, not what is established.
claims-no-facts-open = What people say, not what is established. No answer and no authority’s finding is on record.
claims-nothing = No claim by it or about it is on record.
claims-nothing-yet = No claim is on record, or none was by the day asked about.
claims-about = About { $name }
claims-by = By { $name }
claims-more = { $count ->
    [one] One more claim is on record.
   *[other] { $count } more claims are on record.
} Name whom or what they are about to see them.
claims-subject = { $name } ({ $count })
claims-nobody-named = Somebody not named
claims-head = { $who } { $kind ->
    [allegation] alleges
    [pledge] pledges
    [announcement] announces
    [statement] states
    [reaction] says in reaction
   *[characterisation] writes in its own voice
}{ $relation ->
    [of] , of { $about }:
    [concerning] , concerning { $about }:
   *[none] :
}
claims-kind = { $kind ->
    [allegation] Allegation
    [pledge] Pledge
    [announcement] Announcement
    [statement] Statement
    [reaction] Reaction
   *[characterisation] Characterisation
}
claims-words-of = { $who }, as told by { $source }
claims-words-dated = { $who } on { $date }, as told by { $source }
claims-own-voice = { $source }, in its own voice
claims-answer = Answered by { $who }:
claims-answer-dated = Answered by { $who }, { $date }:
claims-finding = Finding of { $who }, date not given { $outcome ->
    [upheld] (upheld):
    [dismissed] (dismissed):
    [partly] (upheld in part):
   *[pending] (pending; the outcome is not on record):
}
claims-finding-dated = Finding of { $who }, { $date } { $outcome ->
    [upheld] (upheld):
    [dismissed] (dismissed):
    [partly] (upheld in part):
   *[pending] (pending; the outcome is not on record):
}
claims-open = No answer and no authority’s finding is on record.
claims-no-finding = No authority’s finding is on record.
claims-which = “{ $typed }” can mean more than one. Which?
claims-none = No claim on record has anything to do with “{ $typed }”. There are claims about:
