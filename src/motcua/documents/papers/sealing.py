"""The seal of a paper: a salted hash that shows when stored content is not what was issued."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def seal(data: Mapping[str, Any], salt: str) -> str:
    """Return the SHA-256 of salt and content in hexadecimal; the order of keys does not matter.

    The salt lies with the content: once both are erased, the seal tells nothing about a person.
    """
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{canonical}".encode()).hexdigest()
