"""Journeys in Chromium: what people do with the product, on a real server and a store of their own."""
