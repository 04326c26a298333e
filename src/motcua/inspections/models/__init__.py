"""Rows of spot checks, and the signs that were found."""

from motcua.inspections.models.signs import FoundSign, SignsLook
from motcua.inspections.models.spot_checks import Finding, FindingDraft, FindingNote, SpotCheck, SpotCheckItem

__all__ = ["Finding", "FindingDraft", "FindingNote", "FoundSign", "SignsLook", "SpotCheck", "SpotCheckItem"]
