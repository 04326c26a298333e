"""A person at a browser: opens pages, and complains about everything that a page must not do."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize, WebError

if TYPE_CHECKING:
    from collections.abc import Callable

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"type": "tag", "values": TAGS}
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What another colour scheme alone can change."""
AXE = """async (rules) => (await axe.run({runOnly: rules, resultTypes: ["violations"]}))
.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(" | ")}`)"""
PUT_AWAY = "/healthz"
"""Where a window stands that nobody uses: a page of one word."""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visitor:
    """One browser window. Faults gather while it is used; `leave` fails the test if there are any."""

    context: BrowserContext
    origin: str
    faults: list[str] = field(default_factory=list)
    returns: list[BrowserContext] | None = None
    """Where a window that is like any other goes when it is left; None: it is closed."""
    left: bool = False

    def __post_init__(self) -> None:
        self._heard: dict[str, Callable[..., None]] = {
            "request": self._asked,
            "response": self._answered,
            "console": self._said,
            "weberror": self._failed,
        }
        for event, listener in self._heard.items():
            self.context.on(event, listener)  # type: ignore[call-overload]  # one overload for each name
        # A new window costs Chromium more than a page in one that stands open.
        self.page: Page = self.context.pages[0] if self.context.pages else self.context.new_page()

    @property
    def is_new(self) -> bool:
        """Whether no page has been opened yet."""
        return self.page.url in {"about:blank", self.origin + PUT_AWAY}

    def _failed(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error}")

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
        """Look at the present page in each colour scheme: axe finds nothing, nothing scrolls sideways.

        All rules are gone through in the first scheme, in the second those of colours.
        """
        self.page.wait_for_load_state("load")
        if not self.page.evaluate("typeof axe !== 'undefined'"):
            self.page.evaluate(AXE_SCRIPT)
        for place, scheme in enumerate(schemes or ("light", "dark")):
            self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            found: list[Any] = self.page.evaluate(AXE, COLOUR_RULES if place else ALL_RULES)
            self.faults += [f"axe, {scheme}, {self.where()}: {fault}" for fault in found]
        self.glance()

    def glance(self) -> None:
        """See that nothing scrolls sideways."""
        excess = self.page.evaluate(SIDEWAYS)
        if excess > 0:
            self.faults.append(f"scrolls sideways by {excess} px: {self.where()}")

    def _put_away(self) -> None:
        """Close it, or leave nothing in it but the cache: a page of one word, no cookie, nothing stored or heard."""
        if self.returns is None:
            self.context.close()
            return
        for page in self.context.pages[1:]:
            page.close()
        self.page = self.context.pages[0]
        self.page.goto(self.origin + PUT_AWAY)
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.set_viewport_size(DESKTOP)
        self.page.emulate_media(color_scheme="light")
        self.context.clear_cookies()
        for event, listener in self._heard.items():
            self.context.remove_listener(event, listener)
        self.returns.append(self.context)

    def where(self) -> str:
        """The page that is open, and how wide."""
        size = self.page.viewport_size
        return f"{self.page.url.removeprefix(self.origin)} ({size['width'] if size else '?'} px)"

    def leave(self) -> None:
        """Leave the window; what was found wrong fails the test."""
        if not self.left:
            self.left = True
            self._put_away()
        assert not self.faults, "\n".join(dict.fromkeys(self.faults))
