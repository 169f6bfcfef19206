"""The others: a bare bot on each library, and a loop by hand. They run in an environment of their own."""
