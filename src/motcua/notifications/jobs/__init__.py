"""What the worker does for notices: takes the outbox over, sends, and tells each officer the work of the day."""
