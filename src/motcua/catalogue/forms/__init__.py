"""Forms of the catalogue: cleaned data are domain values."""
