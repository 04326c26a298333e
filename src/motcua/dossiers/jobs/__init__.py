"""What happens to dossiers by the passing of time."""
