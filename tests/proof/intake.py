"""Receiving a dossier over HTTP, as the page of intake sends it."""

from tests.proof.visitor import Answer, Form, Visitor


def open_intake(desk: Visitor, offering: str, owner: str) -> tuple[Answer, Form]:
    """The page for a procedure and its form, filled in: every paper received, the applicant's details in order."""
    page = desk.get(f"/tiep-nhan?thu-tuc={offering}")
    assert page.status == 200, page.location
    form = page.form("/tiep-nhan", "offering")
    fill(form, owner)
    return page, form


def fill(form: Form, owner: str) -> None:
    """Fill the form in."""
    for name in [name for name in form.fields if name.startswith("source_")]:
        form.fields[f"got_{name.removeprefix('source_')}"] = "on"
    form.fields |= {
        "owner-identity_number": "072185000325",
        "owner-full_name": owner,
        "owner-address": "Xã Thanh Lâm",
        "action": "accept",
    }


def code_in(location: str) -> str:
    """The code of the dossier that an answer leads to."""
    return location.removeprefix("/ho-so/").partition("?")[0]
