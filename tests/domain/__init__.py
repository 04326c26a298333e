"""Tests of the domain; they run with Django not importable."""
