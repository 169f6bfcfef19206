# How things are joined.
list-comma = {", "}
list-semicolon = {"; "}
