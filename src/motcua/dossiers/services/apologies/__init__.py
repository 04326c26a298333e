"""Writes of the apology duty: opening, drafting, checking, issuing, sending, relieving; one module per action."""
