"""Figures a second time, from events alone, in the plainest way: what the product's own ways are compared with."""
