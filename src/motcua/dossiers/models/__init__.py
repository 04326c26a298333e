"""Structure of a dossier. Other apps read it through `queries` and change it through `services`."""

from motcua.dossiers.models.apologies import (
    Apology,
    ApologyEvent,
    ApologyLetter,
    ApologyNote,
    ApologySigner,
    LateReason,
)
from motcua.dossiers.models.applications import CalendarApplication
from motcua.dossiers.models.consultations import Consultation
from motcua.dossiers.models.dossier import Dossier, DossierUnit
from motcua.dossiers.models.events import DossierEvent, EventNote
from motcua.dossiers.models.facts import DossierFact, FactFilling, StepFact
from motcua.dossiers.models.foresight import Foresight, ForesightThreshold
from motcua.dossiers.models.intake import Draft, ImportSource
from motcua.dossiers.models.legs import ParallelLeg
from motcua.dossiers.models.near import NearShare
from motcua.dossiers.models.parties import Applicant, DossierComponent
from motcua.dossiers.models.trials import CalendarTrial, TrialMove

__all__ = [
    "Apology",
    "ApologyEvent",
    "ApologyLetter",
    "ApologyNote",
    "ApologySigner",
    "Applicant",
    "CalendarApplication",
    "CalendarTrial",
    "Consultation",
    "Dossier",
    "DossierComponent",
    "DossierEvent",
    "DossierFact",
    "DossierUnit",
    "Draft",
    "EventNote",
    "FactFilling",
    "Foresight",
    "ForesightThreshold",
    "ImportSource",
    "LateReason",
    "NearShare",
    "ParallelLeg",
    "StepFact",
    "TrialMove",
]
