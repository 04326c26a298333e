"""Addresses of the organisation."""

from django.urls import path

from motcua.organisation.views import access, people, unit_events, units

app_name = "organisation"

urlpatterns = [
    path("", units.tree, name="tree"),
    path("don-vi/<uuid:public_id>/", units.unit, name="unit"),
    path("don-vi/<uuid:public_id>/lien-he/", units.contact, name="unit_contact"),
    path("don-vi/<uuid:public_id>/su-kien/<slug:kind>/", unit_events.event, name="unit_event"),
    path("can-bo/", people.people, name="people"),
    path("can-bo/them/", people.add, name="add_person"),
    path("can-bo/<uuid:public_id>/", people.person, name="person"),
    path("can-bo/<uuid:public_id>/sua/", people.change, name="change_person"),
    path("can-bo/<uuid:public_id>/chuc-vu/", people.assign, name="assign"),
    path("can-bo/<uuid:public_id>/chuc-vu/<int:assignment_id>/thoi-giu/", people.close, name="close_assignment"),
    path("can-bo/<uuid:public_id>/vai-tro/", access.grant, name="grant"),
    path("can-bo/<uuid:public_id>/vai-tro/<int:grant_id>/thu-hoi/", access.revoke, name="revoke"),
    path("can-bo/<uuid:public_id>/tai-khoan/", access.create_account, name="create_account"),
    path("can-bo/<uuid:public_id>/tai-khoan/mat-khau/", access.reset_password, name="reset_password"),
    path("can-bo/<uuid:public_id>/tai-khoan/khoa/", access.lock, name="lock_account"),
    path("can-bo/<uuid:public_id>/tai-khoan/mo-khoa/", access.unlock, name="unlock_account"),
    path("trang-ca-nhan/", access.profile, name="profile"),
]
