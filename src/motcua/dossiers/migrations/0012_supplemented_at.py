"""A paper keeps when it first came in: a supplement has an instant of its own.

Until now a supplement overwrote the first instant. It is put back where the events prove it: the paper was asked for by
its number, and the acceptance at the counter did not miss it. Of the others only the supplement's instant is known.
"""

from collections import defaultdict
from typing import Any

from django.db import migrations, models

PORTION = 500


def keep_first(apps: Any, editor: Any) -> None:
    alias = editor.connection.alias
    papers = apps.get_model("dossiers", "DossierComponent").objects.using(alias)
    events = apps.get_model("dossiers", "DossierEvent").objects.using(alias)
    papers.filter(supplemented=True).update(supplemented_at=models.F("received_at"))
    asked = papers.filter(supplemented=True, required=True).order_by("dossier_id").values_list("dossier_id", flat=True)
    ids = list(asked.distinct())
    for first in range(0, len(ids), PORTION):
        portion = ids[first : first + PORTION]
        told = defaultdict(list)
        for event in events.filter(dossier_id__in=portion, kind__in=["ACCEPTED", "SUPPLEMENT_ASKED"]).order_by("seq"):
            told[event.dossier_id].append(event)
        for pk in portion:
            put_back(papers.filter(dossier_id=pk, supplemented=True, required=True), told[pk])


def put_back(papers: Any, told: Any) -> None:
    if not told or told[0].kind != "ACCEPTED" or told[0].seq != 1:
        return
    accepted = told[0]
    numbers = {number for event in told[1:] for number in event.data.get("components", ())}
    papers.filter(no__in=numbers - set(accepted.data.get("missing", numbers))).update(received_at=accepted.at)


def say_whether(apps: Any, editor: Any) -> None:
    papers = apps.get_model("dossiers", "DossierComponent").objects.using(editor.connection.alias)
    papers.filter(supplemented_at__isnull=False).update(supplemented=True, received_at=models.F("supplemented_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0011_near_share"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossiercomponent",
            name="supplemented_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(keep_first, say_whether),
        migrations.RemoveField(model_name="dossiercomponent", name="supplemented"),
    ]
