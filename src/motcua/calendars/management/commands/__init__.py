"""Management commands of calendars: `clock` and `calendar`."""
