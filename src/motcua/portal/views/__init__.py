"""Pages for everybody: without script, on a phone, without personal data."""
