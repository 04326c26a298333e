"""Invented dossiers in any number: one generator for stores that are measured and for Parquet files."""
