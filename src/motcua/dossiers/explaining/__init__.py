"""The explanation of a dossier as people get it: rows of tables, a picture, JSON, a printed sheet.

Desk and portal, which never see each other, print the same from here.
"""
