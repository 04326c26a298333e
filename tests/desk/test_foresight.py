"""What the past foretells on a dossier's page, and the page that says how good that is."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from motcua.common import clock
from motcua.desk.pages.foresight import marks, report, told
from motcua.domain.foresight_judging import Bin
from motcua.dossiers.models import Dossier, Foresight
from motcua.dossiers.queries.judgements import judged
from motcua.dossiers.services.foresight import learn_unit, threshold_at
from motcua.organisation.actors import system_actor
from tests.cast import AT
from tests.desk.conftest import Browser
from tests.dossiers.pasts import DAY, a_past, to_appraisal, to_result, to_review
from tests.factories import World

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_a_proved_model_speaks_on_the_page_and_shows_how_good_it_is(world: World, browser: Browser) -> None:
    at = a_past(world)
    dossier = to_appraisal(world, at - 6 * DAY, 1)[0]
    with clock.set_to(at):
        learn_unit(world.cast.commune.id, actor=system_actor(), at=at)
        page = browser("handler").get(reverse("desk:dossier", args=[dossier.code])).content.decode()
        assert "hồ sơ giống hồ sơ này đã xong đúng hạn." in page
        assert "Giống ở: phần thời hạn đã dùng, bước đang ở" in page
        assert reverse("desk:foresight") in page
        watched = browser("handler").get(reverse("desk:watch")).content.decode()
        assert "Chưa trễ nhưng đáng lo" in watched
        assert dossier.code in watched[watched.index("Chưa trễ nhưng đáng lo") :]
        how_good = browser("handler").get(reverse("desk:foresight")).content.decode()
    for words in (
        "Dự báo tốt hơn quy tắc còn dưới một phần năm thời hạn, nên đang được dùng.",
        "Điểm Brier",
        "<circle",
        "Từ xác suất 70 % trở lên".replace(" %", "\u00a0%"),
    ):
        assert words in how_good, words


def test_a_model_that_did_not_prove_itself_says_so_and_the_rule_speaks(world: World, browser: Browser) -> None:
    at = a_past(world, waves=2)
    dossier = to_appraisal(world, at - 6 * DAY, 1)[0]
    learn_unit(world.cast.commune.id, actor=system_actor(), at=at)
    shown = told(world.cast.handler, dossier, at)
    assert shown is not None
    assert (shown.sentence, shown.likeness) == ("Còn không quá 20 % thời hạn.", "")
    assert shown.remark.startswith("Dự báo từ hồ sơ cũ chưa tốt hơn")
    with clock.set_to(at):
        how_good = browser("leader").get(reverse("desk:foresight")).content.decode()
    assert "Chưa đủ hồ sơ để biết dự báo có đúng không" in how_good


def test_without_anything_learnt_nothing_is_said(world: World, browser: Browser) -> None:
    assert "Chưa học từ hồ sơ cũ nào." in browser("auditor").get(reverse("desk:foresight")).content.decode()
    at = a_past(world, waves=1) - 40 * DAY
    learn_unit(world.cast.commune.id, actor=system_actor(), at=at)
    (found,) = judged().values()
    (sentence,) = report("Xã", found).sentences
    assert sentence.startswith("Chưa có hồ sơ cũ nào để học.")


def test_a_unit_sees_its_own_model_and_not_that_of_another(world: World, browser: Browser) -> None:
    learn_unit(world.cast.commune.id, actor=system_actor(), at=a_past(world, waves=1))
    assert "Xã Thanh Lâm" in browser("clerk").get(reverse("desk:foresight")).content.decode()
    page = browser("outsider").get(reverse("desk:foresight")).content.decode()
    assert "Chưa học từ hồ sơ cũ nào." in page


def test_marks_stand_where_the_table_says() -> None:
    (mark,) = marks(7, (None, Bin(9, 0.15, 0.5)))
    assert (mark.x, mark.y, mark.radius) == (60.0, 200.0, 16.0)
    assert mark.readings == 9
    small, large = marks(7, (Bin(1, 0.05, 0.0), Bin(100, 0.15, 0.2)))
    assert small.radius < large.radius


def test_who_keeps_the_lists_sets_from_when_it_counts_and_foresight_learns_by_it(
    world: World, browser: Browser
) -> None:
    client, url = browser("procedure_controller"), reverse("desk:foresight_threshold")
    assert url in client.get(reverse("desk:foresight")).content.decode()
    assert url not in browser("leader").get(reverse("desk:foresight")).content.decode()
    assert browser("leader").get(url).status_code == 403
    good = {"percent": "85", "ground": "Quyết định 12/QĐ-UBND", "valid_from": "13/01/2026"}
    for wrong, words in (
        ({"percent": "49"}, "Nhập từ 50 đến 99"),
        ({"ground": " "}, "Chưa có căn cứ"),
        ({"valid_from": "11/01/2026"}, "Chọn ngày sau 11/01/2026"),
    ):
        answer = client.post(url, good | wrong)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert client.post(url, good).status_code == 302
    page = client.get(reverse("desk:foresight")).content.decode()
    assert "Quyết định 12/QĐ-UBND" in page
    assert "thôi từ 13/01/2026" in page
    assert client.post(url, good).status_code == 422, "one threshold for a day"
    assert (threshold_at(AT), threshold_at(AT + DAY)) == (0.7, 0.85)


CODE = re.compile(r'<tr data-row><td class="tm mc-code">(?:<a [^>]*>)?([^<]+)<')
NUMBER = re.compile(r'<a href="([^"]*/du-bao/ho-so\?[^"]+)">([\d.]+)')


def listed(client: Client, url: str) -> list[str]:
    """The codes of the rows of a list, on all its pages."""
    found, following = [], url
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, following
        page = unescape(answer.content.decode())
        found += CODE.findall(page)
        after = re.search(r'href="(\?[^"]*after=\d+[^"]*)"', page)
        following = url.split("?")[0] + after.group(1) if after else ""
    return found


def test_every_number_opens_exactly_its_dossiers(world: World, browser: Browser) -> None:
    at = a_past(world)
    running = to_appraisal(world, at - 6 * DAY, 1)[0]
    learn_unit(world.cast.commune.id, actor=system_actor(), at=at)
    client = browser("handler")
    with clock.set_to(at):
        page = unescape(client.get(reverse("desk:foresight")).content.decode())
        numbers = NUMBER.findall(page)
        parts = {parse_qs(urlsplit(url).query)["phan"][0] for url, _number in numbers}
        assert parts == {
            "learnt",
            "earlier",
            "judged",
            "missed",
            "model",
            "model_hits",
            "rule",
            "rule_hits",
            "readings",
        }
        for url, number in numbers:
            assert len(listed(client, url)) == int(number.replace(".", "")), url
        # What happened since the night in which it was learnt changes nothing.
        to_result(world, to_review(world, [running], at + HOUR), at + 2 * HOUR)
        assert NUMBER.findall(unescape(client.get(reverse("desk:foresight")).content.decode())) == numbers
        for url, number in numbers:
            assert len(listed(client, url)) == int(number.replace(".", "")), url


def test_the_sentence_on_a_dossier_opens_those_like_it(world: World, browser: Browser) -> None:
    at = a_past(world)
    dossier = to_appraisal(world, at - 6 * DAY, 1)[0]
    learn_unit(world.cast.commune.id, actor=system_actor(), at=at)
    client = browser("handler")
    with clock.set_to(at):
        page = unescape(client.get(reverse("desk:dossier", args=[dossier.code])).content.decode())
        found = re.search(r'<a href="([^"]+)">(\d+) trên (\d+) hồ sơ giống hồ sơ này', page)
        assert found is not None
        url, in_time, alike = found.group(1), int(found.group(2)), int(found.group(3))
        watched = unescape(client.get(reverse("desk:watch")).content.decode())
        assert len(listed(client, url)) == alike
        assert len(listed(client, url.replace("phan=alike", "phan=in_time"))) == in_time
        late = listed(client, url.replace("phan=alike", "phan=late"))
        first = client.get(url).content.decode()
    assert len(late) == alike - in_time
    assert set(late) < set(Dossier.objects.values_list("code", flat=True))
    assert url in watched
    assert "đã dùng" in first
    assert "ở bước thẩm định" in first.casefold()


def test_rows_of_foresight_are_for_whoever_reads_it(world: World, browser: Browser) -> None:
    learn_unit(world.cast.commune.id, actor=system_actor(), at=a_past(world, waves=1))
    base = f"{reverse('desk:foresight_rows')}?don_vi={world.cast.commune.id}"
    assert browser("handler").get(f"{base}&phan=learnt").status_code == 200
    assert browser("outsider").get(f"{base}&phan=learnt").status_code == 404
    for wrong in (
        "",
        "&phan=x",
        "&phan=readings",
        "&phan=readings&khoang=10",
        "&phan=alike&nhom=a",
        "&phan=late&nhom=1|a|2|b",
        "&phan=late&nhom=1|a|2|3|7",
        "&phan=late&nhom=1|a|2|3|0|x",
        "&phan=late&nhom=1|a|2|99999999999999999999",
        "&phan=late",
        "&phan=readings&khoang=x",
    ):
        assert browser("handler").get(base + wrong).status_code == 404, wrong
    assert browser("handler").get(reverse("desk:foresight_rows") + "?phan=learnt").status_code == 404
    assert browser("handler").get(f"{base}&phan=learnt&khoang=x&nhom=y&after={'9' * 30}").status_code == 200
    assert browser("auditor").get(f"{base}99999999999999999999&phan=learnt").status_code == 404
    assert browser("handler").get(f"{base}&phan=alike&nhom=4|appraise").status_code == 200
    unlearnt = f"{reverse('desk:foresight_rows')}?don_vi={world.cast.commune.one_stop}&phan=learnt"
    assert browser("handler").get(unlearnt).status_code == 404


def test_a_model_from_before_the_dossiers_were_kept_says_when_they_come(world: World, browser: Browser) -> None:
    learn_unit(world.cast.commune.id, actor=system_actor(), at=a_past(world, waves=1))
    Foresight.objects.update(followed={})
    url = f"{reverse('desk:foresight_rows')}?don_vi={world.cast.commune.id}&phan=learnt"
    assert "sau lần học kế tiếp" in browser("handler").get(url).content.decode()
