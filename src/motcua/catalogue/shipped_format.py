"""Reads the shipped catalogue: files of facts, each limit with its source (docs/formats/catalogue.md)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Final

from motcua.catalogue.publications import (
    CaseContent,
    ComponentContent,
    FeeContent,
    GroundContent,
    LimitContent,
    Publication,
    record_hash,
)
from motcua.catalogue.vocabulary import Channel, LimitClass, LimitStatus
from motcua.domain.limits import LimitUnit, TimeLimit
from motcua.domain.routing import Place, Step, StepKind

ONLY_CASE: Final = "Trường hợp chung"
"""How the files name the one case of a procedure without variants."""


@dataclass(frozen=True, slots=True)
class ShippedProcess:
    """A pattern of steps by its key."""

    key: str
    name: str
    steps: tuple[Step, ...]


def folder() -> Traversable:
    """Where the shipped files are, inside the package."""
    return resources.files("motcua.catalogue") / "shipped"


def read_processes(where: Traversable) -> dict[str, ShippedProcess]:
    """The patterns of processes by key; none if the file is not there."""
    file = where / "processes.json"
    if not file.is_file():
        return {}
    content = json.loads(file.read_text(encoding="utf-8"))
    return {
        row["key"]: ShippedProcess(row["key"], row["name"], tuple(_step(step) for step in row["steps"]))
        for row in content["processes"]
    }


def read_procedures(where: Traversable) -> Iterator[Publication]:
    """Every shipped procedure, file by file in the order of their names."""
    inner = where / "procedures"
    if not inner.is_dir():
        return
    for file in sorted(inner.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".json"):
            content = json.loads(file.read_text(encoding="utf-8"))
            for row in content["procedures"]:
                yield _publication(row, str(content.get("ministry") or ""))


def _publication(row: Mapping[str, Any], ministry: str) -> Publication:
    return Publication(
        code=row["code"],
        name=row["name"],
        short_name=row.get("short_name") or "",
        sector=row["sector"],
        ministry=ministry,
        content_hash=record_hash(row),
        limit_class=LimitClass.WITH_LIMIT_UNIT.value,
        ambiguous=False,
        decision_no=row.get("decision_no") or "",
        decision_date=_day(row.get("decision_date")),
        valid_from=_day(row["valid_from"]),
        kind=row.get("kind") or "",
        levels=tuple(row["levels"]),
        applicants=tuple(row.get("applicants") or ()),
        channels=tuple(row["channels"]),
        competent_agency=row.get("competent_agency") or "",
        executing_agency=row.get("executing_agency") or "",
        source_url=row["source_url"],
        process=row["process"],
        cases=tuple(_case(case) for case in row["cases"]),
        limits=tuple(_limit(limit, row) for limit in row["limits"]),
        fees=tuple(_fee(fee) for fee in row.get("fees") or ()),
        results=tuple(("", name) for name in row.get("results") or ()),
        grounds=tuple(_ground(ground) for ground in row.get("legal_grounds") or ()),
    )


def _case(case: Mapping[str, Any]) -> CaseContent:
    return CaseContent(
        name="" if case["name"] == ONLY_CASE else case["name"],
        components=tuple(
            ComponentContent(
                name=row["name"],
                originals=row["originals"],
                copies=row["copies"],
                form=row.get("form") or "",
                required=row["required"],
                is_document=row["kind"] == "document",
            )
            for row in case["components"]
        ),
    )


def _limit(row: Mapping[str, Any], procedure: Mapping[str, Any]) -> LimitContent:
    return LimitContent(
        channel=row["channel"],
        status=LimitStatus.CONFIRMED.value,
        limit=TimeLimit(max(1, row["amount"]), LimitUnit(row["unit"])),
        case=row["case"],
        source=row["source"],
        source_url=row.get("source_url") or procedure["source_url"],
        certainty=row["certainty"],
        process="" if row["process"] == procedure["process"] else row["process"],
    )


def _fee(row: Mapping[str, Any]) -> FeeContent:
    return FeeContent(
        channel=row.get("channel") or Channel.ANY.value,
        name=row.get("name") or "",
        text=row.get("text") or "",
        amount=row.get("amount"),
    )


def _ground(row: Mapping[str, Any]) -> GroundContent:
    return GroundContent(
        number=row.get("number") or "",
        title=row.get("name") or "",
        issued_on=_day(row.get("issued_on")),
        agency=row.get("agency") or "",
    )


def _step(row: Mapping[str, Any]) -> Step:
    return Step(
        no=row["no"],
        name=row["name"],
        role=row["role"],
        place=Place(row["place"]),
        limit=TimeLimit.parse(row["limit"]),
        kind=StepKind(row["kind"]),
        paper=row.get("paper") or "",
        next=tuple(row["next"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
