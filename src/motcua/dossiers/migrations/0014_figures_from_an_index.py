"""What figures count is in the index that they are counted from: no row of the table is fetched for it."""

from django.db import migrations, models

NOW = models.Q(("recorded_to__isnull", True))
UNITS = ["competent_unit_id", "executing_unit_id", "receiving_unit_id"]
DATES = ["ended_at", "due_at", "statutory_due_at", "due_on"]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0013_parallel_legs")]

    operations = [
        migrations.RemoveIndex(model_name="dossierfact", name="dossiers_fact_accepted"),
        migrations.RemoveIndex(model_name="dossierfact", name="dossiers_fact_finished"),
        migrations.AddIndex(
            model_name="dossierfact",
            index=models.Index(
                condition=NOW,
                fields=["accepted_on", "ended_on", *UNITS, "official", *DATES, "paused", "channel"],
                name="dossiers_fact_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="dossierfact",
            index=models.Index(
                condition=NOW,
                fields=["ended_on", *UNITS, "official", "accepted_on", "minutes_used"],
                name="dossiers_fact_finished",
            ),
        ),
    ]
