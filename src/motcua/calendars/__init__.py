"""Office sessions and special days as versioned rows, turned into domain values."""
