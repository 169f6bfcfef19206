"""The pictures of the editor's guide: an evening on a Telegram of our own, drawn as a phone shows it."""
