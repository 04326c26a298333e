"""What anybody may know of a dossier by its code: how far it has come, nothing about whose it is or what it is for."""

from collections import Counter

from motcua.domain.errors import NotFound
from motcua.dossiers.models import Dossier

LATEST = 500
"""How many of the latest dossiers say what people come for."""


def by_code(code: str) -> Dossier:
    """The dossier of a code, for pages that show code and progress only; else NotFound (also for adopted history)."""
    written = code.strip().upper()
    found = Dossier.objects.filter(code=written, import_source__isnull=True).first() if written else None
    if found is None:
        raise NotFound(subject="dossier", value=code)
    return found


def usual_procedures(most: int) -> list[int]:
    """The procedure versions that people came for most among the latest dossiers, the most frequent first."""
    latest = Dossier.objects.filter(import_source__isnull=True, procedure_version__isnull=False).order_by("-id")
    counted = Counter(latest.values_list("procedure_version_id", flat=True)[:LATEST])
    return [version_id for version_id, _number in counted.most_common(most) if version_id is not None]
