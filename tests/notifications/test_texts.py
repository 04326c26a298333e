"""Texts: filled line by line, complete in both languages, and never about a person."""

import re
from typing import Any

import pytest

from motcua.dossiers.queries.notices import notice_facts
from motcua.dossiers.vocabulary import PartyRole
from motcua.notifications import rendering
from motcua.notifications.models import ChannelRule, NoticeTemplate
from motcua.notifications.queries.templates import pair_in_use, templates_in_use
from motcua.notifications.services.ship import ship
from motcua.notifications.services.templates import Written, check, edit
from motcua.notifications.services.values import officer_values, owner_values
from motcua.notifications.shipped_texts import ShippedText, texts
from motcua.notifications.topics import TOPICS, topic_of
from motcua.notifications.vocabulary import Channel, Language, RecipientKind
from motcua.organisation.actors import system_actor
from tests.factories import World, an_accepted
from tests.notifications.conftest import AT, asking

SHIPPED = list(texts())


def test_a_line_whose_words_are_all_empty_is_left_out() -> None:
    text = "Hồ sơ {code}.\nNộp trước {day}.\n\nXem: {link}\n\n\nHết {code}{day}."
    assert rendering.fill(text, {"code": "A", "day": "", "link": ""}) == "Hồ sơ A.\n\nHết A."
    assert rendering.fill("{code", {"code": "A"}) == "{code"


def test_values_are_kept_plain_and_written_in_the_language(settings: Any) -> None:
    settings.PUBLIC_URL = "https://a.example"
    kept = rendering.stored({"due": AT, "day": AT.date(), "late": 3, "near": 0, "link": "/h/x", "step": None})
    assert kept == {"due": AT.isoformat(), "day": "2026-01-12", "late": "3", "near": "0", "link": "/h/x"}
    vi, en = rendering.written(kept, "vi"), rendering.written(kept, "en")
    assert vi["due"].startswith("08:30")
    assert "thứ Hai" in vi["due"]
    assert "Monday" in en["due"]
    assert (vi["link"], vi["late"], vi["day"]) == ("https://a.example/h/x", "3", "12/01/2026")
    settings.PUBLIC_URL = ""
    assert rendering.written(kept, "vi")["link"] == "", "a link that leads nowhere is not written"


@pytest.mark.parametrize("text", SHIPPED, ids=lambda t: f"{t.topic}-{t.channel}-{t.language}")
def test_a_shipped_text_is_one_that_could_be_written_by_hand(text: ShippedText) -> None:
    topic = TOPICS[text.topic]
    check(topic, text.channel, text.language, Written(text.subject, text.body))
    used = rendering.names_in(text.subject + text.body)
    if topic.audience is RecipientKind.APPLICANT:
        assert {"code", "stop"} <= used
    if "code" in topic.placeholders:
        assert "code" in used


def test_every_topic_has_a_text_for_every_channel_in_both_languages() -> None:
    wanted = {(t.key, c, language) for t in TOPICS.values() for c in t.channels for language in Language}
    assert {(text.topic, text.channel, text.language) for text in SHIPPED} == wanted
    assert topic_of("watch.near").key == "watch"
    with pytest.raises(KeyError):
        topic_of("weather.storm")


PERSONAL = re.compile(r"name|phone|address|identity|summary|title|email")


def test_no_placeholder_is_about_a_person() -> None:
    assert not [name for name in rendering.PLACEHOLDERS if PERSONAL.search(name)]
    assert all(set(topic.placeholders) <= set(rendering.PLACEHOLDERS) for topic in TOPICS.values())


@pytest.mark.django_db
@pytest.mark.parametrize("language", Language)
def test_no_text_about_a_real_dossier_tells_whose_it_is_or_what_it_asks_for(world: World, language: Language) -> None:
    dossier = an_accepted(world, owner=asking("email"), summary="Lắp biển hiệu phòng khám")
    facts = notice_facts([dossier.pk])[dossier.pk]
    values = {
        RecipientKind.APPLICANT: rendering.stored(owner_values(facts, PartyRole.OWNER, {"before": AT.isoformat()})),
        RecipientKind.PERSON: rendering.stored(officer_values(facts)),
    }
    secrets = ["Khải", "Nguyễn Văn", "072085000318", "0900000318", "318", "Đông Hạ", "khai@", "biển hiệu"]
    said = ""
    for text in SHIPPED:
        words = rendering.written(values[TOPICS[text.topic].audience], language)
        said += rendering.fill(text.subject, words) + "\n" + rendering.fill(text.body, words) + "\n"
    said = said.replace(dossier.public_token or "-", "")
    assert dossier.code in said
    assert "{" not in said
    assert [secret for secret in secrets if secret in said] == []


@pytest.mark.django_db
class TestVersions:
    def test_shipping_again_changes_nothing(self) -> None:
        before = templates_in_use()
        assert ship(actor=system_actor(), at=AT) == 0
        assert templates_in_use() == before
        assert ChannelRule.objects.count() == 3

    def test_an_edit_is_a_new_version_with_who_and_when_and_shipping_respects_it(self, world: World) -> None:
        topic = TOPICS["dossier.resolved"]
        written = {
            Language.VI: Written("", "Hồ sơ {code} xong rồi. {stop}"),
            Language.EN: Written("", pair_in_use(topic, Channel.SMS)[Language.EN].body),
        }
        (row,) = edit(topic, Channel.SMS, written, actor=world.cast.administrator, at=AT)
        assert (row.language, row.number, row.made_at, row.made_by_label) == ("vi", 2, AT, "Ngô Thanh Tùng")
        assert NoticeTemplate.objects.get(topic=topic.key, channel="sms", language="vi", number=1).body
        assert ship(actor=system_actor(), at=AT) == 0
        assert pair_in_use(topic, Channel.SMS)[Language.VI].pk == row.pk
        assert edit(topic, Channel.SMS, written, actor=world.cast.administrator, at=AT) == []

    def test_a_shipped_text_that_nobody_edited_is_renewed(self) -> None:
        NoticeTemplate.objects.filter(topic="digest", channel="bell", language="vi").update(body="Lời cũ {late}")
        assert ship(actor=system_actor(), at=AT) == 1
        assert pair_in_use(TOPICS["digest"], Channel.BELL)[Language.VI].number == 2
