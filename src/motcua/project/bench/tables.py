"""Small tables that generation joins with, apart from how they are made: who generates needs no store."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Tables:
    """Small tables as rows of plain values."""

    desks: list[dict[str, Any]] = field(default_factory=list)
    offers: list[dict[str, Any]] = field(default_factory=list)
    terms: list[dict[str, Any]] = field(default_factory=list)
    slots: list[dict[str, Any]] = field(default_factory=list)
    spots: list[dict[str, Any]] = field(default_factory=list)
    reasons: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
