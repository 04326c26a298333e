"""What lies half typed at the desk of the demo: drafts of intake, kept through the door that the page uses."""

from datetime import datetime, timedelta

from motcua.dossiers.services.drafts import save_draft
from motcua.project.demo.people import citizen
from motcua.project.demo.world import World

NUMBER = 3


def leave(world: World, at: datetime) -> None:
    """Let the first officer of the commune's desk have been called away in the middle of a few intakes."""
    desk = world.cast.commune.one_stop
    officer = world.people["desk_officer", desk][0]
    for minutes in range(NUMBER):
        offering = world.offering(desk)
        who = citizen(world.chance)
        save_draft(
            data={
                "key": f"demo-draft-{minutes}",
                "label": offering.label,
                "offering": str(offering.public_id),
                "case": str(world.cases_of(offering)[0].id),
                "channel": "direct",
                "owner-kind": "citizen",
                "owner-full_name": who.name,
                "owner-phone": who.phone,
            },
            actor=officer,
            at=at - timedelta(minutes=20 * (NUMBER - minutes)),
            offering_id=offering.id,
        )
