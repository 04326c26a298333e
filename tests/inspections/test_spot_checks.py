"""Spot checks: drawn so that anybody draws them again, recorded at the shelf, and what they say of the whole."""

import json
import re
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.common import clock
from motcua.domain.errors import BadInput, Conflict, NotAllowed
from motcua.domain.lifecycle import State
from motcua.domain.sampling import rank
from motcua.inspections.models import Finding, FindingDraft, FindingNote, SpotCheck
from motcua.inspections.queries.checks import items_of, next_place, result_of, results_of
from motcua.inspections.queries.drawing import drawn_again
from motcua.inspections.services.close import close
from motcua.inspections.services.draw import Wanted, draw
from motcua.inspections.services.findings import hash_of, record_finding, save_draft
from motcua.inspections.vocabulary import Population, Verdict
from motcua.organisation.actors import Actor
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.dossiers.pasts import to_appraisal
from tests.factories import World, a_dossier, an_accepted, later

pytestmark = pytest.mark.django_db

BEFORE = AT - timedelta(days=3)


def a_check(world: World, size: int = 3, actor: Actor | None = None, **changes: object) -> SpotCheck:
    told = {"unit_id": world.cast.commune.id, "population": Population.OPEN, "size": size, **changes}
    return draw(Wanted(**told), actor=actor or world.cast.auditor, at=AT)  # type: ignore[arg-type]


def test_a_check_keeps_seed_rule_and_whole_and_is_drawn_again_alike(world: World) -> None:
    dossiers = to_appraisal(world, BEFORE, 12)
    check = a_check(world, 4)
    by_hand = sorted(dossiers, key=lambda dossier: rank(check.seed, dossier.code))[:4]
    assert [item.dossier.code for item in items_of(check)] == [dossier.code for dossier in by_hand]
    assert (check.whole, check.size, check.rule, len(check.seed)) == (12, 4, "sha256-1", 32)
    assert check.fingerprint == sha256("\n".join(sorted(d.code for d in dossiers)).encode()).hexdigest()
    a_dossier(world, State.RESOLVED, later(AT, 1))
    with clock.set_to(later(AT, 30)):
        an_accepted(world, BEFORE)
    assert drawn_again(SpotCheck.objects.get(pk=check.pk)), "what is entered later changes nothing"


def test_a_check_whose_dossiers_were_exchanged_is_seen(world: World) -> None:
    dossiers = to_appraisal(world, BEFORE, 5)
    check = a_check(world, 2)
    drawn = {item.dossier_id for item in check.items.all()}
    item = check.items.get(place=1)
    item.dossier = next(dossier for dossier in dossiers if dossier.pk not in drawn)
    item.save()
    assert not drawn_again(check)


def test_each_population_is_what_it_says(world: World) -> None:
    running = an_accepted(world, BEFORE)
    resolved = a_dossier(world, State.RESOLVED, BEFORE)
    returned = a_dossier(world, State.RETURNED, BEFORE)
    period: dict[str, object] = {"first": date(2026, 1, 1), "last": date(2026, 1, 31)}
    expected: dict[Population, tuple[set[int], dict[str, object]]] = {
        Population.OPEN: ({running.pk}, {}),
        Population.WAITING: ({resolved.pk}, {}),
        Population.ENDED: ({resolved.pk, returned.pk}, period),
        Population.ACCEPTED: ({running.pk, resolved.pk, returned.pk}, period),
    }
    for population, (ids, days) in expected.items():
        check = a_check(world, 10, population=population, **days)  # type: ignore[arg-type]
        assert {item.dossier.pk for item in items_of(check)} == ids, population
        assert drawn_again(check)


def test_each_handling_unit_has_its_share(world: World) -> None:
    to_appraisal(world, BEFORE, 6)
    check = a_check(world, 3, stratified=True)
    assert len(items_of(check)) == 3
    assert drawn_again(check)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"size": 0}, "size"),
        ({"size": 201}, "size"),
        ({"population": Population.ENDED}, "first"),
        ({"population": Population.ENDED, "first": date(2026, 2, 1), "last": date(2026, 1, 1)}, "last"),
        ({"population": Population.WAITING}, "population"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_field(world: World, changes: dict[str, object], field: str) -> None:
    an_accepted(world, BEFORE)
    with pytest.raises(BadInput) as refused:
        a_check(world, **changes)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not SpotCheck.objects.exists()


def test_only_who_answers_for_the_agency_draws_records_and_closes(world: World) -> None:
    an_accepted(world, BEFORE)
    cast = world.cast
    for actor in (cast.desk_officer, cast.handler, cast.outsider, cast.citizen, cast.administrator):
        with pytest.raises(NotAllowed):
            a_check(world, actor=actor)
    check = a_check(world, actor=cast.reform_officer)
    item = check.items.get(place=1)
    with pytest.raises(NotAllowed):
        record_finding(item, verdict=Verdict.AGREES, actor=cast.outsider, at=AT)
    with pytest.raises(NotAllowed):
        close(check, actor=cast.handler, at=AT)


def test_a_finding_says_what_differs_and_a_later_one_corrects_it(world: World) -> None:
    an_accepted(world, BEFORE)
    item = a_check(world).items.get(place=1)
    auditor = world.cast.auditor
    save_draft(item, data={"verdict": "differs"}, actor=auditor, at=AT)
    found = record_finding(
        item, verdict=Verdict.DIFFERS, differing={"due": " 20/01/2026 ", "owner": ""}, actor=auditor, at=AT
    )
    assert found.fields == ["due", "owner"]
    note = FindingNote.objects.get(finding=found)
    assert note.words == {"due": "20/01/2026", "owner": ""}
    assert found.note_hash == hash_of(note.salt, note.words)
    assert not FindingDraft.objects.exists()
    record_finding(item, verdict=Verdict.AGREES, actor=world.cast.leader, at=later(AT, 1))
    (row,) = items_of(item.check_of)
    assert row.verdict == "agrees"
    assert row.finding is not None
    assert row.finding.found_by_id == world.cast.leader.id
    assert Finding.objects.count() == 2


@pytest.mark.parametrize(("differing", "field"), [({}, "fields"), ({"other": "  "}, "other")])
def test_a_difference_is_named(world: World, differing: dict[str, str], field: str) -> None:
    an_accepted(world, BEFORE)
    item = a_check(world).items.get(place=1)
    with pytest.raises(BadInput) as refused:
        record_finding(item, verdict=Verdict.DIFFERS, differing=differing, actor=world.cast.auditor, at=AT)
    assert refused.value.field == field


def test_findings_cannot_be_changed_and_none_comes_after_the_end(world: World) -> None:
    an_accepted(world, BEFORE)
    check = a_check(world)
    item = check.items.get(place=1)
    record_finding(item, verdict=Verdict.MISSING, actor=world.cast.auditor, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(verdict="agrees")
    close(check, actor=world.cast.auditor, at=later(AT, 1))
    again = close(check, actor=world.cast.leader, at=later(AT, 2))
    assert again.closed_at == later(AT, 1)
    item.refresh_from_db()
    item.check_of.refresh_from_db()
    with pytest.raises(BadInput):
        record_finding(item, verdict=Verdict.AGREES, actor=world.cast.auditor, at=later(AT, 3))


def test_two_findings_at_once_are_one_and_a_conflict(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    an_accepted(world, BEFORE)
    item = a_check(world).items.get(place=1)
    record_finding(item, verdict=Verdict.AGREES, actor=world.cast.auditor, at=AT)
    monkeypatch.setattr("django.db.models.query.QuerySet.count", lambda self: 0)
    with pytest.raises(Conflict):
        record_finding(item, verdict=Verdict.MISSING, actor=world.cast.auditor, at=AT)


def test_the_result_bounds_the_share_of_the_whole() -> None:
    result = result_of(["agrees"] * 27 + ["differs", "missing", None])
    assert (result.looked_at, result.left, result.wrong, result.drawn) == (29, 1, 2, 30)
    assert result.share == pytest.approx(2 / 29)
    assert result.low == pytest.approx(0.0191, abs=0.001)
    assert result.high == pytest.approx(0.2196, abs=0.001)
    nothing = result_of([None, None])
    assert (nothing.share, nothing.low, nothing.high) == (None, None, None)


def test_the_next_place_goes_round(world: World) -> None:
    to_appraisal(world, BEFORE, 3)
    check = a_check(world)
    record_finding(check.items.get(place=2), verdict=Verdict.AGREES, actor=world.cast.auditor, at=AT)
    assert [next_place(check, after) for after in (1, 2, 3)] == [3, 3, 1]
    assert results_of([check])[check.pk].looked_at == 1


def test_a_check_is_drawn_recorded_on_a_phone_and_closed(world: World, browser: Browser) -> None:
    to_appraisal(world, BEFORE, 4)
    client = browser("reform_officer")
    url = reverse("inspections:checks")
    assert "Chưa có đợt nào." in client.get(url).content.decode()
    refused = client.post(url, {"unit": world.cast.commune.id, "population": "ended", "size": "2", "first": "hôm qua"})
    assert refused.status_code == 422
    assert "hôm qua" in refused.content.decode()
    empty = client.post(url, {"unit": world.cast.commune.id, "population": "waiting", "size": "2"})
    assert "Không có hồ sơ nào như vậy" in empty.content.decode()
    done = client.post(url, {"unit": world.cast.commune.id, "population": "open", "size": "2"})
    check = SpotCheck.objects.get()
    assert done.headers["Location"] == reverse("inspections:check", args=[check.public_id])
    first, second = (reverse("inspections:item", args=[check.public_id, place]) for place in (1, 2))
    page = client.get(first).content.decode()
    assert "Nguyễn Văn Khải" not in page, "the reform officer sees no owner"
    draft = client.post(
        reverse("inspections:draft", args=[check.public_id, 1]), {"verdict": "differs", "words_due": "2/2"}
    )
    assert "Bản nháp tự lưu lúc 08:30." in draft.content.decode()
    assert 'value="2/2"' in client.get(first).content.decode()
    assert client.post(first, {"verdict": "differs"}).status_code == 422
    assert client.post(first, {"verdict": "differs", "words_due": "2/2/2026"}).headers["Location"] == second
    story = client.get(first).content.decode()
    assert "2/2/2026" in story
    assert client.post(second, {"verdict": "agrees"}).headers["Location"].endswith(str(check.public_id))
    result = client.get(reverse("inspections:check", args=[check.public_id])).content.decode()
    assert "1 trên 2 hồ sơ đã xem không khớp" in re.sub(r"<[^>]+>", "", result)
    assert "đúng những hồ sơ này" in result
    sheet = client.get(reverse("inspections:sheet", args=[check.public_id])).content.decode()
    assert check.seed in sheet
    client.post(reverse("inspections:close", args=[check.public_id]))
    assert "không ghi thêm được" in client.get(first).content.decode()
    assert client.post(first, {"verdict": "agrees"}).status_code == 422
    late = client.post(reverse("inspections:draft", args=[check.public_id, 1]), {"verdict": "agrees"})
    assert "đã kết thúc" in late.content.decode()
    assert "Đã kết thúc" in client.get(url).content.decode()


def test_a_check_of_another_agency_is_not_found(world: World, browser: Browser, stranger: Client) -> None:
    an_accepted(world, BEFORE)
    check = a_check(world)
    for name, args in (("check", []), ("population", []), ("sheet", []), ("item", [1])):
        assert stranger.get(reverse(f"inspections:{name}", args=[check.public_id, *args])).status_code == 404
    assert browser("leader").get(reverse("inspections:item", args=[check.public_id, 9])).status_code == 404


def test_pages_ask_the_same_number_of_questions_for_ten_and_a_hundred(world: World, browser: Browser) -> None:
    to_appraisal(world, BEFORE, 100)
    client = browser("auditor")
    counts = []
    for size in (10, 100):
        check = a_check(world, size)
        url = reverse("inspections:check", args=[check.public_id])
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_words_on_paper_are_hashed_alike_in_any_order() -> None:
    assert hash_of("s", {"a": "1", "b": "2"}) == hash_of("s", {"b": "2", "a": "1"})
    assert json.dumps({"a": "ồ"}, ensure_ascii=False) == '{"a": "ồ"}'
