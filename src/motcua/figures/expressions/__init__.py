"""One Ibis expression for each definition: it compares, counts and groups, and never converts a zone."""
