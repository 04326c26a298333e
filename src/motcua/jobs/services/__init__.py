"""Writes of jobs: asking for work, doing it under a lease, and the outbox that other apps fill."""
