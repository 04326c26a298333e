"""Tests of the desk: pages, forms, lists."""
