"""Writing of notices: one module per act."""
