"""From an event to the answer of the carrier: once, with marks by which a repeat is known."""

import pytest

from motcua.notifications.models import Delivery
from motcua.notifications.vocabulary import DeliveryState
from tests.factories import World
from tests.notifications.conftest import after, send, take_over, told_by
from tests.notifications.servers import Post

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_citizen_who_asked_gets_one_letter_with_code_date_and_links(world: World, post: Post) -> None:
    dossier = told_by(world, "email")
    take_over()
    take_over()
    send(after(seconds=1))
    (letter,) = post.letters
    (row,) = Delivery.objects.all()
    assert (row.state, row.attempts, row.address) == (DeliveryState.SENT, 1, "khai@vidu.example")
    assert letter["To"] == "khai@vidu.example"
    assert letter["Subject"].strip() == f"Đã tiếp nhận hồ sơ {dossier.code}"
    assert letter["Message-ID"] == f"<{row.public_id}@thanhlam.example>"
    assert letter["X-Motcua-Delivery"] == str(row.public_id)
    assert letter["X-Motcua-Repeat"] is None
    text = letter.get_content()
    assert f"https://motcua.thanhlam.example/h/{dossier.public_token}\n" in text.replace("\r\n", "\n")
    assert f"/h/{dossier.public_token}/thong-bao/o" in text
