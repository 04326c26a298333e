"""What other units were asked about a dossier."""

from motcua.dossiers.models import Consultation, Dossier


def open_questions(dossier: Dossier) -> list[Consultation]:
    """The requests that still wait for an answer, the earliest term first, with the units asked; none costs nothing."""
    if not dossier.asked_units:
        return []
    rows = dossier.consultations.filter(closed_at__isnull=True).select_related("asked_unit")
    return list(rows.order_by("due_at", "id"))
