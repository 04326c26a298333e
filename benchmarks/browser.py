"""A browser without pictures: one connection kept open, cookies, the CSRF field of every form."""

import http.client
from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

TIMEOUT = 60


class Answer(NamedTuple):
    """What came back: status, where to go next (empty if nowhere), the page."""

    status: int
    location: str
    page: bytes


class Browser:
    """One person's session with the server at 127.0.0.1."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path)

    def post(self, path: str, fields: Mapping[str, object]) -> Answer:
        """Send a form; its CSRF field is the cookie's, as the page's own field would be."""
        told = {"csrfmiddlewaretoken": self._cookies.get("csrftoken", ""), **fields}
        return self._ask("POST", path, urlencode(told).encode())

    def sign_in(self, username: str, password: str) -> None:
        """Sign in through the page where people do; raises where that fails."""
        self.get("/tai-khoan/dang-nhap/")
        answer = self.post("/tai-khoan/dang-nhap/", {"login": username, "password": password})
        if answer.status != http.client.FOUND or "sessionid" not in self._cookies:
            raise RuntimeError(f"{username} cannot sign in: {answer.status}")

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
        try:
            response = self._send(method, path, body, headers)
        except ConnectionError:  # the server closed what was idle for long: a browser opens another connection
            self._connection.close()
            response = self._send(method, path, body, headers)
        page = response.read()
        for line in response.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(response.status, response.headers.get("Location", ""), page)

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        self._connection.request(method, path, body, headers)
        return self._connection.getresponse()
