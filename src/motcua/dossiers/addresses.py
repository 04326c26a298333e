"""The public address of a dossier, as printed in its QR code. Papers hang on it for years: it never changes."""

from django.conf import settings

PUBLIC_PATH = "/h/"
"""What stands before the token; the portal serves it."""


def public_address(token: str) -> str:
    """The address to print; empty while the store has no public address (a paper then carries no QR code)."""
    base: str = settings.PUBLIC_URL
    return f"{base}{PUBLIC_PATH}{token}" if base and token else ""


def lookup_address() -> str:
    """The page where a code can be typed, without scheme, as printed beside the QR code."""
    base: str = settings.PUBLIC_URL
    return base.split("://", 1)[-1]
