"""Forms of the organisation. Their faults say what is wrong with what was typed and what to type."""
