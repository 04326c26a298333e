"""Wherever a page says when one dossier is due, it leads to why."""

import pytest
from django.urls import reverse

from tests.desk.conftest import Browser
from tests.dossiers.letters import said_late
from tests.factories import World, at_step

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("action", ["forward", "ask_supplement"])
def test_the_page_of_an_action_leads_to_the_explanation(world: World, browser: Browser, action: str) -> None:
    dossier = at_step(world, 3)
    page = browser("handler").get(reverse("desk:act", args=[dossier.code, action])).content.decode()
    assert reverse("desk:explanation", args=[dossier.code]) in page


def test_the_pages_of_an_apology_lead_to_the_explanation(world: World, browser: Browser) -> None:
    apology = said_late(world)
    page = browser("handler").get(reverse("desk:apology", args=[apology.public_id])).content.decode()
    assert reverse("desk:explanation", args=[apology.dossier.code]) in page
