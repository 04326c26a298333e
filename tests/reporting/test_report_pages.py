"""The pages of reports and of declared figures, as each person meets them."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import openpyxl
import pytest
from django.urls import reverse

from motcua.common import clock
from motcua.domain.instants import local_date
from motcua.domain.lifecycle import State
from motcua.domain.report_periods import PeriodKind, free, period_of
from motcua.domain.report_sheets import SheetKind, merged, total
from motcua.domain.report_states import ReportAction, ReportState
from motcua.dossiers.services.withdrawal import decide_withdrawal, request_withdrawal
from motcua.jobs.services.run import run_jobs
from motcua.organisation.models import Account
from motcua.reporting.models import DeclaredFigure, Report
from motcua.reporting.reports import pages
from motcua.reporting.reports.files import edition, paper_of, workbook_of
from motcua.reporting.reports.queries.reports import sheet_of
from motcua.reporting.reports.services import background
from motcua.reporting.reports.services.reporting import act
from tests.cast import AT
from tests.factories import a_dossier, a_world, later
from tests.reporting.reported import AFTER, brought_to, collected, of_two_procedures, some_dossiers, superior

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

PRESENT = AFTER + timedelta(days=1)


def signed_in(client: Client, cast: Cast, key: str) -> Client:
    client.force_login(Account.objects.get(username=cast.members[key].username))
    return client


def opened(client: Client, name: str, *values: object, query: str = "") -> str:
    with clock.set_to(PRESENT):
        answer = client.get(reverse(f"reporting:{name}", args=values) + query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def test_the_reform_officer_makes_a_report_on_the_page_and_it_shows_its_numbers(client: Client, cast: Cast) -> None:
    some_dossiers(a_world(cast))
    signed_in(client, cast, "reform_officer")
    assert "Chưa có báo cáo nào." in opened(client, "reports")
    form = {"kind": "form_06", "unit": cast.commune.id, "period": "month", "year": 2026, "number": 1}
    with clock.set_to(PRESENT):
        answer = client.post(reverse("reporting:reports"), form)
    report = Report.objects.get()
    assert answer.headers["Location"] == reverse("reporting:report", args=[report.public_id])
    page = opened(client, "report", report.public_id)
    assert "tháng 1/2026 (từ 15/12/2025 đến hết 14/01/2026)" in page
    for column in range(1, 14):
        assert f'<th scope="col">({column})</th>' in page
    assert "Thủ tục hành chính thuộc thẩm quyền giải quyết của cấp xã" in page
    assert "tháng 1/2026" in opened(client, "reports")


def test_the_page_shows_fields_and_on_demand_each_procedure(client: Client, cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = brought_to(collected(cast), ReportAction.SUBMIT, cast)
    signed_in(client, cast, "leader")
    for name, values in (("report", (report.public_id,)), ("report_version", (report.public_id, 1))):
        page = opened(client, name, *values)
        assert '<tr class="procedure">' not in page
        assert "?thu-tuc=co#h-tb" in page
        page = opened(client, name, *values, query="?thu-tuc=co")
        assert '<tr class="procedure"><td class="mc-num">1.1</td>' in page
        assert "Chỉ hiện lĩnh vực" in page
    assert "?kiem-tra=co&thu-tuc=co" in page


FIGURE = re.compile(r'<a class="mc-fig mc-num" href="([^"]+)"(?: aria-label="[^"]*")?>([\d.]+)</a>')
CLOSED = re.compile(r'<span class="mc-num">[\d.]+</span>')
"""A number other than nothing that opens nothing."""


@pytest.mark.parametrize("kind", list(SheetKind))
@pytest.mark.untraced
def test_every_number_of_a_report_and_of_its_last_year_opens_as_many_rows(
    client: Client, cast: Cast, kind: SheetKind
) -> None:
    some_dossiers(a_world(cast))
    of_two_procedures()
    both = free(date(2025, 12, 15), date(2026, 12, 14))
    assert both.period.holds(local_date(AT))
    later_year = period_of(PeriodKind.YEAR, 2027)
    signed_in(client, cast, "procedure_controller")
    for period, at in ((both, AFTER + timedelta(days=340)), (later_year, AFTER + timedelta(days=700))):
        report = collected(cast, kind=kind, period=period, at=at)
        with clock.set_to(later(at)):
            page = unescape(client.get(pages.address(report) + "?thu-tuc=co").content.decode())
            links = dict.fromkeys(FIGURE.findall(page))
            assert len(links) >= 4
            assert CLOSED.findall(page) == []
            assert page.count('<tr class="procedure">') == (2 if kind is SheetKind.FORM_06 else 0)
            for url, number in links:
                rows = client.get(url)
                assert rows.status_code == 200, url
                assert f"{number} hồ sơ" in unescape(rows.content.decode()), url
    assert "So với cùng kỳ năm trước" in page
    made = edition(report)
    assert paper_of(made, at=at).startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(made, base="https://motcua.example")))
    beside = [cell for line in book["Cùng kỳ năm trước"].iter_rows() for cell in line]
    assert any(cell.hyperlink for cell in beside)
    counts = [cell for cell in beside if cell.column in (2, 3, 6, 7) and isinstance(cell.value, int)]
    assert all(cell.hyperlink for cell in counts if cell.value)


def test_the_one_stop_sheet_is_issued_though_some_were_withdrawn(cast: Cast) -> None:
    world = a_world(cast)
    some_dossiers(world)
    with clock.set_to(AT):
        asked = request_withdrawal(a_dossier(world, State.IN_PROGRESS), actor=cast.desk_officer, at=later(AT, 3))
        decide_withdrawal(asked, agreed=True, actor=cast.unit_head, at=later(AT, 4))
    report = brought_to(collected(cast, kind=SheetKind.ONE_STOP), ReportAction.SUBMIT, cast)
    sheet = sheet_of(report)
    assert sheet is not None
    assert total(merged(sheet.parts, sheet.codes), sheet.codes).cells["dossiers.withdrawn"].value == 1
    assert report.state == ReportState.SUBMITTED


def test_who_collected_is_told_to_wait_for_somebody_else(client: Client, cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = collected(cast)
    signed_in(client, cast, "reform_officer")
    page = opened(client, "report", report.public_id)
    assert "Chờ người khác kiểm tra" in page
    assert "/lam/check" not in page
    signed_in(client, cast, "procedure_controller")
    assert "/lam/check" in opened(client, "report", report.public_id)


def test_a_sum_of_several_units_opens_its_parts(client: Client, cast: Cast) -> None:
    some_dossiers(a_world(cast))
    brought_to(collected(cast), ReportAction.SUBMIT, cast)
    brought_to(collected(cast, unit_id=cast.neighbour.id), ReportAction.SUBMIT, cast)
    report = collected(cast, unit_id=cast.province, at=later(AFTER, 5))
    signed_in(client, cast, "auditor")
    page = opened(client, "report", report.public_id)
    assert "Thiếu: chưa gửi, chưa khai" in page
    parts = opened(client, "report_parts", report.public_id, query="?so=form06.3&ca=tong")
    assert "tổng 5, cộng từ các phần dưới đây" in parts
    assert re.search(r'href="/so-lieu/form06\.3/ho-so\?[^"]+"[^>]*>5</a>', parts)
    sheet = sheet_of(report)
    assert sheet is not None
    [line] = sheet.parts[0].procedures
    place = urlencode({"so": "form06.3", "muc": line.section, "dong": line.key})
    parts = opened(client, "report_parts", report.public_id, query=f"?{place}")
    assert f"<h1>{line.name}</h1>" in parts
    assert re.search(r'href="/so-lieu/form06\.3/ho-so\?[^"]+&thu-tuc=[^"]+"[^>]*>5</a>', parts)
    with clock.set_to(PRESENT):
        assert client.get(reverse("reporting:report_parts", args=[report.public_id]) + "?so=x").status_code == 404


def test_the_page_says_why_a_report_cannot_go_on(client: Client, cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = collected(cast)
    assert report.content is not None
    report.content["parts"][0]["rows"][0][3]["form06.11"] = 4
    report.save(update_fields=["content"])
    signed_in(client, cast, "procedure_controller")
    page = opened(client, "report", report.public_id)
    assert "Chưa gửi được" in page
    assert 'aria-disabled="true"' in page
    with clock.set_to(PRESENT):
        client.post(reverse("reporting:report_act", args=[report.public_id, "check"]))
    assert "Báo cáo chưa khớp" in opened(client, "report", report.public_id)
    assert Report.objects.get().state == ReportState.COLLECTING


def test_steps_are_confirmed_and_reasons_are_asked_for(client: Client, cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = brought_to(collected(cast), ReportAction.CHECK, cast)
    signed_in(client, cast, "one_stop_head")
    assert "Ghi lý do" not in opened(client, "report_act", report.public_id, "hand_back_report")
    address = reverse("reporting:report_act", args=[report.public_id, "hand_back_report"])
    with clock.set_to(PRESENT):
        assert client.post(address, {"reason": ""}).status_code == 422
        assert client.post(address, {"reason": "Thiếu lĩnh vực"}).status_code == 302
        assert client.post(reverse("reporting:report_act", args=[report.public_id, "fly"])).status_code == 404
        assert (
            client.post(reverse("reporting:report_act", args=[report.public_id, "approve_report"])).status_code == 403
        )
        collect = client.post(reverse("reporting:report_act", args=[report.public_id, "collect"]))
    assert collect.status_code == 302
    assert "Thiếu lĩnh vực" in opened(client, "report", report.public_id)


def test_a_report_read_by_procedures_is_so_after_each_step(client: Client, cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = collected(cast)
    signed_in(client, cast, "procedure_controller")
    page = reverse("reporting:report", args=[report.public_id])
    check = reverse("reporting:report_act", args=[report.public_id, "check"])
    collect = reverse("reporting:report_act", args=[report.public_id, "collect"])
    with clock.set_to(PRESENT):
        for kept in ("?thu-tuc=co", ""):
            shown = client.get(page + kept).content.decode()
            assert f'href="{check}{kept}"' in shown
            assert f'action="{collect}{kept}"' in shown
            assert f'href="{page}{kept}"' in client.get(check + kept).content.decode(), "to go back"
        for act in (collect, check):
            assert client.post(act + "?thu-tuc=co").headers["Location"] == page + "?thu-tuc=co"
            assert client.post(act).headers["Location"] == page


def test_a_frozen_version_is_counted_again_on_its_page(client: Client, cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = brought_to(collected(cast), ReportAction.SUBMIT, cast)
    signed_in(client, cast, "leader")
    page = opened(client, "report_version", report.public_id, 1, query="?kiem-tra=co")
    assert "Vừa đếm lại: đúng những hồ sơ này" in page
    sheet = sheet_of(report)
    assert sheet is not None
    assert total(merged(sheet.parts, sheet.codes), sheet.codes).cells["form06.3"].value == 5
    with clock.set_to(PRESENT):
        assert client.get(reverse("reporting:report_version", args=[report.public_id, 2])).status_code == 404
        flat = client.get(reverse("reporting:report_table", args=[report.public_id, 1, "json"])).json()
        whole = {row["code"]: row["value"] for row in flat["rows"] if row["total"]}
        assert (whole["form06.3"], flat["rows"][0]["qualifier"]) == (5, "exact")
        [part] = sheet.parts
        assert len(flat["rows"]) == 11 * (1 + len(part.rows) + len(part.procedures))
        assert {row["item"] for row in flat["rows"]} == {None, *part.versions}
        for wrong in ((1, "exe"), (2, "csv")):
            assert client.get(reverse("reporting:report_table", args=[report.public_id, *wrong])).status_code == 404


@pytest.mark.parametrize("kind", list(SheetKind))
def test_files_of_a_report_and_of_a_version(client: Client, cast: Cast, kind: SheetKind) -> None:
    some_dossiers(a_world(cast))
    report = brought_to(collected(cast, kind=kind), ReportAction.SUBMIT, cast)
    signed_in(client, cast, "leader")
    opened(client, "report", report.public_id)
    with clock.set_to(PRESENT):
        papers = set()
        for query in ("", "?ban=1"):
            pdf = client.get(reverse("reporting:report_pdf", args=[report.public_id]) + query)
            assert pdf.content.startswith(b"%PDF")
            papers.add(pdf.content)
            xlsx = client.get(reverse("reporting:report_xlsx", args=[report.public_id]) + query)
            assert xlsx.content.startswith(b"PK")
            assert xlsx.headers["Content-Disposition"].endswith('.xlsx"')
        assert len(papers) == 1, "what was sent is no draft"


def test_a_corrected_report_shows_its_versions(client: Client, cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = brought_to(collected(cast), ReportAction.SUBMIT, cast)
    act(report, ReportAction.RETURN, actor=superior(cast), at=later(AFTER, 8), reason="Xem lại lĩnh vực")
    act(report, ReportAction.CORRECT, actor=cast.reform_officer, at=later(AFTER, 9), reason="Theo yêu cầu của tỉnh")
    signed_in(client, cast, "reform_officer")
    page = opened(client, "report", report.public_id)
    assert "bản 2" in page
    assert "Xem lại lĩnh vực" in page


def test_figures_are_declared_and_corrected_on_their_pages(client: Client, cast: Cast) -> None:
    signed_in(client, cast, "procedure_controller")
    form = {
        "unit": cast.commune.id,
        "code": "form06.7",
        "value": "153",
        "qualifier": "over",
        "period": "quarter",
        "year": "2026",
        "number": "1",
        "source": "Báo cáo giấy",
    }
    with clock.set_to(PRESENT):
        bad = client.post(reverse("reporting:declared"), {**form, "value": "1.5", "source": ""})
        assert bad.status_code == 422
        assert client.post(reverse("reporting:declared"), form).status_code == 302
        again = client.post(reverse("reporting:declared"), form)
    assert again.status_code == 422
    assert "đã khai" in unescape(again.content.decode())
    [row] = DeclaredFigure.objects.all()
    page = opened(client, "declared_figure", row.public_id)
    assert "trên 153" in page
    address = reverse("reporting:declared_figure", args=[row.public_id])
    with clock.set_to(later(PRESENT)):
        assert client.post(address, {"value": "155", "qualifier": "exact"}).status_code == 422
        assert client.post(address, {"value": "155", "qualifier": "exact", "reason": "Đếm lại"}).status_code == 302
    assert "155" in opened(client, "declared")
    with clock.set_to(later(PRESENT, 2)):
        assert client.post(address, {"qualifier": "exact", "withdraw": "on", "reason": "Nhầm"}).status_code == 302
    assert "đã rút" in opened(client, "declared_figure", row.public_id)


def test_lists_ask_the_same_number_of_queries_for_few_and_for_many(client: Client, cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    signed_in(client, cast, "reform_officer")
    asked = []
    for number in (1, 8):
        for month in range(1, number + 1):
            period = period_of(PeriodKind.CALENDAR_MONTH, 2020 + number, month)
            collected(cast, period=period)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            opened(client, "reports")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_those_who_have_no_part_in_reports_find_nothing(client: Client, cast: Cast) -> None:
    report = collected(cast)
    signed_in(client, cast, "handler")
    with clock.set_to(PRESENT):
        assert client.get(reverse("reporting:report", args=[report.public_id])).status_code == 403


def test_a_big_store_collects_in_the_background(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    some_dossiers(a_world(cast))
    monkeypatch.setattr(background, "AT_ONCE", 0)
    signed_in(client, cast, "reform_officer")
    form = {"kind": "form_06", "unit": cast.commune.id, "period": "month", "year": 2026, "number": 1}
    with clock.set_to(PRESENT):
        answer = client.post(reverse("reporting:reports"), form)
        assert answer.headers["Location"].startswith("/viec-nen/")
        assert Report.objects.get().content is None
        assert run_jobs(PRESENT) == 1
    report = Report.objects.get()
    sheet = sheet_of(report)
    assert sheet is not None
    assert sheet.parts[0].total["form06.3"].value == 5
    job = opened_job(client, answer.headers["Location"])
    assert "Đã tổng hợp số liệu của báo cáo." in job
    assert reverse("reporting:report", args=[report.public_id]) in job


def opened_job(client: Client, address: str) -> str:
    with clock.set_to(PRESENT):
        return unescape(client.get(address).content.decode())
