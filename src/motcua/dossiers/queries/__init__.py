"""Reads of dossiers, for pages, papers and the apps above."""
