"""Words beside events: what stands in the event itself is a salted hash of them."""

import hashlib
import secrets


def new_salt() -> str:
    """A salt of 128 bits."""
    return secrets.token_hex(16)


def hash_of(salt: str, text: str) -> str:
    """What stands in the event for words: it proves them while they exist and tells nothing once they are erased."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()
