"""The catalogue of administrative procedures (TTHC), their internal processes, and what each unit offers of them."""
