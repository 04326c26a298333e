"""Một Cửa: the open system for one-stop shops and administrative reform of Vietnamese local government."""
