"""Reads that hand one thing out: by code, by token, by clock, and an officer's own drafts."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.calendars import queries as calendars
from motcua.domain.clock_facts import ClockKind
from motcua.domain.deadlines import derive
from motcua.domain.errors import NotFound
from motcua.domain.lifecycle import State
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.drafts import access_draft, drafts_of
from motcua.dossiers.services import drafts
from motcua.dossiers.services.submit import submit
from tests.cast import AT
from tests.factories import World, a_dossier, a_filing, an_accepted, at_step


def test_whoever_has_the_token_finds_the_dossier_and_nobody_else(world: World) -> None:
    dossier = an_accepted(world)
    assert queries.by_public_token(dossier.public_token or "") == dossier
    for wrong in ("", "x" * 22, dossier.code):
        with pytest.raises(NotFound):
            queries.by_public_token(wrong)


def test_several_dossiers_come_in_the_order_asked_or_not_at_all(world: World) -> None:
    codes = [an_accepted(world).code for _ in range(3)]
    found = queries.access_dossiers(world.cast.desk_officer, [codes[2], codes[0], codes[2]])
    assert [dossier.code for dossier in found] == [codes[2], codes[0]]
    with pytest.raises(NotFound):
        queries.access_dossiers(world.cast.outsider, codes)


def test_clock_facts_derive_what_the_row_says(world: World) -> None:
    dossiers = [an_accepted(world), a_dossier(world, State.RETURNED)]
    waiting = submit(a_filing(world, channel="online"), actor=world.cast.desk_officer, at=AT)
    facts = queries.clock_facts([d.pk for d in (*dossiers, waiting)])
    assert set(facts) == {d.pk for d in dossiers}
    assert [e.kind for e in facts[dossiers[1].pk].events] == [ClockKind.ACCEPTED, ClockKind.ENDED]
    for dossier in dossiers:
        versions = {e.calendar_version for e in facts[dossier.pk].events if e.calendar_version}
        assert derive(facts[dossier.pk], calendars.calendars(versions)).due == dossier.due_at


def test_a_dossier_explains_itself_line_by_line(world: World) -> None:
    derivation = queries.derivation_of(an_accepted(world))
    assert derivation is not None
    assert sum(line.minutes for line in derivation.lines) == 5 * 480
    waiting = submit(a_filing(world, channel="online"), actor=world.cast.desk_officer, at=AT)
    assert queries.derivation_of(waiting) is None
    assert queries.remaining_of(waiting, AT) is None
    assert queries.remaining_words(waiting, AT) is None
    assert queries.time_state_of(waiting, AT) is None


def test_what_is_left_is_told_in_words_of_working_time(world: World) -> None:
    dossier = an_accepted(world)
    assert str(queries.remaining_words(dossier, AT + timedelta(hours=2))) == "4 ngày 6 giờ"
    assert queries.remaining_of(a_dossier(world, State.RETURNED), AT) is None


def test_an_officer_reads_only_the_own_open_drafts(world: World) -> None:
    cast = world.cast
    draft = drafts.save_draft(data={"a": 1}, actor=cast.desk_officer, at=AT)
    assert drafts_of(cast.desk_officer) == [draft]
    assert access_draft(cast.desk_officer, draft.public_id) == draft
    assert drafts_of(cast.handler) == drafts_of(cast.citizen) == []
    for actor, public_id in (
        (cast.handler, draft.public_id),
        (cast.citizen, draft.public_id),
        (cast.desk_officer, uuid4()),
    ):
        with pytest.raises(NotFound):
            access_draft(actor, public_id)


def test_the_timeline_names_people_and_units(world: World) -> None:
    cast = world.cast
    entries = queries.timeline(Dossier.objects.get(pk=at_step(world, 3).pk))
    assert [(e.actor, e.to_person) for e in entries] == [
        (cast.unit_head.label, cast.handler.label),
        (cast.desk_officer.label, ""),
        (cast.desk_officer.label, cast.desk_officer.label),
    ]
    assert "Kinh tế" in entries[0].to_unit
