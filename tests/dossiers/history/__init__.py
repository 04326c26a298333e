"""The history of another system, taken over."""
