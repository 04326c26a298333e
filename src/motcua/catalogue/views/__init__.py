"""Pages of the catalogue: officers' list and record, what procedure control does, and the public pages."""
