"""What one publication of a procedure says, as plain values: readers make them, `services.publish` stores them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from motcua.domain.limits import TimeLimit


@dataclass(frozen=True, slots=True)
class ComponentContent:
    """A paper or a note; 0 originals and 0 copies make a note."""

    name: str
    originals: int = 0
    copies: int = 0
    form: str = ""
    required: bool = True
    is_document: bool = True


@dataclass(frozen=True, slots=True)
class CaseContent:
    """A case with its papers; an empty name is the only case."""

    name: str
    components: tuple[ComponentContent, ...] = ()


@dataclass(frozen=True, slots=True)
class LimitContent:
    """A limit row: as published, how doubtful, and what it means where that is certain.

    case: number of the case from 1, or None for all. status: a value of `LimitStatus`. process: key of the process
    made for this limit, where it is not the procedure's own.
    """

    channel: str
    status: str
    limit: TimeLimit | None = None
    case: int | None = None
    amount: Decimal | None = None
    unit: str = ""
    text: str = ""
    source: str = ""
    source_url: str = ""
    certainty: str = ""
    process: str = ""


@dataclass(frozen=True, slots=True)
class FeeContent:
    """A fee: in đồng where the source gives one exact number, else in the source's words."""

    channel: str
    name: str = ""
    text: str = ""
    amount: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class GroundContent:
    """A legal ground."""

    number: str
    title: str
    issued_on: date | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """One record. `content_hash` is that of the record as it was read: equal records are one version."""

    code: str
    name: str
    sector: str
    content_hash: str
    limit_class: str
    ambiguous: bool
    short_name: str = ""
    ministry: str = ""
    decision_no: str = ""
    decision_date: date | None = None
    valid_from: date | None = None
    kind: str = ""
    levels: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    competent_agency: str = ""
    executing_agency: str = ""
    coordinating_agency: str = ""
    receiving_address: str = ""
    steps_text: str = ""
    conditions: str = ""
    methods_text: str = ""
    components_text: str = ""
    source_url: str = ""
    process: str = ""
    cases: tuple[CaseContent, ...] = ()
    limits: tuple[LimitContent, ...] = ()
    fees: tuple[FeeContent, ...] = ()
    results: tuple[tuple[str, str], ...] = field(default=())
    grounds: tuple[GroundContent, ...] = ()


def record_hash(record: Mapping[str, Any]) -> str:
    """The hash of a record whatever the order of its keys."""
    return hashlib.sha256(json.dumps(record, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
