"""What foresight counts opens its dossiers: they are kept with the model that speaks; the next learning fills them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0016_figures_by_field_from_an_index")]

    operations = [migrations.AddField("foresight", "followed", models.JSONField(default=dict))]
