"""What is frozen reads back as it was, and nothing else is accepted."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from motcua.documents.papers import freezing
from motcua.documents.papers.contracts import Paper
from motcua.domain import errors
from tests.documents import samples


@pytest.mark.parametrize("paper", [*samples.FULL, *samples.SPARSE], ids=lambda paper: paper.kind.value)
def test_a_paper_survives_json(paper: Paper) -> None:
    assert freezing.thaw(paper.kind.value, json.loads(json.dumps(freezing.freeze(paper)))) == paper


@pytest.mark.parametrize(
    ("change", "path", "wanted"),
    [
        ({"owner": 5}, "owner", "text"),
        ({"sets": "1"}, "sets", "number"),
        ({"sets": True}, "sets", "number"),
        ({"due_provisional": 1}, "due_provisional", "true | false"),
        ({"received_at": "hôm qua"}, "received_at", "instant"),
        ({"received_at": "2026-02-11T08:30:00"}, "received_at", "instant with offset"),
        ({"received_at": None}, "received_at", "text"),
        ({"components": "x"}, "components", "list"),
        ({"components": [{"name": 1}]}, "components.0.name", "text"),
        ({"components": [{}]}, "components.0.name", "value"),
        ({"components": [[]]}, "components.0", "object"),
        ({"colour": "đỏ"}, "colour", "nothing"),
    ],
)
def test_data_that_do_not_fit_are_refused_with_their_path(change: dict[str, Any], path: str, wanted: str) -> None:
    with pytest.raises(errors.PaperDataInvalid) as caught:
        freezing.thaw("receipt", freezing.freeze(samples.RECEIPT) | change)
    assert (caught.value.field, caught.value.params["wanted"]) == (path, wanted)


def test_a_day_and_a_choice_are_checked_too() -> None:
    with pytest.raises(errors.PaperDataInvalid, match="respond_by"):
        freezing.thaw("supplement_request", freezing.freeze(samples.SUPPLEMENT_REQUEST) | {"respond_by": "26/02"})
    with pytest.raises(errors.PaperDataInvalid, match="applicant"):
        freezing.thaw("stop_notice", freezing.freeze(samples.STOP_NOTICE) | {"ground": "mưa"})


def test_a_local_time_without_zone_is_never_frozen() -> None:
    with pytest.raises(ValueError, match="aware"):
        freezing.freeze(replace(samples.RECEIPT, received_at=datetime(2026, 2, 11, 8, 30)))  # noqa: DTZ001
