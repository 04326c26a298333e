"""Management commands of figures."""
