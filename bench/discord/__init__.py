"""Our Discord adapter beside a bare discord.py bot that does the same job."""
