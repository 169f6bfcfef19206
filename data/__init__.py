"""What is known: dossiers, the record they build, and the desk that keeps what was accepted and said."""
