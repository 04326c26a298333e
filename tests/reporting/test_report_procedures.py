"""The procedures of form 06: counted with their fields, sealed, verified, and absent from versions of before."""

from hashlib import sha256

from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.report_sheets import SheetKind, changes, total
from motcua.domain.report_states import ReportAction
from motcua.dossiers.models import Dossier
from motcua.figures.queries import figures
from motcua.reporting.reports.counting import question_of, question_of_row
from motcua.reporting.reports.freezing import thawed
from motcua.reporting.reports.layout import lines_of
from motcua.reporting.reports.queries.reports import sheet_of, version_of
from motcua.reporting.reports.services.collecting import sheet_for
from motcua.reporting.reports.services.verifying import differences, said, verify
from tests.cast import Cast
from tests.factories import a_world
from tests.reporting.reported import AFTER, MONTH, brought_to, collected, of_two_procedures, some_dossiers, tampered


def test_form_06_tells_the_procedures_of_a_field_the_versions_of_one_together(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    with CaptureQueriesContext(connection) as for_one:
        sheet_for(SheetKind.FORM_06, cast.commune.id, MONTH, AFTER)
    own, other = of_two_procedures()
    report = collected(cast)
    sheet = sheet_of(report)
    assert sheet is not None
    with CaptureQueriesContext(connection) as for_two:
        assert sheet_for(SheetKind.FORM_06, cast.commune.id, MONTH, AFTER) == sheet
    assert len(for_one) == len(for_two), [each["sql"] for each in for_two]
    [part] = sheet.parts
    [row] = part.rows
    lines = {each.name: each for each in part.procedures}
    assert {name: line.cells["form06.3"].value for name, line in lines.items()} == {own.name: 3, other.name: 2}
    assert total(part.procedures, sheet.codes).cells == row.cells
    assert len(part.versions[own.procedure.code]) == 2
    for line in part.procedures:
        asked = question_of(SheetKind.FORM_06, part.unit_ids, MONTH.period, part.known_at)
        told = figures(sheet.codes, question_of_row(asked, SheetKind.FORM_06, line.section, line.key, part))
        assert {code: found.numerator for code, found in told.items()} == {c: n.value for c, n in line.cells.items()}
    ids = Dossier.objects.order_by("pk").values_list("pk", flat=True)[2:4]
    place = f"commune|{row.key}/{other.procedure.code}|form06.3"
    assert part.seals[place] == sha256("".join(f"{pk}\n" for pk in ids).encode()).hexdigest()


def test_a_dossier_that_changes_its_procedure_is_found_though_its_field_stays(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    own, other = of_two_procedures()
    version = version_of(brought_to(collected(cast), ReportAction.SUBMIT, cast), 1)
    assert verify(version) == []
    first, _second, third = Dossier.objects.order_by("pk").values_list("pk", flat=True)[:3]
    tampered("procedure_version_id", {first: other.pk, third: own.pk})
    found = verify(version)
    assert {each.line for each in found} == {own.name, other.name}
    assert f"{own.name}, số form06." in said(found)


def test_a_version_of_before_procedures_were_told_is_read_and_held_by_its_fields(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = collected(cast)
    content, sheet = report.content, sheet_of(report)
    assert content is not None
    assert sheet is not None
    [kept] = content["parts"]
    del kept["procedures"], kept["versions"]
    kept["seals"] = {name: seal for name, seal in kept["seals"].items() if "/" not in name}
    old = thawed(content)
    assert differences(old, MONTH) == []
    assert changes(old, sheet) == []
    assert [line.kind for line in lines_of(sheet)] == ["section", "row", "procedure", "total"]
    assert [line.kind for line in lines_of(old)] == ["section", "row", "total"]
    tampered("channel", {Dossier.objects.all()[0].pk: "online"})
    assert {each.line for each in differences(old, MONTH)} == {old.parts[0].rows[0].name}
