"""Work that outlives a request: jobs with progress, tasks of the clock, and the outbox; all by leased rows."""
