"""Papers, numbering and registers."""
