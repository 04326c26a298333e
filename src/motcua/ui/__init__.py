"""Page shells, design tokens and components; no business words, every word comes from the caller."""
