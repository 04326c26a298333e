"""The demo store: a named cast, a shipped catalogue and dossiers made through the real doors."""
