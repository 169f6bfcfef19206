"""What people can ask: one file a subject; a handler returns a reply, never sends, and knows no platform."""
