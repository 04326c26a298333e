"""The door adopt: dossiers like any other, that nobody moves, that no desk holds and no official figure counts."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.audit.models import LogEntry
from motcua.domain.errors import BadInput, NotAllowed, NotFound
from motcua.domain.lifecycle import Action, EventKind, Outcome, State
from motcua.domain.numbering import parse_dossier_code
from motcua.dossiers import policies
from motcua.dossiers.models import Applicant, Dossier, DossierEvent, DossierFact, DossierUnit, EventNote, ImportSource
from motcua.dossiers.queries.access import access_dossier
from motcua.dossiers.queries.clock import derivation_of, time_state_of
from motcua.dossiers.queries.history import step_track, timeline
from motcua.dossiers.queries.lists import WorkFilters, search, work_list
from motcua.dossiers.services.adopt import Adopted, adopt, code_of
from motcua.dossiers.services.history.columns import Layout
from motcua.dossiers.services.history.values import History, SourceCase
from motcua.organisation.actors import citizen_actor, import_actor
from tests.cast import AT, Cast
from tests.clock_columns import cached, rederive
from tests.dossiers.history.samples import a_case, an_event, day, layout, read
from tests.factories import World, an_accepted

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OLD = import_actor("old")


def taken(*cases: SourceCase, by: Layout | None = None, at: datetime = AT, **changes: Any) -> Adopted:
    return adopt(History(list(cases)), by or layout(), at=at, **{"actor": OLD, **changes})


def held(code: str = "old:A-9") -> Dossier:
    return Dossier.objects.get(code=code)


def rows() -> list[list[Any]]:
    """Everything that an import may write."""
    models = (Dossier, DossierEvent, EventNote, Applicant, DossierFact, ImportSource, LogEntry, DossierUnit)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_an_ended_case_becomes_a_returned_dossier_with_every_event_at_its_own_instant() -> None:
    assert taken(a_case("A-9", an_event("Nhận"), an_event("Thẩm định", day(4)))) == Adopted(new=1)
    dossier = held()
    assert (dossier.state, dossier.outcome, dossier.rule_set) == (State.RETURNED, "", "as_promised")
    assert (dossier.accepted_at, dossier.due_at, dossier.processing_ended_at) == (day(3), day(10), day(5))
    assert dossier.promised_at == dossier.first_due_at == dossier.statutory_due_at == dossier.sort_at == day(10)
    assert dossier.returned_at == day(5)
    assert (dossier.channel, dossier.version, dossier.public_token) == ("direct", 4, None)
    events = list(dossier.events.order_by("seq"))
    assert {event.kind for event in events} == {EventKind.ADOPTED}
    assert [(e.at, e.data.get("activity"), e.data.get("mark")) for e in events] == [
        (day(3), None, "received"),
        (day(3), "Nhận", None),
        (day(4), "Thẩm định", None),
        (day(5), None, "ended"),
    ]
    assert [e.to_state for e in events] == ["IN_PROGRESS", "IN_PROGRESS", "IN_PROGRESS", "RETURNED"]
    assert all(event.recorded_at >= AT and event.reason == "old" for event in events)
    assert {(event.actor_kind, event.actor_id) for event in events} == {("import", None)}


def test_an_open_case_is_in_progress_with_nobody() -> None:
    taken(a_case(end=None))
    dossier = held()
    assert (dossier.state, dossier.processing_ended_at, dossier.holder_id) == (State.IN_PROGRESS, None, None)
    assert dossier.events.count() == 2


def test_the_derivation_agrees_with_the_cache_and_says_where_the_date_comes_from() -> None:
    taken(
        a_case(), a_case("B", end=None), a_case("C", deadline=None), a_case("D", end=day(2)), a_case("E", end=day(11))
    )
    for dossier in Dossier.objects.all():
        assert rederive(dossier) == cached(dossier)
    derivation = derivation_of(held())
    assert derivation is not None
    assert [line.text for line in derivation.lines] == [
        "Tiếp quản từ old: hạn trả 15:00 thứ Hai 10/03/2025 theo hẹn đã có.",
        "Hạn trả kết quả: 15:00 thứ Hai 10/03/2025.",
        "Kết thúc xử lý lúc 15:00 thứ Tư 05/03/2025.",
    ]


def test_a_case_without_a_date_is_kept_without_one() -> None:
    taken(a_case(deadline=None, end=None))
    assert (held().due_at, held().accepted_at, held().sort_at) == (None, day(3), day(3))
    assert time_state_of(held(), AT) is None


@pytest.mark.parametrize(
    ("result", "state", "outcome", "returned"),
    [
        ("Đã cấp", State.RETURNED, Outcome.GRANTED, True),
        ("Từ chối", State.RETURNED, Outcome.REFUSED, True),
        ("Rút", State.ENDED, Outcome.WITHDRAWN, False),
        ("?", State.RETURNED, "", True),
    ],
)
def test_a_mapping_says_how_ended_cases_ended(result: str, state: State, outcome: str, *, returned: bool) -> None:
    results = {"da cap": Outcome.GRANTED, "tu choi": Outcome.REFUSED, "rut": Outcome.WITHDRAWN}
    taken(a_case(result=result), by=replace(layout(), results=results))
    assert (held().state, held().outcome) == (state, outcome)
    assert (held().returned_at is not None) is returned
    assert held().processing_ended_at == day(5)


def test_a_mapping_may_say_that_results_still_wait() -> None:
    taken(a_case(), by=replace(layout(), ended_state=State.RESOLVED))
    assert (held().state, held().returned_at, held().processing_ended_at) == (State.RESOLVED, None, day(5))


def test_names_of_people_stand_in_erasable_notes_and_in_no_event() -> None:
    taken(
        a_case(
            "A-9", an_event(resource="Lê Văn Sỹ", group="Tư pháp"), responsible="Vũ Thị Lan", result="giao cho ông Sỹ"
        )
    )
    stored = str(list(DossierEvent.objects.values()))
    assert "Sỹ" not in stored
    assert "Lan" not in stored
    assert "Tư pháp" in stored
    assert list(EventNote.objects.order_by("event__seq").values_list("text", flat=True)) == [
        "Vũ Thị Lan", "Lê Văn Sỹ", "giao cho ông Sỹ",
    ]  # fmt: skip
    assert DossierEvent.objects.filter(note_hash="").count() == 0


def test_the_applicant_is_who_the_source_names_else_unknown_by_source() -> None:
    taken(a_case("A", applicant="Ngô Đình Lưu"), a_case("B"))
    assert held("old:A").owner_name == "Ngô Đình Lưu"
    assert held("old:B").owner_name == "Chưa rõ (old)"
    assert held("old:B").title == "Hồ sơ từ old"
    taken(a_case("C", procedure="Cấp phép"), by=replace(layout(), procedure="Khác"))
    taken(a_case("D"), by=replace(layout(), procedure="Khác"))
    assert [held("old:C").title, held("old:D").title] == ["Cấp phép", "Khác"]


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    history = read(tmp_path)
    assert adopt(history, layout(), actor=OLD, at=AT) == Adopted(new=3)
    before = rows()
    later = AT + timedelta(days=1)
    assert adopt(history, layout(), actor=OLD, at=later) == Adopted(known=3)
    assert rows() == before


def test_an_import_that_was_broken_off_is_finished_by_starting_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.dossiers.services.adopt.BATCH", 2)
    history = read(tmp_path)

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        adopt(history, layout(), progress=stop, actor=OLD, at=AT)
    assert Dossier.objects.count() == 2
    done: list[int] = []
    assert adopt(history, layout(), progress=done.append, actor=OLD, at=AT) == Adopted(new=1, known=2)
    assert done == [2, 1]
    assert ImportSource.objects.get().counts == history.counts


def test_one_by_one_and_all_at_once_write_equal_rows(tmp_path: Path) -> None:
    cases = read(tmp_path).cases
    for case in cases:
        taken(case)
    taken(*cases, by=layout("new"))
    assert _comparable("new") == [tuple(value.replace("old", "new") for value in row) for row in _comparable("old")]


def _comparable(slug: str) -> list[tuple[str, ...]]:
    dossiers = Dossier.objects.filter(code__startswith=slug).order_by("code")
    of_dossiers = dossiers.values_list("code", "state", "due_at", "owner_name", "version", "sort_at")
    of_events = DossierEvent.objects.filter(dossier__in=dossiers).order_by("dossier__code", "seq")
    words = of_events.values_list("dossier__code", "seq", "at", "from_state", "to_state", "clock", "data", "reason")
    of_facts = DossierFact.objects.filter(dossier__in=dossiers).order_by("dossier__code")
    facts = of_facts.values_list("dossier__code", "accepted_on", "due_on", "ended_on", "official")
    return [tuple(str(value) for value in row) for row in (*of_dossiers, *words, *facts)]


def test_an_open_case_that_went_on_in_the_source_gets_what_is_new() -> None:
    taken(a_case("A-9", an_event(), end=None))
    more = (an_event(), an_event(), an_event("Thẩm định", day(4), resource="Lê Văn Sỹ"))
    later = AT + timedelta(days=1)
    assert taken(a_case("A-9", *more, end=None), at=later) == Adopted(grown=1)
    assert taken(a_case("A-9", *more, end=None), at=later) == Adopted(known=1)
    assert taken(a_case("A-9", *more), at=later) == Adopted(grown=1)
    dossier = held()
    assert (dossier.state, dossier.version, dossier.processing_ended_at) == (State.RETURNED, 5, day(5))
    assert list(dossier.events.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4, 5]
    assert rederive(dossier) == cached(dossier)
    assert [fact.ended_at for fact in dossier.facts.order_by("pk")] == [None, None, day(5)]
    assert dossier.facts.filter(recorded_to=None).count() == 1


def test_what_the_source_tells_differently_is_told_and_not_taken() -> None:
    taken(a_case("A-9", end=None), a_case("B-1"))
    known = held("old:B-1").version
    again = taken(a_case("A-9", end=None, deadline=day(20)), a_case("B-1", an_event(), an_event("Mới", day(4))))
    assert again == Adopted(known=2, changed=("A-9", "B-1"))
    assert (held().due_at, held("old:B-1").version) == (day(10), known)
    both = taken(a_case("A-9", an_event(), an_event("Mới", day(4)), end=None, deadline=day(20)))
    assert both == Adopted(grown=1, changed=("A-9",))
    assert held().due_at == day(10)
    assert rederive(held()) == cached(held())


def test_only_an_import_or_an_administrator_takes_history_over(cast: Cast) -> None:
    for actor in (cast.desk_officer, cast.leader, citizen_actor("Ai đó")):
        with pytest.raises(NotAllowed):
            taken(a_case(), actor=actor)
    assert Dossier.objects.count() == ImportSource.objects.count() == 0
    assert taken(a_case(), actor=cast.administrator) == Adopted(new=1)


def test_a_source_stays_with_the_unit_it_was_first_imported_for(cast: Cast) -> None:
    taken(a_case(), unit_id=cast.commune.id)
    assert taken(a_case(), unit_id=cast.commune.id) == taken(a_case()) == Adopted(known=1)
    with pytest.raises(BadInput, match="đơn vị khác"):
        taken(a_case(), unit_id=cast.neighbour.id)


def test_who_sees_history_taken_over(cast: Cast) -> None:
    taken(a_case(), unit_id=cast.commune.id)
    taken(a_case("X"), by=layout("other"))
    for actor in (cast.administrator, cast.auditor, cast.one_stop_head, cast.procedure_controller):
        assert access_dossier(actor, "old:A-9", AT).code == "old:A-9"
    for actor in (cast.administrator, cast.auditor):
        assert access_dossier(actor, "other:X", AT)
    for actor in (cast.one_stop_head, cast.procedure_controller):
        with pytest.raises(NotFound):
            access_dossier(actor, "other:X", AT)
    for actor in (cast.desk_officer, cast.handler, cast.leader, cast.reform_officer, cast.outsider, cast.citizen):
        with pytest.raises(NotFound):
            access_dossier(actor, "old:A-9", AT)


def test_nobody_can_do_anything_to_it(cast: Cast) -> None:
    taken(a_case(end=None), unit_id=cast.commune.id)
    for actor in (cast.administrator, cast.one_stop_head, cast.auditor):
        assert policies.allowed_actions(actor, held()) == []
    assert not any(policies.can(cast.leader, action, held()) for action in Action)


def test_it_stands_outside_lists_and_official_figures_and_is_found_by_its_code_or_source(world: World) -> None:
    own = an_accepted(world)
    cast = world.cast
    taken(a_case(end=None), unit_id=cast.commune.id)
    page, _ = work_list(cast.one_stop_head, WorkFilters(), AT)
    assert [row.pk for row in page.rows] == [own.pk]
    named = WorkFilters(import_source_id=ImportSource.objects.get().pk)
    assert [row.code for row in work_list(cast.one_stop_head, named, AT)[0].rows] == ["old:A-9"]
    assert [row.code for row in search(cast.one_stop_head, "old:a-9")] == ["old:A-9"]
    assert search(cast.desk_officer, "old:a-9") == []
    assert list(DossierFact.objects.filter(official=True).values_list("dossier_id", flat=True)) == [own.pk]
    assert DossierUnit.objects.filter(dossier=held()).count() == 0


def test_its_page_has_what_it_needs(cast: Cast) -> None:
    taken(a_case("A-9", an_event(resource="Lê Văn Sỹ")))
    dossier = access_dossier(cast.administrator, "old:A-9", AT)
    story = timeline(dossier)
    assert [(entry.actor, entry.note) for entry in story] == [("old", ""), ("old", "Lê Văn Sỹ"), ("old", "")]
    assert step_track(dossier, AT) == []


@pytest.mark.parametrize(
    ("case_id", "begins"),
    [
        ("case-10011", "old:case-10011"),
        ("000.00.01.H22-220914-0011", "old:000.00.01.H22-220914-0011"),
        ("H72.15-260112-0001", "old:H72.15-260112-0001"),
        ("12/HS/2020", "old:12-HS-2020~"),
        ("x" * 100, "old:" + "x" * 43 + "~"),
    ],
)
def test_a_code_keeps_the_case_behind_its_source_and_is_never_one_of_ours(case_id: str, begins: str) -> None:
    made = code_of("old", case_id)
    assert made == begins or (made.startswith(begins) and "~" in begins)
    assert len(made) <= 64
    with pytest.raises(BadInput):
        parse_dossier_code(made)


def test_ids_that_look_alike_when_shortened_stay_apart() -> None:
    ids = ["a/b", "a-b", "a b", "Đ/1", "D/1", "x" * 100, "x" * 101, "x" * 64]
    assert len({code_of("old", each) for each in ids}) == len(ids)
    assert len({code_of("o" * 32, each) for each in ids}) == len(ids)
    assert max(len(code_of("o" * 32, each)) for each in ids) <= 64


def test_two_sources_may_name_their_cases_alike() -> None:
    taken(a_case("1"))
    taken(a_case("1"), by=layout("other"))
    assert set(Dossier.objects.values_list("code", flat=True)) == {"old:1", "other:1"}


def test_the_log_says_who_took_what_over() -> None:
    taken(a_case())
    verbs = list(
        LogEntry.objects.filter(verb__startswith="dossiers")
        .order_by("pk")
        .values_list("verb", "actor_kind", "actor_label")
    )
    assert verbs == [
        ("dossiers.source_added", "import", "old"),
        ("dossiers.history_adopted", "import", "old"),
    ]


def test_cases_are_written_many_with_one_statement() -> None:
    taken(a_case("first"))
    few = _queries([a_case(f"a{number}") for number in range(3)])
    many = _queries([a_case(f"b{number}") for number in range(60)])
    assert many - few < 10  # SQLite takes 999 values in one statement


def _queries(cases: list[SourceCase]) -> int:
    with CaptureQueriesContext(connection) as captured:
        taken(*cases)
    return len(captured)
