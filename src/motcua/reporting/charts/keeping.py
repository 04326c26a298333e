"""Pictures that are kept, asking a worker for those that are not, and drawing them there."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from motcua.jobs.registry import RunningJob
from motcua.jobs.services.jobs import enqueue
from motcua.organisation.actors import system_actor
from motcua.reporting.charts.pictures import Picture, Size, as_data, digest, from_data
from motcua.reporting.models import ChartPicture

JOB: Final = "reporting.charts"

PATIENCE: Final = timedelta(minutes=3)
"""After so long a picture that nobody drew is asked for again."""

MOST_WAITING: Final = 600
"""While so many wait, no more are asked for: the tables stand there anyway."""

KEPT: Final = timedelta(days=30)


def kept(digests: Sequence[str]) -> Mapping[str, str]:
    """The drawn pictures among these, by digest. One query."""
    rows = ChartPicture.objects.filter(digest__in=digests).exclude(svg="")
    return dict(rows.values_list("digest", "svg"))


def pictures(wanted: Sequence[tuple[Picture, Size]], at: datetime) -> Mapping[str, str]:
    """What is drawn of these pictures, by digest; the rest is asked for. One query where all are kept."""
    named = {digest(picture, size): (picture, size) for picture, size in wanted}
    rows = dict(ChartPicture.objects.filter(digest__in=list(named)).values_list("digest", "svg"))
    missing = [each for each in named if not rows.get(each)]
    if missing:
        _ask({each: named[each] for each in missing}, at)
    return {each: svg for each, svg in rows.items() if svg}


def _ask(missing: Mapping[str, tuple[Picture, Size]], at: datetime) -> None:
    """Ask a worker for pictures, unless they are asked for already."""
    waiting = dict(ChartPicture.objects.filter(svg="").values_list("digest", "asked_at")[: MOST_WAITING + 1])
    if len(waiting) > MOST_WAITING:
        return
    stale = [each for each in missing if each in waiting and waiting[each] < at - PATIENCE]
    fresh = [each for each in missing if each not in waiting]
    if not stale and not fresh:
        return
    with transaction.atomic():
        ChartPicture.objects.filter(digest__in=stale).update(asked_at=at)
        ChartPicture.objects.bulk_create(
            [
                ChartPicture(digest=each, size=missing[each][1].value, picture=as_data(missing[each][0]), asked_at=at)
                for each in fresh
            ],
            ignore_conflicts=True,
        )
        enqueue(JOB, {"digests": [*fresh, *stale]}, requested_by=system_actor().ref, at=at)


def draw_now(wanted: Sequence[tuple[Picture, Size]], at: datetime) -> Mapping[str, str]:
    """All of these pictures by digest, drawn here where they are not kept: for work that is a job already."""
    named = {digest(picture, size): (picture, size) for picture, size in wanted}
    found = dict(kept(list(named)))
    for each, (picture, size) in named.items():
        if each not in found:
            found[each] = _drawn(picture, size)
            values = {"size": size.value, "picture": as_data(picture), "svg": found[each], "asked_at": at}
            ChartPicture.objects.update_or_create(digest=each, defaults=values)
    return found


def run(job: RunningJob) -> None:
    """Draw the pictures that a page asked for."""
    rows = list(ChartPicture.objects.filter(digest__in=job.arguments["digests"], svg=""))
    job.total(len(rows))
    for row in rows:
        svg = _drawn(from_data(row.picture), Size(row.size))
        ChartPicture.objects.filter(pk=row.pk).update(svg=svg)
        job.advance()


def _drawn(picture: Picture, size: Size) -> str:
    # Only here, so that a web process never loads the drawing library.
    from motcua.reporting.charts.drawing import draw

    return draw(picture, size)


def forget(at: datetime) -> int:
    """Delete pictures that were asked for long ago, and return how many: what is still shown is drawn anew."""
    number, _by_model = ChartPicture.objects.filter(asked_at__lt=at - KEPT).delete()
    return number
