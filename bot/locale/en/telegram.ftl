# What only Telegram needs to say.
telegram-plain-text = I answer commands. /help shows what you can ask.
telegram-private = This answer is for you alone. Open our chat to read it.
telegram-private-open = Open our chat
telegram-private-sent = Sent to you in our private chat.
