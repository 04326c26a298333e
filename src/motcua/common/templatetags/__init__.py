"""Template tags of common."""
