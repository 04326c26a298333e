"""Management commands of dossiers."""
