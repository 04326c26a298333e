"""The stays at steps that a figure counts, as a table: where each dossier lay, with whom, from when to when."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.vocabulary import CHANNELS
from motcua.domain.routing import StepKind
from motcua.dossiers.queries.opened import Opened, opened_stays
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.reporting.exports.dossier_rows import PORTION, Known, learn
from motcua.reporting.exports.formats import Column, Kind
from motcua.reporting.opening.words import step_words


def columns() -> tuple[Column, ...]:
    """The columns of a stay."""
    channels = {channel.value: str(channel.label) for channel in CHANNELS}
    return (
        Column("code", _("Mã hồ sơ"), width=24),
        Column("title", _("Thủ tục"), width=60),
        Column("sector", _("Lĩnh vực"), width=24),
        Column("step", _("Bước"), words={kind.value: step_words(kind.value) for kind in StepKind}),
        Column("executing_unit", _("Nơi giải quyết"), width=36),
        Column("officer", _("Công chức"), width=26),
        Column("channel", _("Hình thức nộp"), words=channels),
        Column("arrived_on", _("Đến bước ngày"), Kind.DAY),
        Column("due_at", _("Hạn của bước"), Kind.INSTANT),
        Column("left_at", _("Rời bước lúc"), Kind.INSTANT),
        Column("minutes_used", _("Đã dùng (phút làm việc)"), Kind.WHOLE),
    )


def portions(ids: list[int], actor: Actor) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of stays, portion by portion."""
    units: Known = {None: ""}
    sectors: Known = {None: ""}
    people: Known = {None: ""}
    for first in range(0, len(ids), PORTION):
        found = opened_stays(actor, ids[first : first + PORTION])
        facts: list[Any] = [each.fact for each in found]
        learn(units, (fact.executing_unit_id for fact in facts), organisation.unit_names)
        learn(sectors, (fact.sector_id for fact in facts), catalogue.sector_names)
        learn(people, (fact.officer_id for fact in facts), organisation.person_names)
        yield [_row(each, units, sectors, people) for each in found]


def _row(stay: Opened, units: Known, sectors: Known, people: Known) -> tuple[Any, ...]:
    fact: Any = stay.fact
    return (
        stay.code,
        stay.title,
        sectors[fact.sector_id] or None,
        fact.step,
        units[fact.executing_unit_id] or None,
        people[fact.officer_id] or None,
        fact.channel,
        fact.arrived_on,
        fact.due_at,
        fact.left_at,
        fact.minutes_used,
    )
