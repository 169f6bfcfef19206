# Made from the declarations by `make docs`; translate it, do not edit it here.
command-senate = Who sits in the upper house, as reported, and what the sources leave open.
command-senate-as_of = As published by the end of this day, such as 2021-03-04
command-confidence = The vote of confidence: when, what it needs, what each side is reported to have.
command-confidence-motion = Which vote, if there were several
command-confidence-as_of = As published by the end of this day, such as 2021-03-04
command-contest = Votes in one contest, with what is missing or disputed.
command-contest-name = Seat or election
command-contest-as_of = As published by the end of this day, such as 2021-03-04
command-quote = Sourced quotations, each with its kind: verbatim, fragment, translation or rendering.
command-quote-words = Words of the quotation
command-quote-by = Who said it
command-quote-as_of = As published by the end of this day, such as 2021-03-04
command-start = What this is, and questions to begin with.
command-help = What you can ask, and how.
command-help-command = A command to explain
