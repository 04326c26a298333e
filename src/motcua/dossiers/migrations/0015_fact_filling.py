"""Which dossiers' rows of figures are still to be filled from their events stands in a row of the store.

From those on whose rows know nothing of what 0009 brought: `motcua migrate` fills them after this. Where an earlier
version was broken off while it filled them, it goes on behind the last one that has its stays.
"""

from typing import Any

from django.db import migrations, models

BROUGHT = ("level", "officer_id", "with_fee", "components")


def mark(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    facts, stays, dossiers, fillings = (
        apps.get_model("dossiers", name).objects.using(alias)
        for name in ("DossierFact", "StepFact", "Dossier", "FactFilling")
    )
    unfilled = facts.filter(official=True, **{f"{name}__isnull": True for name in BROUGHT})
    first = unfilled.aggregate(first=models.Min("dossier_id"))["first"]
    if first is not None:
        done = stays.filter(dossier_id__lt=first).aggregate(last=models.Max("dossier_id"))["last"]
        fillings.create(reached=done or 0, until=dossiers.aggregate(last=models.Max("pk"))["last"])


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0014_figures_from_an_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="FactFilling",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("reached", models.BigIntegerField()),
                ("until", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="dossiers_one_fact_filling"),
                ],
            },
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
