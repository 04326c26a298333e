"""Addresses of the catalogue; each name has a row in the permission table."""

from django.urls import path

from motcua.catalogue.views import control, lists, procedures

app_name = "catalogue"

urlpatterns = [
    path("thu-tuc/", lists.public_procedures, name="public_procedures"),
    path("thu-tuc/<str:code>/", procedures.public_procedure, name="public_procedure"),
    path("danh-muc/thu-tuc/", lists.procedures, name="procedures"),
    path("danh-muc/thu-tuc/<str:code>/", procedures.procedure, name="procedure"),
    path("danh-muc/thu-tuc/<str:code>/thoi-han/<uuid:public_id>/", control.confirm, name="confirm_limit"),
    path("danh-muc/thu-tuc/<str:code>/mo/", control.open_, name="open_offering"),
    path("danh-muc/tiep-nhan/<uuid:public_id>/ket-thuc/", control.close, name="close_offering"),
    path("danh-muc/quy-trinh/<uuid:public_id>/", control.process, name="edit_process"),
]
