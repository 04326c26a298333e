"""Management commands of figures: `snapshot`."""
