"""Reports: periods, consistency of published figures."""
