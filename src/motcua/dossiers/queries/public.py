"""What anybody may know of a dossier by its code: how far it has come, nothing about whose it is or what it is for."""

from motcua.domain.errors import NotFound
from motcua.dossiers.models import Dossier


def by_code(code: str) -> Dossier:
    """The dossier of a code, for pages that show code and progress only; else NotFound (also for adopted history)."""
    written = code.strip().upper()
    found = Dossier.objects.filter(code=written, import_source__isnull=True).first() if written else None
    if found is None:
        raise NotFound(subject="dossier", value=code)
    return found
