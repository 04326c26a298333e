"""What inspectors fill in."""
