"""The situations of the four articles at 1:50: every printed number comes out, and exactly the known contradictions."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Max

from motcua.domain.errors import StoreRefused
from motcua.domain.published import Column
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.services.recompute import recompute
from motcua.project.demo.store import MARK
from motcua.project.scenarios import stores, telling
from motcua.project.scenarios.articles import ARTICLES, BAC_QUANG, HA_DONG, Article, scaled
from tests.cast import Cast

SCALE = 50


def outcome(name: str, settings: Any, home: Path) -> telling.Outcome:
    """What a scenario tells, in the store of the test."""
    settings.HOME = home
    told: list[int] = []
    built = stores.fill(ARTICLES[name], scale=SCALE, seed=2021, told=told.append)
    assert sum(told) == built.dossiers == Dossier.objects.count()
    assert (home / MARK).exists()
    return telling.tell(built)


def counts(found: telling.Outcome, scope: str) -> dict[Column, int]:
    """The counts of one line."""
    return {told.column: int(told.value or 0) for told in found.figures if told.column and told.scope == scope}


def shares(found: telling.Outcome, scope: str) -> dict[str, Decimal | None]:
    """The shares of one line by code."""
    return {told.code: told.value for told in found.figures if not told.column and told.scope == scope}


def wrong(found: telling.Outcome) -> list[tuple[str, str, str]]:
    """What contradicts itself, each as often as it is raised: the article's id, the rule, the verdict."""
    return sorted((article_id, each.rule.value, each.verdict.value) for article_id, each in found.contradictions)


@pytest.mark.django_db
def test_bac_quang_resolves_most_of_what_it_received_and_nothing_late(settings: Any, tmp_path: Path) -> None:
    found = outcome("bac-quang-2021", settings, tmp_path)
    assert found.reproduced
    assert len(found.built.units[""]) == 1 + 23
    head, communes, whole = counts(found, "cấp huyện"), counts(found, "cấp xã"), counts(found, "")
    assert [head[c] for c in (Column.RECEIVED, Column.RESOLVED, Column.NOT_DUE, Column.LATE)] == [116, 101, 15, 0]
    assert [communes[c] for c in (Column.RECEIVED, Column.IN_TIME, Column.PENDING)] == [925, 925, 0]
    assert [whole[c] for c in (Column.TO_HANDLE, Column.RESOLVED, Column.PENDING)] == [1041, 1026, 15]
    assert shares(found, "cấp huyện") | {"late.to_handle": None} == {
        "resolved.received": Decimal("87.07"),
        "resolved.to_handle": Decimal("87.07"),
        "on_time.resolved": Decimal("100.00"),
        "on_time.received": Decimal("87.07"),
        "pending.received": Decimal("12.93"),
        "late.to_handle": None,
    }
    assert wrong(found) == [("S1-17", "K-04", "fails"), ("S1-18/26", "K-05", "warns")]
    assert recompute().examples == []
    assert DossierEvent.objects.aggregate(last=Max("at"))["last"] < found.built.at


@pytest.mark.django_db
def test_ha_dong_returns_everything_in_time_and_is_still_doubted(settings: Any, tmp_path: Path) -> None:
    found = outcome("ha-dong-2019", settings, tmp_path)
    assert found.reproduced
    assert [counts(found, scope)[Column.IN_TIME] for scope in ("", "quận", "17 phường")] == [2142, 131, 2011]
    assert shares(found, "")["on_time.resolved"] == Decimal("100.00")
    assert wrong(found) == [("S3-11", "K-05", "warns")]


@pytest.mark.django_db
def test_dak_glong_declares_927_dossiers_too_few(settings: Any, tmp_path: Path) -> None:
    found = outcome("dak-glong-2017", settings, tmp_path)
    assert found.reproduced
    assert counts(found, "")[Column.PRESENTED] == 7468
    assert shares(found, "") == {"on_time.resolved": Decimal("90.37"), "on_time.received": Decimal("78.32")}
    assert wrong(found) == [("S4-06", "K-02", "fails")]
    assert found.contradictions[0][1].numbers["missing"] == 927


@pytest.mark.django_db
def test_cao_lanh_gives_no_base_and_closes_a_quarter_that_is_not_over(settings: Any, tmp_path: Path) -> None:
    found = outcome("cao-lanh-2022", settings, tmp_path)
    assert found.reproduced
    assert [counts(found, scope.name).get(Column.LATE) for scope in found.built.article.scopes] == [186, 33, 153]
    no_base, no_share = ("S2-09", "K-03", "fails"), ("S2-09", "K-03", "fails")
    assert wrong(found) == [("S2-01/03", "K-08", "warns"), no_base, no_share]
    said = " ".join(str(each.text) for _id, each in found.contradictions)
    assert "từ 12.872 đến 12.961" in said


@pytest.mark.parametrize("article", [BAC_QUANG, HA_DONG], ids=lambda article: article.name)
def test_an_article_printed_at_another_scale_keeps_its_ratios(article: Article) -> None:
    """The lines add up to the whole at every scale, and a share stays what it is but for one dossier."""
    for scale in (1, 2, 10, 50, 100):
        parts = [scope for scope in article.scopes if scope.name]
        received = [scaled(scope.counts[Column.RECEIVED], scale) for scope in parts]
        assert stores.to_build(article, scale) == sum(received)
        assert abs(sum(received) - article.whole.counts[Column.RECEIVED] / scale) <= 1
    for scope in article.scopes:
        for claim in scope.claims:
            if claim.parts is not None and claim.printed is not None:
                assert round(Decimal(100 * claim.parts[0]) / claim.parts[1], 2) == claim.printed


@pytest.mark.django_db
def test_the_command_tells_people_and_machines(
    settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.HOME = tmp_path
    call_command("scenario", "dak-glong-2017", "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["scenario"], found["reproduced"], found["from_records"]) == ("dak-glong-2017", True, False)
    assert [each["article_id"] for each in found["contradictions"]] == ["S4-06"]
    received = next(each for each in found["figures"] if each["code"] == "dossiers.received")
    assert (received["value"], received["printed"], received["agrees"]) == (6952, 6952, True)
    assert "6.952" in received["sentence"]


@pytest.mark.django_db
def test_people_read_a_table_and_the_contradictions(
    settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.HOME = tmp_path
    call_command("scenario", "cao-lanh-2022", "--scale", "1:50")
    said = capsys.readouterr().out
    assert "Thành phố Cao Lãnh" in said
    assert "4 điều đúng, 3 mâu thuẫn." in said


@pytest.mark.django_db
def test_a_store_in_use_is_refused(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    with pytest.raises(StoreRefused):
        stores.fill(BAC_QUANG, scale=SCALE, seed=1, told=lambda _: None)
    assert not (tmp_path / MARK).exists()
