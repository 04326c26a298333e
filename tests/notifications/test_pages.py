"""The bell, own choices, texts, what was sent, rules of channels, and the citizen's way out."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.audit.models import LogEntry
from motcua.dossiers.services.forward import forward
from motcua.notifications.models import BellItem, ChannelRule, Delivery, NoticeTemplate, Preference
from motcua.notifications.services.notify import Subject, notify, person
from motcua.notifications.services.preferences import choose
from motcua.notifications.vocabulary import Channel, DeliveryState, Language, SkipReason
from tests.factories import World, an_accepted
from tests.notifications.conftest import AT, Browser, take_over, told_by

pytestmark = pytest.mark.django_db


def ring(world: World, number: int = 1, key: str = "handler", start: int = 0) -> None:
    for n in range(start, start + number):
        recipient = [person(world.cast.members[key].person_id)]
        values = {"code": f"H72.15-260112-{n:04}", "step": "Thẩm định", "due": AT}
        notify("dossier.arrived", recipient, Subject("dossier", n), values, key=f"r{n}", at=AT, path="/ho-so/x")


def text_of(response: Any) -> str:
    return str(response.content.decode())


class TestBell:
    def test_every_page_shows_how_much_rang(self, world: World, browser: Browser) -> None:
        ring(world, 3)
        page = text_of(browser("handler").get(reverse("desk:my_work")))
        assert "Thông báo: 3 chưa đọc" in page
        assert "chưa đọc" not in text_of(browser("leader").get(reverse("desk:my_work")))

    def test_the_number_refreshes_politely(self, world: World, browser: Browser) -> None:
        ring(world, 2)
        client, url = browser("handler"), reverse("notifications:bell_count")
        came = client.get(url, {"truoc": "1"})
        assert 'id="chuong"' in text_of(came)
        assert "1 th" in came.headers["HX-Trigger"].encode().decode("unicode_escape")
        assert "HX-Trigger" not in client.get(url, {"truoc": "2"}).headers

    def test_the_list_says_it_in_the_readers_language_and_opening_reads(self, world: World, browser: Browser) -> None:
        ring(world, 2)
        client = browser("handler")
        page = text_of(client.get(reverse("notifications:bell")))
        assert "Hồ sơ H72.15-260112-0001 chuyển đến bạn" in page
        client.cookies["django_language"] = "en"
        assert "Dossier H72.15-260112-0001 has come to you" in text_of(client.get(reverse("notifications:bell")))
        item = BellItem.objects.earliest("id")
        opened = client.get(reverse("notifications:open", args=[item.public_id]))
        assert opened.headers["Location"] == "/ho-so/x"
        item.refresh_from_db()
        assert item.read_at == AT
        assert "0000" not in text_of(client.get(reverse("notifications:bell")))
        assert "0000" in text_of(client.get(reverse("notifications:bell"), {"xem": "tat-ca"}))

    def test_one_or_all_are_marked_as_read_and_nobody_reads_anothers(self, world: World, browser: Browser) -> None:
        ring(world, 3)
        item = BellItem.objects.earliest("id")
        assert browser("leader").post(reverse("notifications:read", args=[item.public_id])).status_code == 404
        client = browser("handler")
        client.post(reverse("notifications:read", args=[item.public_id]))
        assert BellItem.objects.filter(read_at__isnull=True).count() == 2
        browser("leader").post(reverse("notifications:read_all"))
        assert BellItem.objects.filter(read_at__isnull=True).count() == 2
        client.post(reverse("notifications:read_all"))
        assert not BellItem.objects.filter(read_at__isnull=True).exists()

    def test_it_asks_the_store_as_often_for_ten_as_for_a_hundred(self, world: World, browser: Browser) -> None:
        client, counts = browser("handler"), []
        for start, number in ((0, 10), (10, 90)):
            ring(world, number, start=start)
            client.get(reverse("notifications:bell"))
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse("notifications:bell"))
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_it_leads_to_the_dossier_that_came(self, world: World, browser: Browser) -> None:
        dossier = forward(an_accepted(world), actor=world.cast.desk_officer, at=AT)
        take_over()
        client = browser("unit_head")
        item = BellItem.objects.get(person_id=world.cast.unit_head.id or 0)
        page = client.get(reverse("notifications:open", args=[item.public_id]), follow=True)
        assert dossier.code in text_of(page)


class TestPreferences:
    def test_nothing_but_the_bell_is_on_until_it_is_ticked(self, world: World, browser: Browser) -> None:
        client, url = browser("handler"), reverse("notifications:preferences")
        form = client.get(url).context["form"]
        assert {name for name in form.fields if form[name].value()} == {
            "bell-dossier.arrived",
            "bell-apology.owed",
            "bell-watch",
            "bell-digest",
            "language",
        }
        client.post(url, {"email-digest": "on", "email-watch": "on", "bell-digest": "on", "language": "en"})
        rows = {row.channel: (row.topics, row.language, row.opted_in_at) for row in Preference.objects.all()}
        assert rows["email"] == (["digest", "watch"], "en", AT)
        assert rows["bell"][0] == ["apology.owed", "digest", "watch"], "a duty stays on"
        client.post(url, {"language": "vi"})
        assert Preference.objects.get(channel="email").ended_at == AT

    def test_whoever_has_no_address_is_told_so(self, world: World, browser: Browser) -> None:
        from motcua.organisation.models import Person

        Person.objects.filter(pk=world.cast.handler.id or 0).update(email="")
        page = text_of(browser("handler").get(reverse("notifications:preferences")))
        assert "chưa có địa chỉ thư điện tử" in page
        assert "email-digest" not in page


class TestTexts:
    url = reverse("notifications:template", args=["dossier.resolved", "sms"])

    def test_the_list_names_every_text(self, world: World, browser: Browser) -> None:
        page = text_of(browser("reform_officer").get(reverse("notifications:templates")))
        assert "Đã có kết quả" in page
        assert page.count("data-row") == NoticeTemplate.objects.count() // 2

    def test_both_languages_are_seen_while_typing(self, world: World, browser: Browser) -> None:
        client = browser("administrator")
        typed = {"body_vi": "Hồ sơ {code} xong.", "body_en": "Dossier {code} {nobody}", "code": ""}
        part = client.post(reverse("notifications:preview", args=["dossier.resolved", "sms"]), typed)
        assert "Hồ sơ H72.15-260112-0001 xong." in text_of(part)
        assert "{nobody}" in text_of(part)

    def test_a_dossier_is_tried_only_by_who_may_see_it(self, world: World, browser: Browser) -> None:
        dossier = told_by(world, "email")
        typed = {"body_vi": "Mã {code}: {link}", "body_en": "", "code": dossier.code}
        url = reverse("notifications:preview", args=["dossier.resolved", "sms"])
        from motcua.organisation import services
        from motcua.organisation.actors import system_actor
        from motcua.organisation.roles import Role

        assert "Không có hồ sơ mã" in text_of(browser("reform_officer").post(url, typed | {"code": "H72.15-1"}))
        services.grant_role(
            person_id=world.cast.desk_officer.id or 0,
            role=Role.REFORM_OFFICER,
            unit_id=world.cast.commune.id,
            actor=system_actor(),
            at=AT,
        )
        assert f"/h/{dossier.public_token}" in text_of(browser("desk_officer").post(url, typed))

    def test_an_edit_is_kept_and_a_wrong_word_is_named(self, world: World, browser: Browser) -> None:
        client = browser("administrator")
        good = {"body_vi": "Hồ sơ {code} có kết quả. {stop}", "body_en": "Done: {code}. {stop}"}
        wrong = client.post(self.url, good | {"body_en": "Dear {full_name}"})
        assert wrong.status_code == 422
        assert "“{full_name}” không dùng được" in text_of(wrong).replace("&#x27;", "'")
        assert "Dear {full_name}" in text_of(wrong), "nothing typed is lost"
        assert client.post(self.url, good).status_code == 302
        latest = NoticeTemplate.objects.filter(topic="dossier.resolved", channel="sms", number=2)
        assert {row.language: row.made_by_label for row in latest} == {"vi": "Ngô Thanh Tùng", "en": "Ngô Thanh Tùng"}
        assert LogEntry.objects.filter(verb="notifications.template_written").count() == 2
        assert client.post(self.url, good | {"action": "preview"}).status_code == 200

    def test_an_unknown_topic_or_channel_is_not_found(self, world: World, browser: Browser) -> None:
        client = browser("administrator")
        for topic, channel in (("weather", "sms"), ("dossier.resolved", "bell")):
            assert client.get(reverse("notifications:template", args=[topic, channel])).status_code == 404


@pytest.fixture
def letters(world: World) -> list[Delivery]:
    """A dead letter, one too old, one sent, one waiting."""
    states: tuple[dict[str, Any], ...] = (
        {"state": DeliveryState.DEAD, "last_error": "smtp_recipient_550", "attempts": 1},
        {"state": DeliveryState.SKIPPED, "reason": SkipReason.STALE},
        {"state": DeliveryState.SENT, "sent_at": AT, "attempts": 1},
        {},
    )
    for _ in states:
        told_by(world, "email")
    take_over()
    rows = list(Delivery.objects.order_by("id"))
    for row, values in zip(rows, states, strict=True):
        Delivery.objects.filter(pk=row.pk).update(**values)
    return rows


class TestDeliveries:
    def test_the_list_tells_states_and_reasons_but_no_whole_address(
        self, world: World, browser: Browser, letters: list[Delivery]
    ) -> None:
        client, url = browser("administrator"), reverse("notifications:deliveries")
        page = text_of(client.get(url))
        assert "k…@vidu.example" in page
        assert "khai@" not in page
        assert "Máy chủ thư không nhận địa chỉ này (smtp_recipient_550)" in page
        assert "Tin đã quá cũ" in page
        code = letters[0].values["code"]
        for query, number in (
            ({"tinh_trang": "dead"}, 1),
            ({"ma": code}, 1),
            ({"kenh": "sms"}, 0),
            ({"viec": "dossier.accepted"}, 4),
        ):
            assert text_of(client.get(url, query)).count("<tr data-row") == number, query

    def test_dead_letters_are_sent_again_after_a_confirmation(
        self, world: World, browser: Browser, letters: list[Delivery]
    ) -> None:
        client, url = browser("administrator"), reverse("notifications:resend")
        chosen = {"tin": [str(row.public_id) for row in letters]}
        asked = text_of(client.post(url, chosen))
        assert "Gửi lại" in asked
        assert asked.count('name="tin"') == 2, "what was sent or waits is not sent again"
        assert Delivery.objects.filter(state=DeliveryState.WAITING).count() == 1
        client.post(url, chosen | {"confirmed": "yes", "next": "https://elsewhere.example/"})
        assert Delivery.objects.filter(state=DeliveryState.WAITING).count() == 3
        assert LogEntry.objects.filter(verb="notifications.resent").count() == 2

    def test_all_that_a_filter_shows_are_sent_again_in_bulk(
        self, world: World, browser: Browser, letters: list[Delivery]
    ) -> None:
        client, url = browser("administrator"), reverse("notifications:resend")
        asked = text_of(client.post(url, {"all": "yes", "tinh_trang": "dead"}))
        assert asked.count('name="tin"') == 1
        assert client.post(url, {"tin": "khong-phai-ma"}).status_code == 302

    def test_others_than_administrators_see_nothing(self, world: World, browser: Browser) -> None:
        for name in ("deliveries", "rules"):
            assert browser("reform_officer").get(reverse(f"notifications:{name}")).status_code == 403
        assert browser("handler").get(reverse("notifications:templates")).status_code == 403

    def test_it_asks_the_store_as_often_for_ten_as_for_a_hundred(self, world: World, browser: Browser) -> None:
        choose({Channel.EMAIL: ["watch"]}, Language.VI, actor=world.cast.handler, at=AT)
        client, counts = browser("administrator"), []
        for start, number in ((0, 10), (10, 90)):
            for n in range(start, start + number):
                recipient = [person(world.cast.handler.id or 0)]
                notify("watch.late", recipient, Subject("dossier", n), {"code": str(n)}, key=f"q{n}", at=AT)
            client.get(reverse("notifications:deliveries"))
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse("notifications:deliveries"))
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_what_waits_for_a_channel_that_is_not_set_up_is_told_on_top(
        self, world: World, browser: Browser, letters: list[Delivery], settings: Any
    ) -> None:
        settings.SMTP_HOST = ""
        for name in ("deliveries", "rules", "bell"):
            page = text_of(browser("administrator").get(reverse(f"notifications:{name}")))
            assert "1 tin chờ gửi bằng Thư điện tử" in page
        assert "tin chờ gửi" not in text_of(browser("handler").get(reverse("notifications:bell")))


class TestRules:
    url = reverse("notifications:rules")

    def test_a_new_rule_holds_from_today_and_the_old_one_stays(self, world: World, browser: Browser) -> None:
        client = browser("administrator")
        values = {
            "sms-quiet_from": "20:00",
            "sms-quiet_to": "06:30",
            "sms-keep_days": "7",
            "sms-urgent": ["dossier.resolved"],
        }
        assert client.post(self.url, {"channel": "sms", **values}).status_code == 302
        old, new = ChannelRule.objects.filter(channel="sms").order_by("id")
        assert (old.valid_to, new.valid_from) == (AT.date(), AT.date())
        assert (new.quiet_from.hour, new.keep_days, new.urgent) == (20, 7, ["dossier.resolved"])
        assert new.set_by_label == "Ngô Thanh Tùng"

    def test_a_time_that_is_none_is_told(self, world: World, browser: Browser) -> None:
        values = {"sms-quiet_from": "tối", "sms-quiet_to": "06:30", "sms-keep_days": "7"}
        page = browser("administrator").post(self.url, {"channel": "sms", **values})
        assert page.status_code == 422
        assert "Giờ viết như 21:00." in text_of(page)


class TestStop:
    def test_a_citizen_stops_one_channel_with_the_link_and_starts_it_again(self, world: World) -> None:
        dossier = told_by(world, "email", "sms")
        take_over()
        client = Client()
        url = Delivery.objects.filter(channel="email").get().values["stop"]
        page = text_of(client.get(url))
        assert "Thư điện tử" in page
        assert "khai@" not in page
        assert Preference.objects.filter(ended_at__isnull=True).count() == 2, "looking stops nothing"
        assert "Đã ngừng" in text_of(client.post(url, {"kenh": "email"}))
        assert list(Preference.objects.filter(ended_at__isnull=True).values_list("channel", flat=True)) == ["sms"]
        take_over()
        assert Preference.objects.filter(channel="email").count() == 1, "the tick of intake does not come back"
        assert "Đã bật lại" in text_of(client.post(url, {"kenh": "email", "action": "resume"}))
        assert Preference.objects.filter(channel="email", ended_at__isnull=True).count() == 1
        assert f"/h/{dossier.public_token}/" in url

    def test_the_page_behind_the_qr_code_leads_there(self, world: World) -> None:
        asked, silent = told_by(world, "email"), an_accepted(world)
        assert f"/h/{asked.public_token}/thong-bao/o" in text_of(Client().get(f"/h/{asked.public_token}"))
        assert "thong-bao/o" not in text_of(Client().get(f"/h/{silent.public_token}"))

    def test_nobody_is_switched_on_who_never_asked(self, world: World) -> None:
        url = reverse("notifications:stop", args=[an_accepted(world).public_token, "o"])
        page = Client().post(url, {"kenh": "email", "action": "resume"})
        assert "không gửi tin qua kênh nào" in text_of(page)
        assert not Preference.objects.exists()

    @pytest.mark.parametrize(("token", "party"), [("sai", "o"), ("", "s"), ("", "x")])
    def test_another_link_leads_nowhere(self, world: World, token: str, party: str) -> None:
        known = an_accepted(world).public_token
        assert Client().get(reverse("notifications:stop", args=[token or known, party])).status_code == 404
