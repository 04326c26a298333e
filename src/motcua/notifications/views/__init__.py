"""Pages of notices: the bell, own choices, texts, what was sent, the rules of channels, and the citizen's way out."""
