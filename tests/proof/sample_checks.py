"""A spot check for tests that visit every address: one dossier differs, one was half written down."""

from datetime import datetime
from typing import TYPE_CHECKING

from motcua.inspections.services.draw import Wanted, draw
from motcua.inspections.services.findings import record_finding, save_draft
from motcua.inspections.vocabulary import Population, Verdict
from motcua.project.demo.cast import Cast

if TYPE_CHECKING:
    from motcua.inspections.models import SpotCheck


def make(cast: Cast, now: datetime) -> dict[str, str]:
    """Draw it, and give its id as it stands in addresses."""
    wanted = Wanted(unit_id=cast.commune.id, population=Population.OPEN, size=5)
    check: SpotCheck = draw(wanted, actor=cast.auditor, at=now)
    first, second, *_rest = check.items.order_by("place")
    words = {"due": "15/01/2026", "papers": "Thiếu bản vẽ"}
    record_finding(first, verdict=Verdict.DIFFERS, differing=words, actor=cast.auditor, at=now)
    save_draft(second, data={"verdict": "differs", "words_owner": "Tên khác"}, actor=cast.auditor, at=now)
    return {"spot_check": str(check.public_id)}
