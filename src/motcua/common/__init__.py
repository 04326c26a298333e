"""Django helpers without business words: the only clock, folding for search, formats, pagination."""
