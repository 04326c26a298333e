"""Who runs the SQL of an expression: Django's own connection, DuckDB or Spark over snapshots."""
