# What only Telegram needs to say.
telegram-plain-text = I answer commands. /help shows what you can ask.
telegram-private = This answer is for you alone. Open our chat to read it.
telegram-private-open = Open our chat
telegram-private-sent = Sent to you in our private chat.

# Shown before anybody writes: in an empty chat (at most 512 signs), and on the profile (at most 120).
telegram-description = Results and quotations of parliaments. Every figure comes with its source and its date, sources that disagree stand side by side, and what a source does not say I do not say either. Press Start, or add me to a group or channel.
telegram-short-description = Results and quotations of parliaments, each figure with its source and its date.

# Said once where I was added.
telegram-welcome = Hello. I answer with results and quotations of parliaments. Every figure comes with its source and its date.
telegram-welcome-group = Here I read commands and nothing else. Begin with a button, or type /help.
telegram-welcome-channel = A post that is a command, such as /help, gets an answer here. Anybody may press the buttons.

# In inline mode.
telegram-inline-now = As it is now
telegram-inline-nothing = Nothing found. See what you can ask

telegram-rights-unknown = Telegram does not tell me right now who may manage this chat. Please try again in a minute.
telegram-file-too-large = This file is larger than { $kilobytes } kB. Please send a smaller one.
