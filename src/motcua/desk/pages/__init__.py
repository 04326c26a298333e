"""What pages show, as plain values: pure functions from rows and derivations to parts of the design system."""
