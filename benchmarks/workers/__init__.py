"""Programs of ours that a measurement runs in a process, and on a database, of its own."""
