"""What delivery takes, against the least it could."""
