"""Reads of dossiers, for pages, papers and the apps above."""

from motcua.dossiers.queries.access import (
    access_dossier,
    access_dossiers,
    by_public_token,
    titled,
    units_of,
    visible_among,
)
from motcua.dossiers.queries.actions import actions_now, route_of
from motcua.dossiers.queries.clock import (
    calendar_of,
    clock_facts,
    derivation_of,
    remaining_of,
    remaining_words,
    time_state_of,
)
from motcua.dossiers.queries.explanation import Explanation, explanation_of
from motcua.dossiers.queries.history import step_track, timeline
from motcua.dossiers.queries.legs import unit_names_of
from motcua.dossiers.queries.lists import (
    GROUPS,
    WorkFilters,
    counts_by_time,
    listed,
    search,
    sources_for,
    work_list,
)
from motcua.dossiers.queries.my_work import MyWork, my_work
from motcua.dossiers.queries.parties import components_of, parties_of

__all__ = [
    "GROUPS",
    "Explanation",
    "MyWork",
    "WorkFilters",
    "access_dossier",
    "access_dossiers",
    "actions_now",
    "by_public_token",
    "calendar_of",
    "clock_facts",
    "components_of",
    "counts_by_time",
    "derivation_of",
    "explanation_of",
    "listed",
    "my_work",
    "parties_of",
    "remaining_of",
    "remaining_words",
    "route_of",
    "search",
    "sources_for",
    "step_track",
    "time_state_of",
    "timeline",
    "titled",
    "unit_names_of",
    "units_of",
    "visible_among",
    "work_list",
]
