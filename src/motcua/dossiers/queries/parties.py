"""The parties and the papers of a dossier."""

from motcua.dossiers.models import Applicant, Dossier, DossierComponent
from motcua.dossiers.vocabulary import PartyRole


def parties_of(dossier: Dossier) -> list[Applicant]:
    """The owner, then the submitter if there is one."""
    return sorted(dossier.applicants.all(), key=lambda party: party.role != PartyRole.OWNER)


def components_of(dossier: Dossier) -> list[DossierComponent]:
    """The components in their order."""
    return sorted(dossier.components.all(), key=lambda component: component.no)


def papers_of(dossier: Dossier) -> tuple[list[Applicant], list[DossierComponent]]:
    """Parties and components; two queries."""
    return parties_of(dossier), components_of(dossier)
