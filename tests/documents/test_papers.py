"""Papers as they come out: what they say, which font they carry, how many sheets they take."""

import io
import re
import threading
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from motcua.documents import papers
from motcua.documents.papers import forms, freezing, typesetting
from motcua.documents.papers.contracts import Paper, ReceiptComponent
from motcua.domain import errors
from tests.documents import samples
from tests.documents.test_words import LETTERS

EVERY = [
    pytest.param(paper, form_set, id=f"{name}-{paper.kind.value}-{form_set}")
    for name, group in (("full", samples.FULL), ("sparse", samples.SPARSE))
    for paper in group
    for form_set in forms.ACTS
    if forms.exists(paper.kind.value, form_set)
]
RECEIPT = replace(samples.RECEIPT, number="00042/GTN", issued_at=samples.ISSUED)
A5, A4, A4_LYING = (420, 595), (595, 842), (842, 595)
SIZES = {"register": A4_LYING, "explanation": A4}


def read(paper: Paper, form_set: str = forms.TT03_2025) -> PdfReader:
    return PdfReader(io.BytesIO(papers.render(paper.kind.value, form_set, paper)))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def fonts_of(pdf: PdfReader) -> dict[str, bool]:
    """The fonts by base name, each with whether it is embedded."""
    found: dict[str, bool] = {}
    for page in pdf.pages:
        resources: Any = page["/Resources"]
        for reference in resources.get("/Font", DictionaryObject()).values():
            font = reference.get_object()
            inner = font["/DescendantFonts"][0].get_object()
            found[font["/BaseFont"]] = "/FontFile2" in inner["/FontDescriptor"]
    return found


@pytest.mark.parametrize(("paper", "form_set"), EVERY)
def test_every_paper_is_an_archival_pdf_in_tinos_alone(paper: Paper, form_set: str) -> None:
    pdf = read(paper, form_set)
    fonts = fonts_of(pdf)
    assert all(re.fullmatch(r"/[A-Z]{6}\+Tinos(-\w+)?", name) and embedded for name, embedded in fonts.items())
    assert fonts
    metadata = pdf.xmp_metadata
    assert metadata is not None
    assert (metadata.pdfaid_part, metadata.pdfaid_conformance) == ("2", "B")
    box = pdf.pages[0].mediabox
    assert (round(box.width), round(box.height)) == SIZES.get(paper.kind, A5)


@pytest.mark.parametrize(("paper", "form_set"), EVERY)
def test_every_paper_names_its_form_agency_and_title(paper: Paper, form_set: str) -> None:
    text = text_of(read(paper, form_set))
    form = forms.form_of(paper.kind.value, form_set)
    for part in (
        f"Mẫu số {form.number} – {form.act}" if form.number else form.act,
        form.title.upper(),
        paper.agency.upper(),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ):
        assert part in text


@pytest.mark.parametrize("paper", samples.FULL[:-1], ids=lambda paper: paper.kind.value)
def test_whatever_was_given_stands_on_the_paper(paper: Paper) -> None:
    """Every text of the data is printed; the address in the QR code and free kinds are not text."""
    text = text_of(read(paper))
    for name, value in freezing.freeze(paper).items():
        if isinstance(value, str) and not name.endswith("_at") and name not in {"public_url", "ground", "respond_by"}:
            words = " ".join(value.split())
            assert words in text or words.upper() in text, name


def test_the_receipt_says_when_and_is_given_in_two_marked_copies() -> None:
    pdf = read(RECEIPT)
    assert len(pdf.pages) == 2
    for page, mark in zip(pdf.pages, ("Liên 1: Lưu", "Liên 2: Giao người nộp hồ sơ"), strict=True):
        text = " ".join(page.extract_text().split())
        assert mark in text
        assert "Thời gian nhận hồ sơ: 08 giờ 30 phút, ngày 11 tháng 02 năm 2026" in text
        assert "08 giờ 30 phút, ngày 25 tháng 02 năm 2026" in text
        assert "tạm tính" not in text
        assert "8.000 đồng" in text
    provisional = text_of(read(replace(RECEIPT, due_provisional=True)))
    assert "ngày 25 tháng 02 năm 2026 (tạm tính)" in provisional


def test_all_vietnamese_letters_come_out_as_text() -> None:
    text = text_of(read(replace(samples.REFUSAL, reason=f"{' '.join(LETTERS)} {' '.join(LETTERS.upper())}")))
    assert set(LETTERS) | set(LETTERS.upper()) <= set(text)


INJECTION = '#panic() *đậm* $x^2$ <nhãn> @ref [a] _n_ `raw` // c \\ "d" #set page(fill: red) = t - u + v / w: z ~ {}'


@pytest.mark.parametrize("paper", samples.FULL[:-1], ids=lambda paper: paper.kind.value)
def test_what_people_type_is_never_markup(paper: Paper) -> None:
    changed = {
        name: INJECTION
        for name, value in freezing.freeze(paper).items()
        if isinstance(value, str) and name in {"owner", "submitter", "address", "reason", "procedure_name", "agency"}
    }
    text = text_of(read(freezing.thaw(paper.kind.value, freezing.freeze(paper) | changed)))
    assert INJECTION in text


def test_letters_that_the_font_lacks_do_not_stop_a_receipt() -> None:
    assert "Tiếp nhận hồ sơ của: Lý □ A" in text_of(read(replace(RECEIPT, owner="Lý 😀 A")))


def test_long_names_wrap_and_many_components_take_three_sheets_a_copy() -> None:
    name = "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất (bản chính, đã đăng ký biến động)"
    long = replace(
        RECEIPT,
        agency="Trung tâm Phục vụ hành chính công phường Văn Miếu – Quốc Tử Giám",
        owner="Công ty trách nhiệm hữu hạn một thành viên xuất nhập khẩu và xây dựng hạ tầng Phương Đông Hưng Thịnh",
        identity="Giấy chứng nhận đăng ký doanh nghiệp số 0101234567 cấp ngày 01/02/2020 tại thành phố Hà Nội",
        email="mot.dia.chi.thu.dien.tu.rat.dai.khong.co.cho.ngat.nao.ca@mot-ten-mien-cung-rat-dai.example",
        components=tuple(ReceiptComponent(name=f"{name} {i}", originals=1) for i in range(24)),
    )
    pdf = read(long)
    assert len(pdf.pages) == 6
    texts = [" ".join(page.extract_text().split()) for page in pdf.pages]
    for copy in (texts[:3], texts[3:]):
        assert [f"{number}/3" in text for number, text in enumerate(copy, 1)] == [False, True, True]
        assert sum(text.count(f"{name} ") for text in copy) == 24
        assert all("Bản chính" in text for text in copy)  # the head of the table is repeated
        assert "NGƯỜI NỘP HỒ SƠ" in copy[-1]
        assert "Vào Sổ theo dõi hồ sơ" in copy[-1]  # signatures never stand alone
    assert long.email not in texts[0]  # it goes over two lines, since one is too short
    assert long.email in texts[0].replace(" ", "")


def test_a_register_repeats_its_head_and_numbers_its_pages() -> None:
    pdf = read(samples.register(120))
    pages = [" ".join(page.extract_text().split()) for page in pdf.pages]
    assert len(pages) > 5
    assert all("Cơ quan chủ trì giải quyết" in page for page in pages)
    assert [f"{number}/{len(pages)}" in page for number, page in enumerate(pages, 1)] == [False] + [True] * (
        len(pages) - 1
    )
    assert "H26.145.02- 260211-0001" in pages[0]  # the code keeps to its narrow column
    assert "Tổng số: 120 hồ sơ" in pages[-1]
    assert "Phạm Đức Hiếu" in pages[-1]
    assert "".join(pages).count("tạm tính") == 40


def test_an_explanation_says_both_dates_every_line_and_who_made_it() -> None:
    pdf = read(samples.EXPLANATION)
    text = text_of(pdf)
    for words in (
        "Hẹn trên giấy tiếp nhận",
        "08:30 26/02/2026 (tạm tính)",
        "NĐ 118/2025/NĐ-CP, Điều 17–23",
        "phiên bản 3, công bố 05/01/2026. Căn cứ: Quyết định 12/QĐ-",
        "17/02/2026: Tết Nguyên đán, không tính. Căn cứ: Bộ luật Lao động 2019, Điều 112.",
        "Đồng hồ đang dừng từ 09:00 24/02/2026.",
        "quá hạn",
        "Phòng Văn hóa – Xã hội",
        "người in: Trần Thị Hoà",
        "Quét mã QR",
    ):
        assert words in text, words
    plain = read(replace(samples.EXPLANATION, public_url=""))
    assert "Quét mã QR" not in text_of(plain)
    drawn, bare = pdf.pages[0].get_contents(), plain.pages[0].get_contents()
    assert drawn is not None
    assert bare is not None
    assert len(drawn.get_data()) > len(bare.get_data()) + 5_000  # the code is drawn
    late = text_of(read(replace(samples.EXPLANATION, paused_at=None, late=True)))
    assert "Quá hạn tại thời điểm lập bảng." in late
    ended = text_of(read(replace(samples.EXPLANATION, paused_at=None, ended_at=samples.DUE)))
    assert "Kết thúc xử lý lúc 08:30 25/02/2026, trong hạn." in ended


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert papers.render("receipt", "tt03_2025", RECEIPT) == papers.render("receipt", "tt03_2025", RECEIPT)


def test_frozen_json_prints_like_the_contract() -> None:
    frozen = freezing.freeze(RECEIPT)
    assert papers.render("receipt", "tt01_2018", frozen) == papers.render("receipt", "tt01_2018", RECEIPT)


def test_two_threads_typeset_at_once() -> None:
    prints: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: prints.extend(papers.render("receipt", "tt03_2025", RECEIPT) for _ in range(5)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(prints) == 20
    assert len(set(prints)) == 1


def test_data_of_another_paper_are_refused() -> None:
    with pytest.raises(errors.PaperDataInvalid):
        papers.render("refusal", "tt03_2025", RECEIPT)


def test_a_stop_notice_does_not_exist_in_the_forms_of_2018() -> None:
    with pytest.raises(errors.PaperUnknown, match="tt01_2018"):
        papers.render("stop_notice", "tt01_2018", samples.STOP_NOTICE)


@pytest.mark.parametrize("source", ['#set text(font: "Times New Roman")\nA', '#panic("hỏng")'])
def test_a_warning_of_the_typesetter_is_an_error(source: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    template = tmp_path / "broken.typ"
    template.write_text(source, encoding="utf-8")
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)
    monkeypatch.setattr(typesetting, "_local", threading.local())
    with pytest.raises(errors.PaperNotTypeset) as caught:
        typesetting.typeset(replace(forms.form_of("receipt", "tt03_2025"), template=template), {}, at=None)
    assert caught.value.params["paper"] == "receipt"


def test_the_qr_code_holds_the_whole_address() -> None:
    picture = typesetting.qr_code(RECEIPT.public_url)
    assert picture.startswith("<svg")
    assert "script" not in picture
