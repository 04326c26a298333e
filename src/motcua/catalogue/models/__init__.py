"""Structure of the catalogue: procedures and versions, internal processes, offerings."""

from motcua.catalogue.models.offerings import Commitment, Offering
from motcua.catalogue.models.procedures import (
    Case,
    ChannelLimit,
    Component,
    Fee,
    LegalGround,
    Procedure,
    ProcedureVersion,
    ResultKind,
    Sector,
    VersionLevel,
)
from motcua.catalogue.models.processes import Process, ProcessStep, ProcessVersion

__all__ = [
    "Case",
    "ChannelLimit",
    "Commitment",
    "Component",
    "Fee",
    "LegalGround",
    "Offering",
    "Procedure",
    "ProcedureVersion",
    "Process",
    "ProcessStep",
    "ProcessVersion",
    "ResultKind",
    "Sector",
    "VersionLevel",
]
