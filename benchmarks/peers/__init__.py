"""Programs of others that do the same work, run in an environment of their own."""
