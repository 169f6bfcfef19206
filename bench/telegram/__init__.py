"""How many commands a second a bot answers on Telegram, beside others that do the same."""
