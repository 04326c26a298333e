"""Forms of the desk: each `clean` returns values of the domain, each error names the value and the remedy."""
