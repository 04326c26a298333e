"""Seed the national calendar of 2018-2027 from the shipped file; does nothing where one exists."""

from typing import Any

from django.db import migrations

from motcua.calendars import shipped
from motcua.calendars.content import Content
from motcua.domain.worktime import Purpose, YearStatus

BY = "motcua"


def seed(apps: Any, schema_editor: Any) -> None:
    Calendar = apps.get_model("calendars", "Calendar")
    alias = schema_editor.connection.alias
    if Calendar.objects.using(alias).filter(code=shipped.NATIONAL).exists():
        return
    content = shipped.content()
    calendar = Calendar.objects.using(alias).create(code=shipped.NATIONAL, name="Lịch làm việc toàn quốc")
    version = (
        apps.get_model("calendars", "CalendarVersion")
        .objects.using(alias)
        .create(
            calendar=calendar,
            number=1,
            state="published",
            key=f"{shipped.NATIONAL}.1-{content.fingerprint()}",
            decision="Lịch kèm theo sản phẩm",
            created_at=shipped.CONFIRMED_AT,
            published_at=shipped.CONFIRMED_AT,
            published_by_kind="system",
            published_by_label=BY,
        )
    )
    fill(apps, alias, version, content)


def fill(apps: Any, alias: str, version: Any, content: Content) -> None:
    def add(name: str, rows: list[dict[str, Any]]) -> None:
        model = apps.get_model("calendars", name)
        model.objects.using(alias).bulk_create([model(version=version, **row) for row in rows])

    add(
        "OfficeSession",
        [
            {
                "weekday": s.weekday,
                "opens": s.opens,
                "closes": s.closes,
                "for_intake": Purpose.INTAKE in s.purposes,
                "for_clock": Purpose.CLOCK in s.purposes,
            }
            for s in content.sessions
        ],
    )
    add(
        "SpecialDay",
        [
            {"on": d.on, "kind": d.kind.value, "name": d.name, "source": d.source, "replaces": d.replaces}
            for d in content.special_days
        ],
    )
    add("CalendarYear", [year_row(year, status) for year, status in content.years])


def year_row(year: int, status: YearStatus) -> dict[str, Any]:
    if status is YearStatus.PROVISIONAL:
        return {"year": year, "status": status.value, "source": shipped.SOURCE_PROVISIONAL}
    return {
        "year": year,
        "status": status.value,
        "source": shipped.SOURCE,
        "confirmed_by_kind": "system",
        "confirmed_by_label": BY,
        "confirmed_at": shipped.CONFIRMED_AT,
    }


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
