"""Charts: what a picture shows as plain values, drawn as SVG in the colours and the face of the pages, kept by content.

A page describes its pictures (`pictures`), shows what is kept of them (`keeping`) and asks a worker for the rest; only
a worker loads the drawing library (`drawing`). Each picture stands beside a table of the same numbers.
"""
