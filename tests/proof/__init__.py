"""Proof with real processes, real files and real threads: races, killed servers, backups, counted queries."""
