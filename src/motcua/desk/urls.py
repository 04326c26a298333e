"""Addresses of the desk. Each name has a row in `project.access`."""

from django.urls import path

from motcua.desk.views import (
    act,
    apologies,
    apology,
    apology_lists,
    dossier,
    explanation,
    intake,
    jobs,
    listing,
    my_work,
    register,
    watch,
)

app_name = "desk"

urlpatterns = [
    path("viec-cua-toi", my_work.my_work, name="my_work"),
    path("theo-doi-han", watch.watch, name="watch"),
    path("tiep-nhan", intake.intake, name="intake"),
    path("tiep-nhan/thu-tuc", intake.intake_search, name="intake_search"),
    path("tiep-nhan/tinh", intake.intake_part, name="intake_part"),
    path("tiep-nhan/nhap", intake.intake_save, name="intake_save"),
    path("tiep-nhan/nhap/<uuid:public_id>/bo", intake.intake_discard, name="intake_discard"),
    path("tim", listing.search, name="search"),
    path("tra-ket-qua", listing.results, name="results"),
    path("so-theo-doi", register.register_page, name="register"),
    path("so-theo-doi/<int:unit_id>.pdf", register.register_pdf, name="register_pdf"),
    path("xin-loi", apologies.apologies, name="apologies"),
    path("xin-loi/so-xin-loi.csv", apologies.apologies_csv, name="apologies_csv"),
    path("xin-loi/nguyen-nhan", apology_lists.late_reasons, name="late_reasons"),
    path("xin-loi/nguyen-nhan/<uuid:public_id>/thoi-dung", apology_lists.close_reason, name="close_reason"),
    path("xin-loi/nguoi-ky", apology_lists.name_signer, name="name_signer"),
    path("xin-loi/<uuid:public_id>", apology.apology, name="apology"),
    path("xin-loi/<uuid:public_id>/viec/<str:act>", apology.apology_act, name="apology_act"),
    path("ho-so", listing.dossier_list, name="list"),
    path("ho-so/hang-loat/ke-hoach", listing.bulk_plan, name="bulk_plan"),
    path("ho-so/hang-loat/chuyen", listing.bulk_forward, name="bulk_forward"),
    path("ho-so/hang-loat/hoan-tac", listing.bulk_undo, name="bulk_undo"),
    path("ho-so/<str:code>", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/so-giay-to", dossier.reveal, name="reveal"),
    path("ho-so/<str:code>/thoi-han", explanation.page, name="explanation"),
    path("ho-so/<str:code>/thoi-han.json", explanation.as_data, name="explanation_json"),
    path("ho-so/<str:code>/thoi-han.pdf", explanation.printed, name="explanation_pdf"),
    path("ho-so/<str:code>/phieu-kiem-soat.pdf", dossier.control_slip, name="control_slip"),
    path("ho-so/<str:code>/giay/<uuid:public_id>/<str:name>", dossier.paper, name="paper"),
    path("ho-so/<str:code>/se-tre", apology.say_late, name="say_late"),
    path("ho-so/<str:code>/viec/<str:action>", act.act, name="act"),
    path("viec-nen", jobs.all_jobs, name="jobs"),
    path("viec-nen/<uuid:public_id>", jobs.job, name="job"),
    path("viec-nen/<uuid:public_id>/huy", jobs.cancel_job, name="cancel_job"),
    path("viec-nen/<uuid:public_id>/chay-lai", jobs.retry_job, name="retry_job"),
    path("viec-nen/tin/<uuid:public_id>/xu-ly-lai", jobs.resend_message, name="resend_message"),
]
