"""Writes of calendars, one module per action."""
