"""The platforms: what arrives becomes a request or a line, what leaves is a rendered reply."""
