"""A person at a browser: opens pages, and complains about everything that a page must not do."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """async (tags) => (await axe.run({runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]}))
.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(" | ")}`)"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visitor:
    """One browser window. Faults gather while it is used; `leave` fails the test if there are any."""

    context: BrowserContext
    origin: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.page: Page = self.context.new_page()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "about:", "blob:")):
            self.faults.append(f"another origin: {request.url}")

    def _answered(self, response: Response) -> None:
        part = response.request.resource_type not in {"document", "xhr", "fetch"}
        if response.status >= 500 or (part and response.status >= 400):
            self.faults.append(f"{response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # Chromium repeats there what the status says; statuses are looked at above and by the tests.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console at {self.page.url}: {message.text}")

    def open(self, path: str, status: int = 200) -> Page:
        """Open a page of the product and expect its status."""
        answer = self.page.goto(self.origin + path if path.startswith("/") else path)
        assert answer is not None
        assert answer.status == status, f"{answer.status} instead of {status}: {path}"
        return self.page

    def look(self, *schemes: str) -> None:
        """Look at the present page in each colour scheme: axe finds nothing, nothing scrolls sideways."""
        self.page.wait_for_load_state("load")
        if not self.page.evaluate("typeof axe !== 'undefined'"):
            self.page.evaluate(AXE_SCRIPT)
        for scheme in schemes or ("light", "dark"):
            self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            found: list[Any] = self.page.evaluate(AXE, TAGS)
            self.faults += [f"axe, {scheme}, {self.where()}: {fault}" for fault in found]
        self.glance()

    def glance(self) -> None:
        """See that nothing scrolls sideways."""
        excess = self.page.evaluate(SIDEWAYS)
        if excess > 0:
            self.faults.append(f"scrolls sideways by {excess} px: {self.where()}")

    def where(self) -> str:
        """The page that is open, and how wide."""
        size = self.page.viewport_size
        return f"{self.page.url.removeprefix(self.origin)} ({size['width'] if size else '?'} px)"

    def leave(self) -> None:
        """Close the window; what was found wrong fails the test."""
        self.context.close()
        assert not self.faults, "\n".join(dict.fromkeys(self.faults))
