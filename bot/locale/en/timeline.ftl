# What happened, in order.
timeline-title = Timeline
timeline-title-of = Timeline: { $name }
timeline-title-event = One event
timeline-undated = Date not given
timeline-inferred = {" "}(inferred)
timeline-inferred-from = {" "}(inferred from “{ $stated }”)
timeline-stated = {" "}(“{ $stated }”)
timeline-status = { $status ->
    [planned] , planned:
    [postponed] , postponed:
    [cancelled] , cancelled:
   *[happened] :
}
timeline-earlier = Earlier report: { $when }{ $status ->
    [planned] , planned
    [postponed] , postponed
    [cancelled] , cancelled
   *[happened] {""}
} ({ $source }).
timeline-superseded = A later word stands in its place.
timeline-before = { $count ->
    [one] One earlier event is left out.
   *[other] { $count } earlier events are left out.
} Ask for a subject, or with as_of for an earlier day.
timeline-claims = { $count ->
    [one] One claim about it
   *[other] { $count } claims about it
}
timeline-empty = No event of it is on record by that day.
timeline-never = No event of it is on record.
timeline-which = “{ $typed }” can mean more than one. Which?
timeline-none = No event on record has anything to do with “{ $typed }”. There are events about:
