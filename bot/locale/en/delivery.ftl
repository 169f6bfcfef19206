# What goes out unasked, and how far it has come.
deliveries-title = Deliveries of revision { $revision }
deliveries-none = Nothing was due anywhere because of revision { $revision }.
deliveries-nothing-yet = Deliveries
deliveries-never = Nothing was due anywhere yet.
deliveries-telegram = Telegram
deliveries-discord = Discord
deliveries-done = { $done } of { $all }
deliveries-left = at least { $time } to go
deliveries-nobody = waiting: nobody delivers there
deliveries-stranded = Nobody delivers on { $platform }: { $count ->
    [one] one message has
   *[other] { $count } messages have
} waited, the oldest since { $since }. Start the bot with its token. News is let go three days after its revision; messages that show something wrong are put right as long as they are known.
deliveries-all-done = done
deliveries-seconds = { $count ->
    [one] one second
   *[other] { $count } seconds
}
deliveries-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
deliveries-edit = Messages put right
deliveries-reply = Replies instead
deliveries-notice = News sent
deliveries-digest = Digests
deliveries-send = Other messages
deliveries-sent = { $count } sent
deliveries-failed = { $count } failed
deliveries-gone = { $count } gone
deliveries-refused = { $count } refused
deliveries-merged = { $count } told by another message
deliveries-cancelled = { $count } no longer needed
deliveries-lapsed = { $count } too late to be sent
deliveries-due = { $count } waiting
deliveries-leased = { $count } under way
deliveries-undo = Take revision { $revision } back
deliveries-trouble = { $count ->
    [one] One chat: { $why }
   *[other] { $count } chats: { $why }
}
deliveries-trouble-named = { $why }: { $chats }
deliveries-trouble-more = { $why }: { $chats } and { $more } more

# A message that is kept up to date.
live-note = Kept up to date until it is decided, for a day at most.
live-cannot = /{ $command } cannot be kept up to date; the questions about the record can, such as confidence.
live-decided = It is decided already; this is how it went.

live-over = This message is kept up to date no longer.
live-go-on = Go on
