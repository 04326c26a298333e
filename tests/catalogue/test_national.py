"""What is read from a national record, and what is marked instead of guessed."""

from typing import Any

import pytest

from motcua.catalogue.national import read_record
from motcua.catalogue.national_texts import grounds_of, money_of, results_of
from motcua.catalogue.vocabulary import LimitClass, LimitStatus
from motcua.domain.errors import RecordRejected
from tests.catalogue.records import method, record


@pytest.mark.parametrize(
    ("methods", "expected"),
    [
        ([method()], LimitClass.WITH_LIMIT_UNIT),
        ([method(), method("Trực tuyến", None, None)], LimitClass.WITH_LIMIT_UNIT),
        ([method(), method("Trực tuyến", 5.0, None)], LimitClass.NUMBER_WITHOUT_UNIT),
        ([method(amount=1.0, unit=None)], LimitClass.NUMBER_WITHOUT_UNIT),
        ([method(amount=0.0, unit=None)], LimitClass.NUMBER_WITHOUT_UNIT),
        ([method(amount=None, unit=None)], LimitClass.PROSE_ONLY),
        ([], LimitClass.PROSE_ONLY),
    ],
)
def test_each_record_is_in_exactly_one_class(methods: list[Any], expected: LimitClass) -> None:
    assert read_record(record(methods=methods)).limit_class == expected


@pytest.mark.parametrize(
    ("row", "status", "limit"),
    [
        (method(amount=5.0), LimitStatus.CONFIRMED, "5 working_days"),
        (method(amount=15.0, unit="Ngày"), LimitStatus.CONFIRMED, "15 calendar_days"),
        (method(amount=4.0, unit="Giờ"), LimitStatus.CONFIRMED, "4 working_hours"),
        (method(amount=2.0, unit="Tháng"), LimitStatus.CONFIRMED, "2 calendar_months"),
        (method(amount=1.0, unit=None), LimitStatus.NUMBER_WITHOUT_UNIT, None),
        (method(amount=None, unit=None), LimitStatus.PROSE_ONLY, None),
        (method(amount=1.5), LimitStatus.AMBIGUOUS, None),
        (method(amount=0.0), LimitStatus.AMBIGUOUS, None),
        (method(amount=3.0, unit="Tuần"), LimitStatus.AMBIGUOUS, None),
    ],
)
def test_a_limit_counts_only_when_number_and_unit_are_certain(row: Any, status: str, limit: str | None) -> None:
    (found,) = read_record(record(methods=[row])).limits
    assert found.status == status
    assert (str(found.limit) if found.limit else None) == limit
    assert bool(found.source) == (limit is not None)


def test_limits_that_differ_without_a_case_wait_for_a_person() -> None:
    rows = read_record(record(methods=[method(amount=17.0), method("Trực tuyến", 27.0)])).limits
    assert [row.status for row in rows] == [LimitStatus.SEVERAL, LimitStatus.SEVERAL]


def test_a_flattened_table_makes_every_limit_doubtful() -> None:
    found = read_record(record(methods_parse="ambiguous"))
    assert found.ambiguous
    assert {row.status for row in found.limits} == {LimitStatus.AMBIGUOUS}
    (only,) = read_record(record(methods_parse="ambiguous", methods=[])).limits
    assert (only.channel, only.status, only.text) == ("any", LimitStatus.AMBIGUOUS, "Hình thức nộpThời gian")
    (prose,) = read_record(record(methods=[])).limits
    assert prose.status == LimitStatus.PROSE_ONLY


def test_text_is_tidied_and_what_says_nothing_is_nothing() -> None:
    found = read_record(record())
    assert found.name == "Thủ tục thử nghiệm cấp sổ theo dõi"
    assert (found.executing_agency, found.conditions) == ("", "")
    assert found.applicants == ("Công dân Việt Nam", "Tổ chức (không bao gồm doanh nghiệp, HTX)")
    assert found.levels == ("commune", "province")
    assert found.channels == ("direct", "online")


def test_no_original_and_no_copy_make_a_note() -> None:
    (case,) = read_record(record()).cases
    assert [part.is_document for part in case.components] == [True, False]


def test_a_fee_said_alike_everywhere_is_said_once() -> None:
    same = read_record(record()).fees
    assert [(fee.channel, fee.amount) for fee in same] == [("any", 0)]
    differing = read_record(record(methods=[method(fee="8,000 Việt Nam Đồng"), method("Trực tuyến", fee="Miễn phí")]))
    assert [(fee.channel, fee.amount) for fee in differing.fees] == [("direct", 8000), ("online", 0)]
    assert read_record(record(methods=[method(fee="Không có thông tin")])).fees == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "abc"}, "abc"),
        ({"code": ""}, "code"),
        ({"name": "  "}, "name"),
        ({"field": None}, "field"),
        ({"methods": "x"}, "methods"),
        ({"methods": [1]}, "methods"),
        ({"levels": [1]}, "levels"),
        ({"methods": [method("Bồ câu")]}, "Bồ câu"),
        ({"methods": [method(amount="năm")]}, "năm"),
        ({"cases": [{"components": [{"name": "x", "originals": -1}]}]}, "-1"),
    ],
)
def test_a_bad_record_is_rejected_with_its_reason(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(RecordRejected) as refused:
        read_record(record(**changed))
    assert said in str(refused.value)


def test_what_is_no_object_is_rejected() -> None:
    with pytest.raises(RecordRejected):
        read_record([1, 2])


def test_the_hash_follows_the_content_and_not_the_order() -> None:
    one = record()
    other = dict(reversed(list(one.items())))
    assert read_record(one).content_hash == read_record(other).content_hash
    assert read_record(record(conditions="khác")).content_hash != read_record(one).content_hash


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giấy khai sinhMã: KQ.G15.000031Từ khóaKhông có thông tinMô tảKhông có thông tin",
            [("KQ.G15.000031", "Giấy khai sinh")],
        ),
        ("AMã: KQ.G01.000064BMã: KQ.G01.000065Từ khóa", [("KQ.G01.000064", "A"), ("KQ.G01.000065", "B")]),
        ("Văn bản trả lờiTừ khóaKhông có thông tin", [("", "Văn bản trả lời")]),
        ("", []),
    ],
)
def test_results_are_taken_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(results_of(text)) == expected


@pytest.mark.parametrize(
    ("fee", "amount"),
    [
        ("Miễn phí", 0),
        ("1,500,000 Việt Nam Đồng", 1_500_000),
        ("500 VNĐ", 500),
        ("10 USD", None),
        ("theo quy định", None),
    ],
)
def test_money_is_read_only_where_it_is_one_amount(fee: str, amount: int | None) -> None:
    assert money_of(fee) == amount


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tên văn bản pháp lýMã văn bảnLuật Hộ tịch60/2014/QH13"
            "Thông tư số 08/2025/TT-BTP ngày 12/6/2025 của Bộ Tư pháp08/2025/TT-BTP"
            "Nghị định 59/2018/NĐ-CP59/2018/NĐ-CP",
            [
                ("60/2014/QH13", "Luật Hộ tịch"),
                ("08/2025/TT-BTP", "Thông tư số 08/2025/TT-BTP ngày 12/6/2025 của Bộ Tư pháp"),
                ("59/2018/NĐ-CP", "Nghị định 59/2018/NĐ-CP"),
            ],
        ),
        (
            "Luật 08/2017/QH1408/2017/QH14quy định chi tiết105/2025/NĐ-CPvề biểu mẫu3/2020/TTLT-XYZNghị quyết",
            [
                ("08/2017/QH14", "Luật 08/2017/QH14"),
                ("105/2025/NĐ-CP", "quy định chi tiết"),
                ("3/2020/TTLT-XYZ", "về biểu mẫu"),
                ("", "Nghị quyết"),
            ],
        ),
        ("Tên văn bản pháp lýMã văn bản", []),
    ],
)
def test_legal_grounds_are_taken_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(ground.number, ground.title) for ground in grounds_of(text)] == expected
