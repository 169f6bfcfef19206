# What went wrong, and what to do next.
unknown-command = I do not know /{ $name }. The nearest I know:
unknown-command-help = I do not know /{ $name }. /help shows what you can ask.
missing-option = Which { $option }? Say it after the command: { $what }.
missing-option-choose = Which { $option }? Choose one, or say it after the command: { $what }.
bad-number = { $option } takes a whole number, not “{ $value }”. Write it in digits.
bad-number-range = { $option } is a whole number from { $minimum } to { $maximum }, not “{ $value }”.
bad-date = { $option } takes a date such as 2021-03-04, not “{ $value }”.
bad-yes-no = { $option } takes yes or no, not “{ $value }”.
bad-choice = { $option } is one of { $choices }, not “{ $value }”.
bad-values = { $option } takes pairs such as name=12, each name once, not “{ $value }”.
bad-values-number = I cannot read a whole number in “{ $value }”, and I do not guess. Write it in digits, or ? where nobody gave it.
too-many-words = I do not know what to do with “{ $value }”. Write it like this: { $example }
no-such-option = /{ $command } has no option “{ $name }:”. It takes { $options }. { $within ->
    [source] A source is told by publisher, address, date (2021-03-04) and “title” one after another, without names before them.
   *[other] Where it belongs to a text, put the whole text in quotation marks.
}
twice-given = { $option } stands there twice. Give it once.
too-long = That is more than I can read in one line. Keep it under { $limit } characters.
nothing-asked = Nothing was asked. /help shows what you can ask.
button-unknown = I no longer know what this button stood for. Please ask again with the command.
incident = Something went wrong on our side, not yours. It is noted under { $incident }; please try again.
too-slow = That question takes too long. Ask for less: more words, or a name.
desk-away = What is kept for all chats cannot be reached just now, so nothing was changed. Try again in a minute; questions are answered as before.
disk-full = There is no room on my disk: nothing was changed. Once whoever runs me has made some, please do it again.
store-away = My records cannot be written or read right now, and nothing was changed. Please try again in a moment.
not-managing = Only those who may manage this chat can use /{ $command } here.
not-permitted = /{ $command } is for { $role ->
    [owner] owners
    [editor] editors
   *[contributor] editors and contributors
} of this record. An owner can grant it.
not-lasting = /{ $command } needs me to belong here: I was only brought along, so I cannot write or correct anything later. Add me to this place, or ask me in our own conversation.
not-in-terminal = /{ $command } is for chats on Telegram and Discord. In a terminal nothing comes unasked, and nothing is set: ask again to see what is newest. /news shows what the newest revision changed.
form-again = Change what you wrote
try-later = That did not get through just now. Please try again in a moment.
too-much = That is more than I can answer at once. Give me a moment, then ask again.
