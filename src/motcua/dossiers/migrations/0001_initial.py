import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(max_length=64, unique=True)),
                ("public_token", models.CharField(blank=True, max_length=32, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "DRAFT"),
                            ("SUBMITTED", "SUBMITTED"),
                            ("INTAKE_SUPPLEMENT", "INTAKE_SUPPLEMENT"),
                            ("REFUSED_AT_INTAKE", "REFUSED_AT_INTAKE"),
                            ("ACCEPTED", "ACCEPTED"),
                            ("IN_PROGRESS", "IN_PROGRESS"),
                            ("AWAITING_SUPPLEMENT", "AWAITING_SUPPLEMENT"),
                            ("AWAITING_PAYMENT", "AWAITING_PAYMENT"),
                            ("AWAITING_SIGNATURE", "AWAITING_SIGNATURE"),
                            ("WITHDRAWAL_REQUESTED", "WITHDRAWAL_REQUESTED"),
                            ("RESOLVED", "RESOLVED"),
                            ("RETURNED", "RETURNED"),
                            ("ENDED", "ENDED"),
                        ],
                        max_length=24,
                    ),
                ),
                ("live", models.BooleanField(default=True)),
                ("outcome", models.CharField(blank=True, max_length=16)),
                ("proposed_outcome", models.CharField(blank=True, max_length=16)),
                ("resume_state", models.CharField(blank=True, max_length=24)),
                ("withdrawal_from", models.CharField(blank=True, max_length=24)),
                ("supplements_before", models.PositiveSmallIntegerField(default=0)),
                ("supplements_after", models.PositiveSmallIntegerField(default=0)),
                ("title", models.TextField()),
                ("summary", models.CharField(blank=True, max_length=1000)),
                ("owner_name", models.CharField(max_length=255)),
                ("channel", models.CharField(max_length=16)),
                (
                    "result_channel",
                    models.CharField(
                        choices=[
                            ("desk", "Tại quầy"),
                            ("post", "Qua dịch vụ bưu chính"),
                            ("electronic", "Bản điện tử"),
                        ],
                        default="desk",
                        max_length=16,
                    ),
                ),
                ("copies", models.PositiveSmallIntegerField(default=1)),
                ("rule_set", models.CharField(max_length=16)),
                ("form_set", models.CharField(blank=True, max_length=16)),
                ("limit", models.CharField(blank=True, max_length=64)),
                ("statutory_limit", models.CharField(blank=True, max_length=64)),
                ("mode", models.CharField(blank=True, max_length=16)),
                ("calendar_version", models.CharField(blank=True, max_length=96)),
                ("step_no", models.PositiveSmallIntegerField(default=0)),
                ("step_name", models.TextField(blank=True)),
                ("step_role", models.CharField(blank=True, max_length=32)),
                ("step_since", models.DateTimeField(blank=True, null=True)),
                ("step_due_at", models.DateTimeField(blank=True, null=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("answer_due_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("promised_at", models.DateTimeField(blank=True, null=True)),
                ("statutory_due_at", models.DateTimeField(blank=True, null=True)),
                ("first_due_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("clock_started_at", models.DateTimeField(blank=True, null=True)),
                ("near_at", models.DateTimeField(blank=True, null=True)),
                ("sort_at", models.DateTimeField()),
                ("provisional", models.BooleanField(default=False)),
                ("paused_since", models.DateTimeField(blank=True, null=True)),
                ("closing_at", models.DateTimeField(blank=True, null=True)),
                ("processing_ended_at", models.DateTimeField(blank=True, null=True)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("correction_due_at", models.DateTimeField(blank=True, null=True)),
                ("papers_returned_at", models.DateTimeField(blank=True, null=True)),
                ("result_number", models.CharField(blank=True, max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.case",
                    ),
                ),
                (
                    "competent_unit",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "executing_unit",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "holder_unit",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "offering",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.offering",
                    ),
                ),
                (
                    "procedure_version",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.procedureversion",
                    ),
                ),
                (
                    "process_version",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.processversion",
                    ),
                ),
                (
                    "receiving_unit",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.sector",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("public_token",), name="dossiers_public_token"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "DRAFT",
                                    "SUBMITTED",
                                    "INTAKE_SUPPLEMENT",
                                    "REFUSED_AT_INTAKE",
                                    "ACCEPTED",
                                    "IN_PROGRESS",
                                    "AWAITING_SUPPLEMENT",
                                    "AWAITING_PAYMENT",
                                    "AWAITING_SIGNATURE",
                                    "WITHDRAWAL_REQUESTED",
                                    "RESOLVED",
                                    "RETURNED",
                                    "ENDED",
                                ],
                            )
                        ),
                        name="dossiers_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", ""),
                            ("outcome__in", ["GRANTED", "REFUSED", "WITHDRAWN", "STOPPED", "NO_SUPPLEMENT"]),
                            _connector="OR",
                        ),
                        name="dossiers_outcome",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["sort_at", "id"], name="dossiers_by_sort"),
                    models.Index(condition=models.Q(("live", True)), fields=["sort_at", "id"], name="dossiers_live"),
                    models.Index(
                        condition=models.Q(("live", True)),
                        fields=["receiving_unit", "sort_at"],
                        name="dossiers_desk_work",
                    ),
                    models.Index(
                        condition=models.Q(("live", True)), fields=["holder_unit", "sort_at"], name="dossiers_unit_work"
                    ),
                    models.Index(
                        condition=models.Q(("live", True)), fields=["holder", "sort_at"], name="dossiers_person_work"
                    ),
                    models.Index(fields=["receiving_unit", "accepted_at"], name="dossiers_register"),
                    models.Index(
                        condition=models.Q(("closing_at__isnull", False)),
                        fields=["closing_at"],
                        name="dossiers_closing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=24)),
                ("from_state", models.CharField(max_length=24)),
                ("to_state", models.CharField(max_length=24)),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("leg", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_id", models.BigIntegerField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=32)),
                ("note_hash", models.CharField(blank=True, max_length=64)),
                ("clock", models.CharField(blank=True, max_length=24)),
                ("promised_at", models.DateTimeField(blank=True, null=True)),
                ("calendar_version", models.CharField(blank=True, max_length=96)),
                ("data", models.JSONField(default=dict)),
                ("idempotency_key", models.CharField(blank=True, max_length=64, null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "seq"), name="dossiers_event_seq"),
                    models.UniqueConstraint(fields=("idempotency_key",), name="dossiers_event_key"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("clock", ""), _negated=True),
                        fields=["dossier", "seq"],
                        name="dossiers_event_clock",
                    ),
                    models.Index(
                        condition=models.Q(("actor_id__isnull", False)),
                        fields=["actor_id", "id"],
                        name="dossiers_event_actor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_from", models.DateTimeField()),
                ("recorded_to", models.DateTimeField(blank=True, null=True)),
                ("official", models.BooleanField(default=True)),
                ("import_source_id", models.BigIntegerField(blank=True, null=True)),
                ("receiving_unit_id", models.BigIntegerField(blank=True, null=True)),
                ("competent_unit_id", models.BigIntegerField(blank=True, null=True)),
                ("executing_unit_id", models.BigIntegerField(blank=True, null=True)),
                ("sector_id", models.BigIntegerField(blank=True, null=True)),
                ("procedure_version_id", models.BigIntegerField(blank=True, null=True)),
                ("channel", models.CharField(max_length=16)),
                ("rule_set", models.CharField(max_length=16)),
                ("outcome", models.CharField(blank=True, max_length=16)),
                ("paused", models.BooleanField(default=False)),
                ("supplements_before", models.PositiveSmallIntegerField(default=0)),
                ("supplements_after", models.PositiveSmallIntegerField(default=0)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_on", models.DateField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("statutory_due_at", models.DateTimeField(blank=True, null=True)),
                ("first_due_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("returned_on", models.DateField(blank=True, null=True)),
                ("refused_on", models.DateField(blank=True, null=True)),
                ("limit_minutes", models.IntegerField(blank=True, null=True)),
                ("minutes_used", models.IntegerField(blank=True, null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("recorded_to__isnull", True)),
                        fields=("dossier",),
                        name="dossiers_one_open_fact",
                    )
                ],
                "indexes": [
                    models.Index(fields=["dossier", "recorded_from"], name="dossiers_fact_history"),
                    models.Index(
                        condition=models.Q(("recorded_to__isnull", True)),
                        fields=["accepted_on"],
                        name="dossiers_fact_accepted",
                    ),
                    models.Index(
                        condition=models.Q(("recorded_to__isnull", True)),
                        fields=["ended_on"],
                        name="dossiers_fact_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                ("live", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("dossier", "unit"), name="dossiers_unit_once")],
                "indexes": [
                    models.Index(fields=["unit", "dossier"], name="dossiers_of_unit"),
                    models.Index(
                        condition=models.Q(("live", True)), fields=["unit", "dossier"], name="dossiers_live_of_unit"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("data", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "dossier",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "offering",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.offering",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("dossier__isnull", True), ("closed_at__isnull", False), _connector="OR"),
                        name="dossiers_draft_used_is_closed",
                    )
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["person", "-updated_at"],
                        name="dossiers_drafts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("salt", models.CharField(max_length=32)),
                ("text", models.TextField()),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="note", to="dossiers.dossierevent"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.SlugField(max_length=32, unique=True)),
                ("name", models.CharField(max_length=255)),
                ("imported_at", models.DateTimeField()),
                ("mapping", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="dossier",
            name="import_source",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dossiers",
                to="dossiers.importsource",
            ),
        ),
        migrations.CreateModel(
            name="Applicant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=[("owner", "Chủ hồ sơ"), ("submitter", "Người nộp")], max_length=16)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("citizen", "Công dân"),
                            ("enterprise", "Doanh nghiệp, hộ kinh doanh, hợp tác xã"),
                            ("state_body", "Cơ quan nhà nước"),
                            ("organisation", "Tổ chức khác"),
                        ],
                        default="citizen",
                        max_length=16,
                    ),
                ),
                ("full_name", models.CharField(max_length=255)),
                (
                    "identity_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("personal", "Số định danh cá nhân (12 chữ số)"),
                            ("old_card", "Chứng minh nhân dân (9 chữ số)"),
                            ("passport", "Hộ chiếu"),
                            ("business", "Mã số doanh nghiệp, hộ kinh doanh"),
                            ("other", "Giấy tờ khác"),
                        ],
                        max_length=16,
                    ),
                ),
                ("identity_number", models.CharField(blank=True, max_length=32)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("address", models.CharField(blank=True, max_length=500)),
                ("search_key", models.CharField(max_length=700)),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="applicants",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["identity_number"], name="dossiers_applicant_identity"),
                    models.Index(fields=["phone"], name="dossiers_applicant_phone"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "role"), name="dossiers_applicant_role_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierComponent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveSmallIntegerField()),
                ("name", models.TextField()),
                ("required", models.BooleanField(default=True)),
                ("originals", models.PositiveSmallIntegerField(default=0)),
                ("copies", models.PositiveSmallIntegerField(default=0)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("paper", "Bản giấy"),
                            ("scan", "Bản giấy đã quét, ký số"),
                            ("electronic", "Bản điện tử"),
                            ("database", "Từ cơ sở dữ liệu"),
                            ("reused", "Dùng lại từ hồ sơ trước"),
                        ],
                        default="paper",
                        max_length=16,
                    ),
                ),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                ("supplemented", models.BooleanField(default=False)),
                ("asked_again", models.BooleanField(default=False)),
                (
                    "component",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.component",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="components",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("dossier", "no"), name="dossiers_component_no")],
            },
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("import_source__isnull", False)),
                fields=["import_source", "sort_at"],
                name="dossiers_by_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("import_source__isnull", False),
                    models.Q(
                        ("competent_unit__isnull", False),
                        ("offering__isnull", False),
                        ("receiving_unit__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="dossiers_offering_or_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted_at__isnull", True),
                    ("due_at__isnull", False),
                    ("import_source__isnull", False),
                    _connector="OR",
                ),
                name="dossiers_accepted_has_due",
            ),
        ),
    ]
