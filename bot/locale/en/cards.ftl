# What stands on every card.
card-as-of = As of { $date }
card-code = Card
