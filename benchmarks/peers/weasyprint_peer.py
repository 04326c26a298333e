"""weasyprint 70: the same receipt from HTML as PDF/A-2b, two copies; prints the median milliseconds.

It needs Pango from the system: without it, an empty object is printed and the table says so.
"""

import io
import json
import sys
import time

PAGE = """<section><table class="head"><tr><td>ỦY BAN NHÂN DÂN XÃ BA VÌ<br><b>TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG</b></td>
<td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br><u>Độc lập - Tự do - Hạnh phúc</u></b></td></tr>
<tr><td>Số: {number:05d}/GTN</td><td><i>Ba Vì, ngày 11 tháng 02 năm 2026</i></td></tr></table>
<div class="qr">{qr}</div><h1>GIẤY TIẾP NHẬN HỒ SƠ<br>VÀ HẸN TRẢ KẾT QUẢ</h1>
<p class="mid">Mã hồ sơ: <b>H26.145.02-260211-{number:04d}</b><br><i>({mark})</i></p>
<p>Bộ phận tiếp nhận và trả kết quả: Trung tâm Phục vụ hành chính công xã Ba Vì</p>
<p>Tiếp nhận hồ sơ của: <b>Nguyễn Thị Ánh Tuyết {number}</b></p>
<p>Người nộp: Đặng Quốc Khánh. Số giấy tờ: Thẻ căn cước số 001 190 000 146</p>
<p>Địa chỉ: Thôn Phú Mỹ, xã Ba Vì, thành phố Hà Nội</p><p>Số điện thoại: 0912 000 146</p>
<p>Nội dung yêu cầu giải quyết: Đăng ký lại khai sinh (mã thủ tục: 1.004884)</p><p>Thành phần hồ sơ nộp gồm:</p>
<table class="grid"><tr><th>TT</th><th>Tên giấy tờ</th><th>Bản chính</th>
<th>Bản sao, chứng thực</th><th>Bản chụp</th></tr>
<tr><td>1</td><td>Tờ khai đăng ký lại khai sinh</td><td>1</td><td>–</td><td>–</td></tr>
<tr><td>2</td><td>Văn bản cam đoan</td><td>1</td><td>–</td><td>–</td></tr>
<tr><td>3</td><td>Bản sao giấy tờ của người yêu cầu</td><td>1</td><td>–</td><td>–</td></tr></table>
<p>Số lượng hồ sơ: 1 (bộ). Thời gian giải quyết theo quy định: 05 ngày làm việc</p>
<p>Thời gian nhận hồ sơ: 08 giờ 30 phút, ngày 11 tháng 02 năm 2026</p>
<p>Thời gian trả kết quả giải quyết hồ sơ: <b>08 giờ 30 phút, ngày 25 tháng 02 năm 2026</b></p>
<p>Đăng ký nhận kết quả: Trực tiếp tại Bộ phận Một cửa</p><p>Phí, lệ phí: Lệ phí: 8.000 đồng</p>
<table class="head"><tr><td><b>NGƯỜI NỘP HỒ SƠ</b><br><i>(Ký và ghi rõ họ tên)</i><br><br><br>
<b>Đặng Quốc Khánh</b></td>
<td><b>NGƯỜI TIẾP NHẬN HỒ SƠ</b><br><i>(Ký và ghi rõ họ tên)</i><br><br><br>
<b>Trần Thị Hoà</b></td></tr></table></section>"""
STYLE = """@page {{ size: A5; margin: 10mm 10mm 11mm 14mm }}
@font-face {{ font-family: T; src: url(file://{fonts}/Tinos-Regular.ttf) }}
@font-face {{ font-family: T; font-weight: bold; src: url(file://{fonts}/Tinos-Bold.ttf) }}
@font-face {{ font-family: T; font-style: italic; src: url(file://{fonts}/Tinos-Italic.ttf) }}
body {{ font: 10.5pt T }} section {{ break-after: page }} p {{ margin: 1.5mm 0 }}
h1 {{ font-size: 13pt; text-align: center }}
.head {{ width: 100%; text-align: center }} .mid {{ text-align: center }} .qr {{ float: left; width: 19mm }}
.grid {{ width: 100%; border-collapse: collapse }} .grid td, .grid th {{ border: .5pt solid; padding: 1mm }}"""


def main() -> None:
    """Print NUMBER receipts with the fonts of FOLDER."""
    try:
        import segno
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError):
        print("{}")
        return
    fonts = FontConfiguration()
    style = CSS(string=STYLE.format(fonts=sys.argv[2]), font_config=fonts)
    times = []
    for number in range(1, int(sys.argv[1]) + 1):
        started = time.perf_counter()
        picture = io.BytesIO()
        address = f"https://motcua.example/t/5hJ2kQ9vXw7Lr3NzT8p{number:04d}"
        segno.make(address, error="m").save(picture, kind="svg", xmldecl=False, border=2, omitsize=True)
        marks = ("Liên 1: Lưu", "Liên 2: Giao người nộp hồ sơ")
        html = "".join(PAGE.format(number=number, mark=mark, qr=picture.getvalue().decode()) for mark in marks)
        HTML(string=f"<meta charset=utf-8><title>Giấy tiếp nhận</title>{html}").write_pdf(
            stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-2b"
        )
        times.append(time.perf_counter() - started)
    warm = sorted(times[3:])
    print(json.dumps({"ms": 1000 * warm[len(warm) // 2]}))


if __name__ == "__main__":
    main()
