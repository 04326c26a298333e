"""Dashboards: what a leader, the head of a unit, a reform officer and anybody sees of how dossiers are handled.

`reach` says of whom, `asking` reads the address, `counting` asks the figures, `describing` turns them into pictures and
`sections` into pages. Every number opens its rows; every picture stands beside its table.
"""
