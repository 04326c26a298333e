"""The aggregate: a dossier from intake to return."""
