"""Reports: periods, declared figures, what is collected, frozen, sent and received."""
