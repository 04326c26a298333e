"""Snapshots: the fact tables as Parquet, told by province and month, replaced whole and only where something changed.

A folder holds `generations/NNNNNN` and `current`, a link to the newest. A generation is never changed: unchanged files
are linked from one to the next, and moving the link is the one step that readers see.
"""
