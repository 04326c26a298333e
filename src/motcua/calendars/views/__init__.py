"""Pages of calendars: the year as a picture, the draft, and the public question."""
