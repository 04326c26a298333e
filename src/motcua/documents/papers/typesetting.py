"""The typesetter, kept warm: fonts are read once, and each thread keeps one compiler with its caches."""

import io
import json
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

import motcua_assets
from motcua.documents.papers.forms import TEMPLATES, Form
from motcua.domain import errors

_local = threading.local()


def typeset(form: Form, inputs: dict[str, Any], *, at: datetime | None) -> bytes:
    """Return the paper as PDF/A-2b.

    inputs: JSON values; they reach the layout as one string, so text in them is never markup. at: the date written into
    the file, so that the same paper gives the same bytes. Raises PaperNotTypeset, also for a mere warning: a missing
    font or letter must not pass.
    """
    return typeset_layout(form.template, form.kind.value, inputs, at=at)


def typeset_layout(template: Path, name: str, inputs: Mapping[str, Any], *, at: datetime | None) -> bytes:
    """The same for a layout that is no form of a circular (a report); `name` is what an error calls it."""
    try:
        pdf, warnings = _compiler().compile_with_warnings(
            template,
            format="pdf",
            sys_inputs={"data": json.dumps(inputs, ensure_ascii=False)},
            pdf_standards="a-2b",
            timestamp=int(at.timestamp()) if at else 0,
        )
    except typst.TypstError as error:
        raise errors.PaperNotTypeset(paper=name, detail=f"{error.message} {error.diagnostic}".strip()) from error
    if warnings or not isinstance(pdf, bytes):
        raise errors.PaperNotTypeset(paper=name, detail="; ".join(str(warning) for warning in warnings))
    return pdf


def qr_code(address: str) -> str:
    """Return the address as a QR code in SVG, black on white with its quiet zone; level M bears a worn paper."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", xmldecl=False, border=2, omitsize=True)
    return picture.getvalue().decode()


@cache
def _fonts() -> typst.Fonts:
    """Only the faces of the assets package: the same lines break on every machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(motcua_assets.font_dir())]
    )


def _compiler() -> typst.Compiler:
    """This thread's compiler: one may not compile two papers at a time."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)
    compiler: typst.Compiler = _local.compiler
    return compiler
