"""What the lifecycle allows can be done in the browser: every action that landed has a page and a button."""

from motcua.desk.views.acts import ACTS
from motcua.domain.lifecycle import LANDED, Action

ELSEWHERE = {
    Action.SUBMIT: "the page of intake: what is handed in and not accepted",
    Action.DISCARD_DRAFT: "the list of drafts on the page of intake",
    Action.REAPPOINT: "the page of the letter of apology, when it is sent",
    Action.ADOPT: "the command that imports another system's history",
}
"""Actions that no page of a dossier does, and where they are done."""


def test_every_action_that_landed_has_a_page() -> None:
    assert set(ACTS) | set(ELSEWHERE) == LANDED
    assert not set(ACTS) & set(ELSEWHERE)
