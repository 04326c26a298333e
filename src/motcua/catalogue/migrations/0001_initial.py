"""Structure of the catalogue."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Procedure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(max_length=32, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Sector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, unique=True)),
                ("code", models.CharField(blank=True, max_length=32)),
                ("search_key", models.CharField(db_index=True, max_length=255)),
            ],
            options={
                "ordering": ("search_key",),
            },
        ),
        migrations.CreateModel(
            name="ProcedureVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("national", "Cơ sở dữ liệu quốc gia"),
                            ("shipped", "Có sẵn trong sản phẩm"),
                            ("own", "Đơn vị tự nhập"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.TextField()),
                ("short_name", models.CharField(blank=True, max_length=255)),
                ("decision_no", models.CharField(blank=True, max_length=64)),
                ("decision_date", models.DateField(blank=True, null=True)),
                ("ministry", models.CharField(blank=True, max_length=255)),
                ("kind", models.CharField(blank=True, max_length=255)),
                ("levels", models.JSONField(default=list)),
                ("applicants", models.JSONField(default=list)),
                ("channels", models.JSONField(default=list)),
                ("competent_agency", models.TextField(blank=True)),
                ("executing_agency", models.TextField(blank=True)),
                ("coordinating_agency", models.TextField(blank=True)),
                ("receiving_address", models.TextField(blank=True)),
                ("steps_text", models.TextField(blank=True)),
                ("conditions", models.TextField(blank=True)),
                ("methods_text", models.TextField(blank=True)),
                ("components_text", models.TextField(blank=True)),
                ("source_url", models.URLField(blank=True, max_length=500)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("content_hash", models.CharField(max_length=64)),
                ("published_hash", models.CharField(blank=True, max_length=64)),
                (
                    "limit_class",
                    models.CharField(
                        choices=[
                            ("with_limit_unit", "Có thời hạn và đơn vị"),
                            ("number_without_unit", "Có số, thiếu đơn vị"),
                            ("prose_only", "Không có con số"),
                        ],
                        max_length=32,
                    ),
                ),
                ("ambiguous", models.BooleanField(default=False)),
                ("search_key", models.TextField()),
                ("initials", models.CharField(max_length=400)),
                ("sort_key", models.CharField(max_length=400)),
                ("recorded_at", models.DateTimeField()),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="catalogue.procedure"
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="catalogue.sector"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("procedure", "number"), name="catalogue_version_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("procedure",),
                        name="catalogue_one_open_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="catalogue_version_period",
                    ),
                ],
                "indexes": [models.Index(fields=["sort_key", "id"], name="catalogue_version_sort")],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveIntegerField()),
                ("name", models.TextField(blank=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="catalogue.procedureversion",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "no"),
                "constraints": [models.UniqueConstraint(fields=("version", "no"), name="catalogue_case_no")],
            },
        ),
        migrations.CreateModel(
            name="Process",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(blank=True, max_length=64)),
                ("name", models.TextField()),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="processes", to="catalogue.procedure"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("owner__isnull", False)),
                        fields=("procedure", "owner"),
                        name="catalogue_one_process_of_a_unit",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("owner__isnull", True)),
                        fields=("procedure", "key"),
                        name="catalogue_shipped_process_key",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="ChannelLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("no", models.PositiveIntegerField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("direct", "Trực tiếp"),
                            ("post", "Dịch vụ bưu chính"),
                            ("online", "Trực tuyến"),
                            ("any", "Mọi hình thức"),
                        ],
                        max_length=16,
                    ),
                ),
                ("published_amount", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ("published_unit", models.CharField(blank=True, max_length=64)),
                ("published_text", models.TextField(blank=True)),
                ("doubt", models.CharField(blank=True, max_length=32)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("confirmed", "Đã xác nhận"),
                            ("number_without_unit", "Có số, chưa rõ đơn vị"),
                            ("prose_only", "Chỉ có lời, chưa có số"),
                            ("ambiguous", "Bảng gốc đọc không chắc"),
                            ("several", "Nhiều thời hạn, chưa rõ trường hợp"),
                            ("dismissed", "Không áp dụng"),
                        ],
                        max_length=32,
                    ),
                ),
                ("limit", models.CharField(blank=True, max_length=64)),
                ("source", models.TextField(blank=True)),
                ("source_url", models.URLField(blank=True, max_length=500)),
                (
                    "certainty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("law", "Văn bản pháp luật"),
                            ("portal", "Cổng Dịch vụ công quốc gia"),
                            ("secondary", "Nguồn khác"),
                        ],
                        max_length=16,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_by_kind", models.CharField(blank=True, max_length=16)),
                ("confirmed_by_id", models.BigIntegerField(blank=True, null=True)),
                ("confirmed_by_label", models.CharField(blank=True, max_length=255)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="limits",
                        to="catalogue.case",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="limits",
                        to="catalogue.procedureversion",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.process",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "no"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "no"), name="catalogue_limit_no"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "confirmed"), _negated=True),
                            models.Q(models.Q(("limit", ""), _negated=True), models.Q(("source", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="catalogue_confirmed_limit_has_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "confirmed"), ("limit", ""), _connector="OR"),
                        name="catalogue_only_confirmed_limit_counts",
                    ),
                ],
                "indexes": [models.Index(fields=["status", "version"], name="catalogue_limit_status")],
            },
        ),
        migrations.CreateModel(
            name="ProcessVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("national", "Cơ sở dữ liệu quốc gia"),
                            ("shipped", "Có sẵn trong sản phẩm"),
                            ("own", "Đơn vị tự nhập"),
                        ],
                        max_length=16,
                    ),
                ),
                ("decision_no", models.CharField(blank=True, max_length=128)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("content_hash", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=255)),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="catalogue.process"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("process", "number"), name="catalogue_process_version_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("process",),
                        name="catalogue_one_open_process_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="catalogue_process_version_period",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="ProcessStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveIntegerField()),
                ("name", models.TextField()),
                ("role", models.CharField(max_length=32)),
                ("place", models.CharField(max_length=16)),
                ("kind", models.CharField(max_length=16)),
                ("limit", models.CharField(max_length=64)),
                ("paper", models.CharField(blank=True, max_length=255)),
                ("next", models.JSONField(default=list)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="catalogue.processversion"
                    ),
                ),
            ],
            options={
                "ordering": ("version", "no"),
                "constraints": [models.UniqueConstraint(fields=("version", "no"), name="catalogue_step_no")],
            },
        ),
        migrations.CreateModel(
            name="Offering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("mode", models.CharField(max_length=16)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=255)),
                (
                    "competent_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "executing_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offerings", to="catalogue.procedure"
                    ),
                ),
                (
                    "procedure_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offerings",
                        to="catalogue.procedureversion",
                    ),
                ),
                (
                    "process_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offerings",
                        to="catalogue.processversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("unit", "procedure"),
                        name="catalogue_one_open_offering",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="catalogue_offering_period",
                    ),
                ],
                "indexes": [models.Index(fields=["unit", "valid_from", "valid_to"], name="catalogue_offering_unit")],
            },
        ),
        migrations.CreateModel(
            name="ResultKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveIntegerField()),
                ("code", models.CharField(blank=True, max_length=32)),
                ("name", models.TextField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="catalogue.procedureversion",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "no"),
                "constraints": [models.UniqueConstraint(fields=("version", "no"), name="catalogue_result_no")],
            },
        ),
        migrations.CreateModel(
            name="VersionLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.CharField(max_length=16)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="level_rows",
                        to="catalogue.procedureversion",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("version", "level"), name="catalogue_version_level")],
                "indexes": [models.Index(fields=["level", "version"], name="catalogue_level_version")],
            },
        ),
        migrations.CreateModel(
            name="Component",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveIntegerField()),
                ("name", models.TextField()),
                ("form", models.CharField(blank=True, max_length=500)),
                ("originals", models.PositiveIntegerField(default=0)),
                ("copies", models.PositiveIntegerField(default=0)),
                ("kind", models.CharField(choices=[("document", "Giấy tờ"), ("note", "Ghi chú")], max_length=16)),
                ("required", models.BooleanField(default=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="components", to="catalogue.case"
                    ),
                ),
            ],
            options={
                "ordering": ("case", "no"),
                "constraints": [models.UniqueConstraint(fields=("case", "no"), name="catalogue_component_no")],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("committed", models.CharField(max_length=64)),
                (
                    "limit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.channellimit"
                    ),
                ),
                (
                    "offering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="commitments", to="catalogue.offering"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("offering", "limit"), name="catalogue_one_commitment")],
            },
        ),
        migrations.CreateModel(
            name="LegalGround",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveIntegerField()),
                ("number", models.CharField(blank=True, max_length=128)),
                ("title", models.TextField(blank=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("agency", models.CharField(blank=True, max_length=255)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legal_grounds",
                        to="catalogue.procedureversion",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "no"),
                "constraints": [models.UniqueConstraint(fields=("version", "no"), name="catalogue_ground_no")],
            },
        ),
        migrations.CreateModel(
            name="Fee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveIntegerField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("direct", "Trực tiếp"),
                            ("post", "Dịch vụ bưu chính"),
                            ("online", "Trực tuyến"),
                            ("any", "Mọi hình thức"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("amount", models.BigIntegerField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fees",
                        to="catalogue.case",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fees",
                        to="catalogue.procedureversion",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "no"),
                "constraints": [models.UniqueConstraint(fields=("version", "no"), name="catalogue_fee_no")],
            },
        ),
    ]
