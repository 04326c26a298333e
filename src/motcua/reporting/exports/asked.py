"""What is asked to be exported, as the arguments of a job: values of JSON, checked when they are read back."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from motcua.domain.errors import NotFound
from motcua.domain.indicators import registry
from motcua.domain.indicators.values import Dimension, Period
from motcua.figures.questions import Part, Question
from motcua.reporting.exports.formats import FORMATS


class What(StrEnum):
    """The rows that a figure counts, or a table of figures by unit."""

    ROWS = "rows"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One export: of rows `codes` names the one figure, of figures all that are wanted."""

    what: What
    codes: tuple[str, ...]
    question: Question
    format: str
    part: Part = Part.COUNTED

    def __post_init__(self) -> None:
        unknown = [code for code in self.codes if code not in registry.ALL]
        if unknown or not self.codes or self.format not in FORMATS:
            raise NotFound(subject="export", value=self.what.value)

    def as_json(self) -> dict[str, Any]:
        """The values that a job keeps."""
        question = self.question
        return {
            "what": self.what.value,
            "codes": list(self.codes),
            "format": self.format,
            "part": self.part.value,
            "from": question.period.starts.isoformat(),
            "to": question.period.ends.isoformat(),
            "known_at": question.known_at.isoformat() if question.known_at else None,
            "unit_by": question.unit_by.value,
            "units": None if question.units is None else sorted(question.units),
            "only": [
                [dimension.value, sorted(values, key=lambda value: (value is None, str(value)))]
                for dimension, values in question.only
            ],
        }


def read(told: dict[str, Any]) -> Asked:
    """The export that `as_json` kept. Raises NotFound for figures and formats that this version does not know."""
    question = Question(
        period=Period(date.fromisoformat(told["from"]), date.fromisoformat(told["to"])),
        known_at=datetime.fromisoformat(told["known_at"]) if told["known_at"] else None,
        unit_by=Dimension(told["unit_by"]),
        units=None if told["units"] is None else frozenset(told["units"]),
        only=tuple((Dimension(name), frozenset(values)) for name, values in told["only"]),
    )
    return Asked(
        what=What(told["what"]),
        codes=tuple(told["codes"]),
        question=question,
        format=told["format"],
        part=Part(told["part"]),
    )
