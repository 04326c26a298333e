"""The append-only log of who did and read what, and the triggers that keep such tables append-only."""
