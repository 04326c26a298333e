"""A small site that shows the components in the officers' shell, for the browser tests of the scripts."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from motcua.ui import undo

PAGE = """{% extends "ui/officer.html" %}{% load mc %}
{% block title %}Thử{% endblock %}
{% block heading %}<div class="mc-head"><div><h1>Thử</h1></div><div class="mc-head-end">
<a class="btn btn-primary" href="/other" data-key="n" data-key-label="Trang khác">Trang khác</a></div></div>
{% endblock %}
{% block content %}
<section class="mc-panel" aria-label="Danh sách"><table class="mc-table mc-work mc-stack"><thead><tr>
<th scope="col"><input class="form-check-input" type="checkbox" data-tick-all aria-label="Cả trang"></th>
<th scope="col">Mã</th></tr></thead><tbody>
{% for row in "12345" %}<tr data-row>
<td class="ck"><input class="form-check-input" type="checkbox" aria-label="Chọn {{ row }}"></td>
<td><a href="/open/{{ row }}" data-open>Dòng {{ row }}</a></td></tr>{% endfor %}
</tbody></table></section>
<div class="mc-bulk" role="region" aria-label="Hàng loạt" data-bulk hidden><b><span data-bulk-count></span></b>
<a href="#" data-bulk-clear>Bỏ chọn</a></div>
<form id="slow" method="post" action="/slow">{% csrf_token %}
<label for="f">Ô</label><input id="f" class="form-control" name="f">
<button class="btn btn-primary" type="submit">Gửi</button></form>
{% endblock %}"""

NAMES = ("sample_page", "sample_other", "sample_open", "sample_slow")

posts: list[str] = []


def page(request: HttpRequest, number: int = 0) -> HttpResponse:
    """Show the list; `?undo` makes an offer first."""
    if "undo" in request.GET:
        undo.offer_undo(request, "Đã chuyển 3 hồ sơ.", "/slow")
    menu = [{"title": "", "items": [{"label": "Thử", "url": "/", "icon": "house", "current": True}]}]
    return HttpResponse(engines["django"].from_string(PAGE).render({"menu": menu}, request))


def slow(request: HttpRequest) -> HttpResponse:
    """Remember that it was posted."""
    posts.append(request.POST.get("f", ""))
    return page(request)


urlpatterns = [
    path("", page, name="sample_page"),
    path("other", page, name="sample_other"),
    path("open/<int:number>", page, name="sample_open"),
    path("slow", slow, name="sample_slow"),
    path("", include("motcua.ui.urls")),
]
