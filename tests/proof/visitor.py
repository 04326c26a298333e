"""A person's browser without a browser: pages over HTTP, forms as they stand on them, cookies kept."""

from contextlib import closing
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit


@dataclass
class Form:
    """A form on a page: where it goes, and what would be sent if nothing were changed."""

    action: str = ""
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `path` is what was asked for."""

    status: int
    text: str
    path: str
    location: str

    @property
    def forms(self) -> list[Form]:
        """The forms of the page in their order."""
        reader = _Reader()
        reader.feed(self.text)
        return reader.forms

    def form(self, action: str = "", having: str = "key") -> Form:
        """The first form that goes to `action` (or to the page itself) and has a field of that name."""
        path = urlsplit(action or self.path).path
        return next(f for f in self.forms if urlsplit(f.action or self.path).path == path and having in f.fields)


class _Reader(HTMLParser):
    """Reads forms with the values their fields have."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(told.get("action", ""), told.get("method", "get").lower()))
        elif self.forms and tag == "input" and "name" in told:
            if told.get("type") not in {"checkbox", "radio"} or "checked" in told:
                self.forms[-1].fields[told["name"]] = told.get("value", "on" if told.get("type") == "checkbox" else "")
        elif self.forms and tag == "textarea" and "name" in told:
            self.forms[-1].fields[told["name"]] = ""
        elif tag == "select":
            self._select = told.get("name", "")
        elif self.forms and tag == "option" and self._select:
            first = self._select not in self.forms[-1].fields
            self.forms[-1].fields |= {self._select: told.get("value", "")} if first or "selected" in told else {}

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


class Visitor:
    """One signed-in person (or nobody), for one thread."""

    def __init__(self, port: int, session: str = "") -> None:
        self.port = port
        self.cookies = {"sessionid": session} if session else {}

    def get(self, path: str) -> Answer:
        """Open an address; redirects are told, not followed."""
        return self._ask("GET", path, None)

    def post(self, page: Answer, form: Form, **changes: str) -> Answer:
        """Send a form of a page with some values changed."""
        return self._ask("POST", form.action or page.path, urlencode({**form.fields, **changes}))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(answer.status, text, path, answer.headers.get("Location") or "")
