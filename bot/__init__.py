"""The bot kernel and its edges: everything that knows a conversation, nothing that knows a parliament."""
