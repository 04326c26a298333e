"""Opening and closing the reception of a procedure, and the terms it takes dossiers on."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.audit.models import LogEntry
from motcua.catalogue import queries
from motcua.catalogue.models import ChannelLimit, ProcedureVersion, ProcessVersion
from motcua.catalogue.queries.terms import kept_terms
from motcua.catalogue.services.close_offering import close_offering
from motcua.catalogue.services.open_offering import open_offering
from motcua.catalogue.services.processes import NewProcess, create_process
from motcua.catalogue.vocabulary import LimitStatus
from motcua.domain.errors import (
    CommitmentTooLong,
    LimitDoubtful,
    LimitUnknown,
    NotAllowed,
    NotFound,
    OfferingClosed,
    OfferingExists,
    ProcessMissing,
)
from motcua.domain.limits import TimeLimit
from motcua.domain.worktime import CountingMode
from motcua.organisation.actors import system_actor
from tests.cast import AT, FOUNDED, Cast
from tests.catalogue.offices import BIRTH, offer, version_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 12)


def test_an_offering_binds_unit_version_process_and_is_logged(cast: Cast) -> None:
    offering = offer(cast)
    assert (offering.unit_id, offering.competent_unit_id) == (cast.commune.one_stop, cast.commune.id)
    assert offering.process_version.process.owner is None
    assert [step.kind.value for step in queries.steps_of(offering.process_version_id)] == [
        "receive",
        "assign",
        "appraise",
        "review",
        "sign",
        "issue",
        "return",
    ]
    entry = LogEntry.objects.get(verb="catalogue.offering_opened")
    assert (entry.actor_label, entry.data["procedure"]) == (cast.procedure_controller.label, BIRTH)


def test_a_doubtful_limit_keeps_the_offering_closed(cast: Cast) -> None:
    version = version_of()
    row = version.limits.order_by("no").first()
    assert row is not None
    ChannelLimit.objects.filter(pk=row.pk).update(status=LimitStatus.NUMBER_WITHOUT_UNIT, limit="")
    with pytest.raises(LimitDoubtful) as refused:
        offer(cast)
    assert (refused.value.params["count"], refused.value.params["procedure"]) == (1, BIRTH)
    ChannelLimit.objects.filter(version=version).update(status=LimitStatus.DISMISSED, limit="")
    with pytest.raises(LimitUnknown):
        offer(cast)


def test_only_procedure_control_of_the_same_body_may_open(cast: Cast) -> None:
    def attempt(unit: int, actor: str) -> None:
        open_offering(
            unit_id=unit,
            procedure_version_id=version_of().pk,
            valid_from=FOUNDED,
            actor=getattr(cast, actor),
            at=AT,
        )

    for actor in ("desk_officer", "leader", "auditor", "citizen"):
        with pytest.raises(NotAllowed):
            attempt(cast.commune.one_stop, actor)
    with pytest.raises(NotAllowed):
        attempt(cast.neighbour.one_stop, "procedure_controller")
    attempt(cast.neighbour.one_stop, "administrator")


def test_a_unit_has_one_open_offering_of_a_procedure(cast: Cast) -> None:
    first = offer(cast)
    with pytest.raises(OfferingExists):
        offer(cast)
    close_offering(offering_id=first.pk, valid_to=DAY, actor=cast.procedure_controller, at=AT)
    assert offer(cast, valid_from=DAY).pk != first.pk


def test_closing_ends_reception_and_happens_once(cast: Cast) -> None:
    offering = offer(cast)
    with pytest.raises(OfferingClosed):
        close_offering(offering_id=offering.pk, valid_to=date(2020, 1, 1), actor=cast.procedure_controller, at=AT)
    close_offering(offering_id=offering.pk, valid_to=DAY, actor=cast.procedure_controller, at=AT)
    assert queries.offerings_for([cast.commune.one_stop], DAY) == []
    assert len(queries.offerings_for([cast.commune.one_stop], date(2026, 1, 11))) == 1
    with pytest.raises(OfferingClosed):
        close_offering(offering_id=offering.pk, valid_to=DAY, actor=cast.procedure_controller, at=AT)
    with pytest.raises(NotFound):
        close_offering(offering_id=0, valid_to=DAY, actor=cast.procedure_controller, at=AT)


def test_a_procedure_without_process_is_not_offered(cast: Cast) -> None:
    version = version_of()
    ProcessVersion.objects.filter(process__procedure=version.procedure).update(valid_to=FOUNDED)
    with pytest.raises(ProcessMissing):
        offer(cast)
    with pytest.raises(NotFound):
        open_offering(
            unit_id=cast.commune.one_stop, procedure_version_id=0, valid_from=FOUNDED, actor=system_actor(), at=AT
        )


def test_a_units_own_process_comes_before_the_shipped_one(cast: Cast) -> None:
    version = version_of()
    shipped = ProcessVersion.objects.filter(process__procedure=version.procedure).order_by("pk").first()
    assert shipped is not None
    new = NewProcess(
        procedure_id=version.procedure_id,
        owner_id=cast.commune.one_stop,
        name="Quy trình của xã",
        steps=queries.steps_of(shipped.pk),
        valid_from=FOUNDED,
        decision_no="12/QĐ-UBND",
    )
    own = create_process(new, actor=cast.procedure_controller, at=AT)
    assert offer(cast).process_version_id == own.pk


def test_a_unit_may_promise_less_but_never_more(cast: Cast) -> None:
    version = version_of("1.004884")
    limit = version.limits.filter(status=LimitStatus.CONFIRMED).order_by("no").first()
    assert limit is not None
    statutory = TimeLimit.parse(limit.limit)

    def attempt(term: str, limit_id: int) -> int:
        return open_offering(
            unit_id=cast.commune.one_stop,
            procedure_version_id=version.pk,
            valid_from=FOUNDED,
            committed={limit_id: TimeLimit.parse(term)},
            mode=CountingMode.CIVIL,
            actor=cast.procedure_controller,
            at=AT,
        ).pk

    with pytest.raises(CommitmentTooLong):
        attempt("400 working_days", limit.pk)
    with pytest.raises(NotFound):
        attempt("1 working_days", 0)
    offering_id = attempt("1 working_hours", limit.pk)
    terms = queries.terms_of(offering_id, limit.case_id, "direct")
    assert (str(terms.limit), terms.statutory_limit, terms.mode) == ("1 working_hours", statutory, CountingMode.CIVIL)


def test_the_row_that_says_most_gives_the_terms(cast: Cast) -> None:
    offering = offer(cast)
    version = version_of()
    case = queries.cases_of(version.pk)[0]
    ChannelLimit.objects.filter(version=version).delete()

    def add(no: int, channel: str, limit: str, case_id: int | None = None) -> ChannelLimit:
        return ChannelLimit.objects.create(
            version=version, no=no, channel=channel, case_id=case_id, status="confirmed", limit=limit, source="Điều 1"
        )

    def term(case_id: int | None, channel: str) -> str:
        kept_terms.cache_clear()  # no door changes the limits of an offering; this test does
        return str(queries.terms_of(offering.pk, case_id, channel).limit)

    with pytest.raises(LimitUnknown):
        term(None, "direct")
    add(1, "any", "5 working_days")
    assert term(case.id, "online") == "5 working_days"
    add(2, "online", "4 working_days")
    assert (term(case.id, "online"), term(case.id, "direct")) == ("4 working_days", "5 working_days")
    add(3, "any", "3 working_days", case.id)
    assert (term(case.id, "online"), term(None, "online")) == ("3 working_days", "4 working_days")
    own = add(4, "online", "2 working_days", case.id)
    assert (term(case.id, "online"), term(case.id, "post")) == ("2 working_days", "3 working_days")
    same = add(5, "online", "2 working_days", case.id)
    assert term(case.id, "online") == "2 working_days"
    ChannelLimit.objects.filter(pk=same.pk).update(limit="1 working_days")
    with pytest.raises(LimitUnknown):
        term(case.id, "online")
    ChannelLimit.objects.filter(pk=same.pk).update(status="dismissed", limit="")
    kept_terms.cache_clear()
    assert queries.terms_of(offering.pk, case.id, "online").limit_id == own.pk
    with pytest.raises(NotFound):
        queries.terms_of(0, None, "direct")


def test_a_limit_with_a_process_of_its_own_runs_that_one(cast: Cast) -> None:
    row = ChannelLimit.objects.select_related("version__procedure").filter(process__isnull=False).first()
    assert row is not None
    code = row.version.procedure.code
    offering = offer(cast, code)
    terms = queries.terms_of(offering.pk, row.case_id, "direct" if row.channel == "any" else row.channel)
    assert terms.process_version_id != offering.process_version_id
    ProcessVersion.objects.filter(pk=terms.process_version_id).update(valid_to=FOUNDED)
    again = queries.terms_of(offering.pk, row.case_id, "direct" if row.channel == "any" else row.channel)
    assert again.process_version_id == offering.process_version_id


def test_the_desk_finds_offerings_without_diacritics_best_first(cast: Cast) -> None:
    for code in (BIRTH, "1.004884", "1.003583", "2.000815"):
        offer(cast, code)
    units = [cast.commune.one_stop]
    assert [row.code for row in queries.offerings_for(units, DAY, "dk lai khai sinh")] == ["1.004884"]
    assert next(row.code for row in queries.offerings_for(units, DAY, "Dang ki khai sinh")) == BIRTH
    assert [row.label for row in queries.offerings_for(units, DAY, "ct bản sao")] == ["Chứng thực bản sao từ bản chính"]
    assert len(queries.offerings_for(units, DAY)) == 4
    assert queries.offerings_for(units, date(2025, 6, 30)) == []
    assert queries.offerings_for([cast.neighbour.one_stop], DAY, "khai sinh") == []


def test_the_number_of_queries_does_not_grow_with_the_offerings(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    codes = list(
        ProcedureVersion.objects.filter(origin="shipped", valid_to__isnull=True).values_list(
            "procedure__code", flat=True
        )
    )
    for code in codes[:10]:
        offer(cast, code)
    with django_assert_num_queries(1):
        assert len(queries.offerings_for([cast.commune.one_stop], DAY, most=100)) == 10
    for code in codes[10:60]:
        offer(cast, code)
    with django_assert_num_queries(1):
        assert len(queries.offerings_for([cast.commune.one_stop], DAY, most=100)) == 60


def test_only_officers_of_its_units_may_hold_an_offering(cast: Cast) -> None:
    offering = offer(cast)
    for actor in (cast.desk_officer, cast.leader, cast.administrator, system_actor()):
        assert queries.access_offering(actor, offering.public_id, AT).id == offering.pk
    for actor in (cast.outsider, cast.citizen):
        with pytest.raises(NotFound):
            queries.access_offering(actor, offering.public_id, AT)
    close_offering(offering_id=offering.pk, valid_to=DAY, actor=cast.procedure_controller, at=AT)
    with pytest.raises(NotFound):
        queries.access_offering(cast.desk_officer, offering.public_id, AT)
    assert queries.offering_row(offering.pk).valid_to == DAY
    with pytest.raises(NotFound):
        queries.offering_row(0)


def test_terms_are_read_once_and_their_end_each_time(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    offering = offer(cast)
    case = queries.cases_of(offering.procedure_version_id)[0]
    first = queries.terms_of(offering.pk, case.id, "direct")
    with django_assert_num_queries(1):
        assert queries.terms_of(offering.pk, case.id, "direct") == first
    close_offering(offering_id=offering.pk, valid_to=date(2026, 2, 1), actor=cast.procedure_controller, at=AT)
    assert queries.terms_of(offering.pk, case.id, "direct").valid_to == date(2026, 2, 1)
