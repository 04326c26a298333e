"""Figures as named definitions: what is counted, of what, by which rule of law, until when, and how it is rounded.

`values` holds the plain rows that figures read, `definitions` what a definition is and its own reading in plain
Python, `form06`, `rates`, `times`, `index766` and `nine` the definitions, `registry` all of them by code.
docs/rules/statistics.md tells them to an official.
"""
