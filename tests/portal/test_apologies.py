"""What the public may know of apologies: numbers of offices, no person, no dossier."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.common import clock
from motcua.common.formats import instant_long
from motcua.dossiers.services.apologies.sending import send
from tests.cast import AT
from tests.dossiers.letters import numbered, said_late
from tests.factories import World, later

pytestmark = pytest.mark.django_db


def test_anybody_sees_per_office_what_was_owed_and_what_still_is(world: World) -> None:
    owed = said_late(world)
    with clock.set_to(later(owed.due_by)):
        answer = Client().get(reverse("portal:apologies"))
    page = answer.content.decode()
    (line,) = answer.context["lines"]
    assert (line.name, line.tally.owed, line.tally.still, line.tally.overdue) == ("Xã Thanh Lâm", 1, 1, 1)
    assert "t-late" in page
    for private in (owed.dossier.code, "Nguyễn Văn Khải", "Trần Minh Quân"):
        assert private not in page


@pytest.mark.parametrize(
    ("asked", "shown"), [("2025", 2025), ("2019", 2019), ("1999", 2026), ("x", 2026), ("2099", 2026)]
)
def test_a_year_without_figures_says_so(world: World, asked: str, shown: int) -> None:
    numbered(world, said_late(world), later(AT, 3))
    answer = Client().get(reverse("portal:apologies"), {"nam": asked})
    assert answer.context["year"] == shown
    assert ("chưa có hồ sơ nào phải xin lỗi" in answer.content.decode()) == (shown != 2026)


def test_a_letter_that_came_too_late_shows_the_new_date_and_the_missed_one(world: World) -> None:
    apology = said_late(world)
    late = later(apology.due_at)
    apology = send(numbered(world, apology, late), by="post", actor=world.cast.clerk, at=late)
    with clock.set_to(later(late)):
        page = Client().get(reverse("portal:dossier", args=[apology.dossier.public_token])).content.decode()
    assert apology.new_due_at is not None
    assert f"Hẹn trả {instant_long(apology.new_due_at)}" in page
    assert f"Ngày hẹn trước là {instant_long(apology.due_at)}." in page


def test_the_home_page_leads_there(world: World) -> None:
    assert reverse("portal:apologies") in Client().get("/").content.decode()
