"""`motcua dossiers …`."""
