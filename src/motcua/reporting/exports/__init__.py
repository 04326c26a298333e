"""Exports: rows of a figure and tables of figures as files in open formats, written by a job as a stream."""
