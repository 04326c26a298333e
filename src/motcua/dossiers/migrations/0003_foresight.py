"""What was learnt from past dossiers, and the threshold from which a forecast counts as certain."""

import uuid
from datetime import date
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

GROUND = "Mức đặt sẵn của phần mềm: từ xác suất 0,7 thì coi là sẽ trễ. Đơn vị đặt mức khác bằng quyết định của mình."


def seed_threshold(apps: Any, schema_editor: Any) -> None:
    """The threshold that holds until an administrator's decision sets another one."""
    rows = apps.get_model("dossiers", "ForesightThreshold").objects.using(schema_editor.connection.alias)
    if not rows.exists():
        rows.create(probability=0.7, ground=GROUND, valid_from=date(2018, 6, 21))


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0002_search_index"),
        ("organisation", "0002_throttle_table"),
    ]

    operations = [
        migrations.CreateModel(
            name="ForesightThreshold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("probability", models.FloatField()),
                ("ground", models.CharField(max_length=500)),
                ("valid_from", models.DateField(unique=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("probability__gt", 0), ("probability__lte", 1)),
                        name="dossiers_threshold_is_probability",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="dossiers_threshold_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Foresight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("learnt_at", models.DateTimeField()),
                ("current", models.BooleanField(default=True)),
                ("dossiers", models.PositiveIntegerField()),
                ("groups", models.JSONField(default=dict)),
                ("usual", models.JSONField(default=dict)),
                ("workload", models.JSONField(default=dict)),
                ("judgement", models.JSONField(default=dict)),
                ("shown", models.BooleanField()),
                ("certain_from", models.FloatField()),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "learnt_at"], name="dossiers_foresights")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)), fields=("unit",), name="dossiers_one_foresight"
                    )
                ],
            },
        ),
        migrations.RunPython(seed_threshold, migrations.RunPython.noop),
    ]
