"""The glossary keeps step: every word of the code that stands for a word of the law has a row."""

import re
from enum import Enum
from pathlib import Path

import pytest
from django.apps import apps

from motcua.catalogue.vocabulary import Channel
from motcua.documents.papers.contracts import PaperKind
from motcua.domain.indicators.definitions import Due, Kind, Precision, Punctuality
from motcua.domain.indicators.index766 import Group
from motcua.domain.indicators.values import Dimension
from motcua.domain.lifecycle import Action, Outcome, State
from motcua.domain.limits import LimitUnit
from motcua.domain.published import Column, Qualifier
from motcua.domain.routing import Place, StepKind
from motcua.domain.ruling import Verdict
from motcua.domain.worktime import CountingMode, DayKind, Purpose, YearStatus
from motcua.organisation.kinds import Level
from motcua.organisation.roles import Role

GLOSSARY = Path(__file__).parent.parent.parent / "docs" / "glossary.md"
WORDS = (
    State,
    Outcome,
    Action,
    Role,
    LimitUnit,
    DayKind,
    Purpose,
    YearStatus,
    CountingMode,
    StepKind,
    Place,
    Channel,
    Level,
    PaperKind,
    Due,
    Kind,
    Precision,
    Punctuality,
    Group,
    Dimension,
    Column,
    Qualifier,
    Verdict,
)


def identifiers() -> set[str]:
    """Return every identifier that the glossary names."""
    return set(re.findall(r"`([A-Za-z_0-9]+)`", GLOSSARY.read_text(encoding="utf-8")))


@pytest.mark.parametrize("words", WORDS, ids=lambda w: w.__name__)
def test_every_word_has_a_row(words: type[Enum]) -> None:
    assert sorted({member.value for member in words} - identifiers()) == []


def test_every_model_has_a_row() -> None:
    ours = {model.__name__ for model in apps.get_models() if model.__module__.startswith("motcua.")}
    assert sorted(ours - identifiers()) == []


def test_every_row_gives_the_vietnamese_first() -> None:
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ") and "`" in line]
    assert rows
    assert not [row for row in rows if row.split("|")[1].strip().startswith("`")]
