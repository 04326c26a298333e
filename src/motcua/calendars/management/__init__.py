"""Management commands of calendars."""
