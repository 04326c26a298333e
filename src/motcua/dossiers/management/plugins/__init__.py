"""Subcommands that dossiers add to the commands of calendars: `clock` and `calendar`."""
