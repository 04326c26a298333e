"""Filling the texts of notices: plain text, `{name}` placeholders, nothing else.

A line whose placeholders are all empty is left out: a text may name a day that only some dossiers have.
No placeholder holds personal data: a notice says the code, the field, dates and a link.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_noop

from motcua.common import formats
from motcua.domain.watching import Trigger
from motcua.notifications.watch_words import rule_code, rule_said

PLACEHOLDER: Final = re.compile(r"\{([^{}\n]*)\}")


class Form(Enum):
    """How a value is written."""

    TEXT = "text"
    INSTANT = "instant"
    DAY = "day"
    PATH = "path"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One word that texts may use: how it is written, what it means, and what a preview shows for it."""

    form: Form
    meaning: str
    sample: object


_DUE: Final = datetime.fromisoformat("2026-02-11T17:00:00+07:00")

PLACEHOLDERS: Final[dict[str, Placeholder]] = {
    "code": Placeholder(Form.TEXT, gettext_noop("mã hồ sơ"), "H72.15-260112-0001"),
    "field": Placeholder(Form.TEXT, gettext_noop("lĩnh vực của thủ tục"), gettext_noop("Hộ tịch")),
    "office": Placeholder(Form.TEXT, gettext_noop("nơi tiếp nhận"), gettext_noop("Bộ phận Một cửa xã Thanh Lâm")),
    "unit": Placeholder(Form.TEXT, gettext_noop("đơn vị đang giữ hồ sơ"), gettext_noop("Phòng Kinh tế")),
    "step": Placeholder(Form.TEXT, gettext_noop("tên bước"), gettext_noop("Thẩm định")),
    "rule": Placeholder(Form.RULE, gettext_noop("tên quy tắc nhắc"), rule_code(Trigger.LATE, 1)),
    "due": Placeholder(Form.INSTANT, gettext_noop("hạn trả kết quả"), _DUE),
    "by": Placeholder(Form.INSTANT, gettext_noop("lúc chậm nhất phải làm xong"), _DUE),
    "before": Placeholder(Form.INSTANT, gettext_noop("ngày hẹn trước đó"), _DUE),
    "day": Placeholder(Form.DAY, gettext_noop("ngày"), _DUE.date()),
    "late": Placeholder(Form.TEXT, gettext_noop("số hồ sơ quá hạn"), "2"),
    "today": Placeholder(Form.TEXT, gettext_noop("số hồ sơ đến hạn hôm nay"), "3"),
    "near": Placeholder(Form.TEXT, gettext_noop("số hồ sơ sắp đến hạn"), "5"),
    "link": Placeholder(Form.PATH, gettext_noop("địa chỉ để xem"), "/h/vidu"),
    "stop": Placeholder(Form.PATH, gettext_noop("địa chỉ để ngừng nhận tin"), "/h/vidu/thong-bao"),
    "link_late": Placeholder(Form.PATH, gettext_noop("danh sách hồ sơ quá hạn"), "/ho-so?thoi_gian=late"),
    "link_today": Placeholder(Form.PATH, gettext_noop("danh sách hồ sơ đến hạn hôm nay"), "/ho-so?thoi_gian=today"),
    "link_near": Placeholder(Form.PATH, gettext_noop("danh sách hồ sơ sắp đến hạn"), "/ho-so?thoi_gian=near"),
}


def names_in(text: str) -> set[str]:
    """The placeholders that a text uses."""
    return set(PLACEHOLDER.findall(text))


def unknown_in(text: str, allowed: Collection[str]) -> list[str]:
    """What stands in braces in a text and may not."""
    return sorted(names_in(text) - set(allowed))


def stored(values: Mapping[str, object]) -> dict[str, str]:
    """Values as a row keeps them: instants and days in ISO form, everything else as text."""
    return {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in values.items()
        if value not in (None, "")
    }


def written(values: Mapping[str, str], language: str) -> dict[str, str]:
    """Stored values as people of a language read them; paths become addresses."""
    with translation.override(language):
        return {name: _write(PLACEHOLDERS[name].form, values.get(name, "")) for name in PLACEHOLDERS}


def _write(form: Form, value: str) -> str:
    if not value:
        return ""
    if form is Form.INSTANT:
        return formats.instant_long(datetime.fromisoformat(value))
    if form is Form.DAY:
        return formats.day(date.fromisoformat(value))
    if form is Form.PATH:
        # Without a public address a link would lead nowhere: its line is left out.
        return f"{settings.PUBLIC_URL}{value}" if settings.PUBLIC_URL else ""
    return rule_said(value) if form is Form.RULE else value


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with its placeholders filled; lines whose placeholders are all empty are left out."""
    lines = []
    for line in text.splitlines():
        names = names_in(line)
        if names and not any(words.get(name) for name in names):
            continue
        lines.append(PLACEHOLDER.sub(lambda found: words.get(found[1], ""), line).rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def samples(language: str) -> dict[str, str]:
    """What a preview fills in where no dossier is chosen."""
    with translation.override(language):
        found = {
            name: translation.gettext(str(p.sample)) if p.form is Form.TEXT else p.sample
            for name, p in PLACEHOLDERS.items()
        }
    return stored(found)
