"""Addresses of the calendar pages."""

from django.urls import path

from motcua.calendars.views import draft, due, year

app_name = "calendars"
_DRAFT = "lich-lam-viec/<uuid:public_id>/<int:year>/ban-nhap/"

urlpatterns = [
    path("khi-nao-den-han/", due.due, name="due"),
    path("lich-nghi/<int:year>/", year.public_year, name="public_year"),
    path("lich-lam-viec/", year.index, name="index"),
    path("lich-lam-viec/lap/", draft.create, name="create"),
    path("lich-lam-viec/<uuid:public_id>/<int:year>/", year.year, name="year"),
    path(_DRAFT, draft.draft, name="draft"),
    path(f"{_DRAFT}mo/", draft.open_draft, name="open_draft"),
    path(f"{_DRAFT}bo/", draft.discard, name="discard"),
    path(f"{_DRAFT}bo-ngay/<int:row_id>/", draft.remove_day, name="remove_day"),
    path(f"{_DRAFT}bo-dong-cua/<int:row_id>/", draft.remove_closure, name="remove_closure"),
    path(f"{_DRAFT}bo-buoi/<int:row_id>/", draft.remove_session, name="remove_session"),
]
