"""Rows of spot checks."""

from motcua.inspections.models.spot_checks import Finding, FindingDraft, FindingNote, SpotCheck, SpotCheckItem

__all__ = ["Finding", "FindingDraft", "FindingNote", "SpotCheck", "SpotCheckItem"]
