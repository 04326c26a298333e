"""What may go otherwise in a life: online, incomplete, refused, withdrawn, stopped, sent back, corrected, forgotten."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from motcua.common import clock
from motcua.domain.lifecycle import State
from motcua.domain.limits import LimitUnit, TimeLimit
from motcua.domain.report_periods import PeriodKind, last_closed
from motcua.domain.worktime import local_date
from motcua.dossiers.jobs import timers
from motcua.dossiers.services.accept import accept, accept_submitted
from motcua.dossiers.services.answer import answer
from motcua.dossiers.services.answer_leg import answer_leg
from motcua.dossiers.services.ask_payment import ask_payment
from motcua.dossiers.services.ask_supplement import ask_of_filing, ask_supplement
from motcua.dossiers.services.confirm_payment import confirm_payment
from motcua.dossiers.services.consult import consult
from motcua.dossiers.services.correct import correct
from motcua.dossiers.services.finish_verify import finish_verify
from motcua.dossiers.services.hand_back import hand_back
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.receive_supplement import receive_supplement
from motcua.dossiers.services.refuse_intake import refuse_filing, refuse_intake
from motcua.dossiers.services.return_result import return_result
from motcua.dossiers.services.send_back import send_back
from motcua.dossiers.services.send_legs import Part, send_legs
from motcua.dossiers.services.stop import stop
from motcua.dossiers.services.submit import submit
from motcua.dossiers.services.verify import verify
from motcua.dossiers.services.withdrawal import decide_withdrawal, request_withdrawal
from motcua.dossiers.vocabulary import PaymentWay, StopReason
from motcua.organisation.roles import Role
from motcua.project.demo.apologies import Apologised, ApologisedLate
from motcua.project.demo.lives import APPRAISAL, Life

DAY = 480
"""Working minutes of a day at the default sessions."""

ILLEGIBLE = "Bản chụp bị mờ, không đọc được số và ngày cấp."
MISSING = "Thiếu giấy tờ trong thành phần hồ sơ."


class Online(Life):
    """Filed on the national portal; the desk answers within 8 working hours, or has not answered yet."""

    def lived(self) -> Iterator[datetime]:
        """Submit, then be accepted, asked for papers, or refused."""
        yield self.born
        self.dossier = submit(self.filing("online"), actor=self.officer(), at=self.born)
        at = self.world.working(self.born, self.world.chance.uniform(20, 500))
        yield at
        chance = self.world.chance.random()
        if chance < 0.06:
            self.dossier = refuse_intake(self.dossier, note=MISSING, actor=self.officer(), at=at)
            return
        if chance < 0.2:
            self.dossier = ask_supplement(self.dossier, items=self.items(), note=ILLEGIBLE, actor=self.officer(), at=at)
            at = self.world.working(at, self.world.chance.uniform(0.5, 6) * DAY)
            yield at
            self.dossier = receive_supplement(self.dossier, actor=self.officer(), at=at)
        self.dossier = accept_submitted(self.dossier, actor=self.officer(), at=at)
        yield from self.handled()
        yield from self.collected()


class IncompleteAtCounter(Life):
    """Came with a paper missing; most come again."""

    def lived(self) -> Iterator[datetime]:
        """Be asked at the counter, come again, be accepted."""
        yield self.born
        filing = self.filing("direct", complete=False)
        items = [Item(name=paper.name, quantity=1, problem=MISSING) for paper in filing.papers if not paper.received]
        items = items or [Item(name="Giấy tờ tùy thân", problem=ILLEGIBLE)]
        self.dossier = ask_of_filing(filing, items=items, note=MISSING, actor=self.officer(), at=self.born)
        at = self.world.working(self.born, self.world.chance.uniform(0.5, 9) * DAY)
        yield at
        self.dossier = receive_supplement(self.dossier, actor=self.officer(), at=at)
        self.dossier = accept_submitted(self.dossier, actor=self.officer(), at=at)
        yield from self.handled()
        yield from self.collected()


class RefusedAtCounter(Life):
    """Filed where it does not belong."""

    def lived(self) -> Iterator[datetime]:
        """Be refused in writing."""
        yield self.born
        note = "Việc này không thuộc thẩm quyền giải quyết của Ủy ban nhân dân xã."
        guidance = "Nộp tại cơ quan có thẩm quyền ghi trong thủ tục."
        refuse_filing(self.filing("direct"), note=note, guidance=guidance, actor=self.officer(), at=self.born)


class Supplemented(Life):
    """Papers found wanting after acceptance: the clock restarts in full when they come; some never come."""

    answered = 0.75

    def during(self) -> Iterator[datetime]:
        """Ask at the appraisal, wait, go on or lapse."""
        at = self.spent()
        yield at
        self.dossier = ask_supplement(self.dossier, items=self.items(), note=ILLEGIBLE, actor=self.actor(), at=at)
        if self.world.chance.random() < self.answered:
            at = self.world.working(at, self.world.chance.uniform(0.5, 8) * DAY)
            yield at
            self.dossier = receive_supplement(self.dossier, actor=self.officer(), at=at)
            return
        closing = self.dossier.closing_at
        assert closing is not None, "the law of 2025 closes after 15 days"
        yield closing
        timers.run(closing)
        self.again()
        at = self.world.working(closing, self.world.chance.uniform(1, 10) * DAY)
        yield at
        self.dossier = hand_back(self.dossier, actor=self.officer(), at=at)


class Withdrawn(Life):
    """The applicant thinks better of it."""

    least_days = 4

    def during(self) -> Iterator[datetime]:
        """Ask to stop; the head of the office agrees the next day."""
        at = self.spent()
        yield at
        self.dossier = request_withdrawal(
            self.dossier, note="Đã tự thỏa thuận, không còn nhu cầu.", actor=self.officer(), at=at
        )
        at = self.world.working(at, self.world.chance.uniform(0.2, 2) * DAY)
        yield at
        head = self.world.who(Role.UNIT_HEAD, self.dossier.executing_unit_id or 0)
        self.dossier = decide_withdrawal(self.dossier, agreed=True, note="Đồng ý.", actor=head, at=at)


class Stopped(Life):
    """A dispute stops the handling."""

    def during(self) -> Iterator[datetime]:
        """Be stopped by the head of the office."""
        at = self.spent()
        yield at
        head = self.world.who(Role.UNIT_HEAD, self.dossier.executing_unit_id or 0)
        note = "Có đơn tranh chấp đang được giải quyết."
        self.dossier = stop(self.dossier, reason=StopReason.DISPUTE, note=note, actor=head, at=at)


class SentBack(Life):
    """The head finds a fault in the draft."""

    def during(self) -> Iterator[datetime]:
        """Go back from the review to the appraisal once."""
        while self.dossier.step_no < 4:
            yield from self.step()
        at = self.spent()
        yield at
        head = self.actor()
        note = "Trích dẫn sai số nghị định, sửa lại dự thảo."
        self.dossier = send_back(self.dossier, note=note, actor=head, at=at)


class Corrected(Life):
    """The result bears an error and is corrected within 3 working days."""

    def collected(self) -> Iterator[datetime]:
        """Return, take back, return again."""
        yield from super().collected()
        if self.dossier.state != State.RETURNED:
            return
        at = self.world.working(self.dossier.returned_at or self.born, self.world.chance.uniform(0.5, 5) * DAY)
        yield at
        self.dossier = correct(self.dossier, note="Sai ngày sinh so với giấy tờ.", actor=self.officer(), at=at)
        at = self.world.working(at, self.world.chance.uniform(0.5, 2.5) * DAY)
        yield at
        self.dossier = return_result(self.dossier, actor=self.officer(), at=at)


class Consulted(Life):
    """Another office is asked for its opinion at the appraisal; one in ten answers late."""

    least_days = 10

    def during(self) -> Iterator[datetime]:
        """Ask, wait for the answer, go on."""
        at = self.spent()
        yield at
        chance, commune = self.world.chance, self.world.cast.commune
        asked = commune.culture if self.dossier.holder_unit_id == commune.office else commune.office
        note = "Đề nghị cho ý kiến về nội dung thuộc lĩnh vực đơn vị quản lý."
        self.dossier = consult(self.dossier, unit_id=asked, note=note, actor=self.actor(), at=at)
        days = chance.uniform(4, 6) if chance.random() < 0.1 else chance.uniform(0.3, 3)
        at = self.world.working(at, days * DAY)
        yield at
        note = "Thống nhất, không có ý kiến khác."
        self.dossier = answer(self.dossier, unit_id=asked, note=note, actor=self.world.who(Role.HANDLER, asked), at=at)


class Joint(Life):
    """Two other offices do parts of it at the same time; one in five returns its part late."""

    least_days = 8

    def during(self) -> Iterator[datetime]:
        """Send both parts at once, get the results one after the other, go on."""
        sent = self.spent()
        yield sent
        chance, commune = self.world.chance, self.world.cast.commune
        others = [
            unit for unit in (commune.culture, commune.economy, commune.office) if unit != self.dossier.holder_unit_id
        ]
        tasks = {others[0]: ("Kiểm tra hiện trạng, ghi biên bản.", 2), others[1]: ("Đối chiếu hồ sơ lưu trữ.", 1)}
        parts = [
            Part(unit_id=unit, task=task, limit=TimeLimit(days, LimitUnit.WORKING_DAYS))
            for unit, (task, days) in tasks.items()
        ]
        self.dossier = send_legs(self.dossier, parts=parts, actor=self.actor(), at=sent)
        late = 2 if chance.random() < 0.2 else 0
        back = {unit: chance.uniform(0.3, 0.9) * days + late for unit, (_task, days) in tasks.items()}
        for unit, days in sorted(back.items(), key=lambda pair: pair[1]):
            at = self.world.working(sent, days * DAY)
            yield at
            worker, note = self.world.who(Role.HANDLER, unit), "Đã làm xong, kết quả kèm theo."
            self.dossier = answer_leg(self.dossier, note=note, actor=worker, at=at)


class Verified(Life):
    """What the applicant declares is looked at on the spot."""

    least_days = 6

    def during(self) -> Iterator[datetime]:
        """Verify for up to three days."""
        at = self.spent()
        yield at
        note = "Kiểm tra thực địa theo nội dung kê khai."
        self.dossier = verify(self.dossier, note=note, with_applicant=True, actor=self.actor(), at=at)
        at = self.world.working(at, self.world.chance.uniform(0.5, 3) * DAY)
        yield at
        self.dossier = finish_verify(self.dossier, note="Đúng như kê khai.", actor=self.actor(), at=at)


class Paying(Life):
    """Something has to be paid before the office goes on."""

    least_days = 10

    def during(self) -> Iterator[datetime]:
        """Ask for the payment; it comes within days."""
        at = self.spent()
        yield at
        note = "Nộp phí, lệ phí theo thông báo tại Kho bạc."
        amount = self.world.chance.randrange(2, 90) * 50_000
        self.dossier = ask_payment(self.dossier, note=note, amount=amount, actor=self.actor(), at=at)
        at = self.world.working(at, self.world.chance.uniform(0.3, 6) * DAY)
        yield at
        number = f"BL-{self.world.chance.randrange(1000, 9999)}"
        way = PaymentWay.ONLINE if self.dossier.channel == "online" else PaymentWay.TRANSFER
        self.dossier = confirm_payment(self.dossier, receipt_no=number, way=way, actor=self.officer(), at=at)


class Forgotten(Life):
    """Lies somewhere far beyond its date."""

    def spent(self) -> datetime:
        """Take ten times the step's time once the dossier is in an office."""
        usual = super().spent()
        if usual >= self.world.now:
            return usual
        since = self.dossier.step_since or self.born
        return self.world.working(usual, 10 * self.world.calendar.minutes_between(since, usual))


class OnPaper(Life):
    """Worked on outside the software: entered a day late, then clicked through at the end of a day, many together."""

    least_days = 15

    def lived(self) -> Iterator[datetime]:
        """Be received, be entered the next day, go on only on paper, and get all its clicks in one minute."""
        entered = self.world.working(self.born, self.world.chance.uniform(0.8, 1.6) * DAY)
        if _reported(self.born) != _reported(entered):  # what is entered after its month's report would unbalance it
            entered = self.born + timedelta(minutes=20)
        yield entered
        self.dossier = accept(self.filing("direct"), actor=self.officer(), at=self.born)
        yield from self.handled()
        yield from self.collected()

    def spent(self) -> datetime:
        """Nothing is clicked before the Friday on which all is done; then a few seconds for each step."""
        dossier = self.dossier
        since = max(dossier.step_since or self.born, clock.now())
        if dossier.step_no > APPRAISAL:
            return since + timedelta(seconds=20)
        if dossier.step_no < APPRAISAL:
            return self.world.working(since, 1)
        evening = self.world.calendar.last_closing_before(_clicking_day(local_date(since)) + timedelta(days=1))
        return max(since, evening - timedelta(minutes=20)) + timedelta(seconds=self.world.chance.randrange(90))


def _reported(at: datetime) -> str:
    """Return by its key the month that was reported last at an instant."""
    return last_closed(PeriodKind.MONTH, local_date(at)).key


def _clicking_day(on: date) -> date:
    """Return the Friday of an even week on or after a day."""
    friday = on + timedelta(days=(4 - on.weekday()) % 7)
    return friday if friday.isocalendar().week % 2 == 0 else friday + timedelta(days=7)


SHARES: dict[type[Life], float] = {
    Life: 59.4,
    Online: 18,
    IncompleteAtCounter: 2.5,
    RefusedAtCounter: 1.5,
    Supplemented: 5,
    Withdrawn: 1.5,
    Stopped: 0.8,
    SentBack: 3,
    Corrected: 1,
    Forgotten: 0.3,
    OnPaper: 2.5,
    Apologised: 2,
    ApologisedLate: 0.7,
    Consulted: 3,
    Verified: 2,
    Paying: 2,
}
"""How often, in hundredths, each kind of life is led."""


def kind_of(chance: Random) -> type[Life]:
    """Return a kind of life by its share."""
    return chance.choices(list(SHARES), list(SHARES.values()))[0]


UNFINISHED: tuple[tuple[type[Life], State | str], ...] = (
    (Online, State.SUBMITTED),
    (IncompleteAtCounter, State.INTAKE_SUPPLEMENT),
    (Life, State.ACCEPTED),
    (Life, State.IN_PROGRESS),
    (Supplemented, State.AWAITING_SUPPLEMENT),
    (Withdrawn, State.WITHDRAWAL_REQUESTED),
    (Life, State.AWAITING_SIGNATURE),
    (Life, State.RESOLVED),
    (Paying, State.AWAITING_PAYMENT),
    (Consulted, "consulting_since"),
    (Verified, "verifying_since"),
)
"""Whenever the demo is made, even on a Sunday, some dossiers wait in each of these states, or have one of these columns
set.
"""


def halted(life: Life, at: State | str) -> Iterator[datetime]:
    """Live until the dossier stands in a state (or has the column set), and stay there."""
    for instant in life.lived():
        if life.begun and _stands(life, at):
            return
        yield instant


def _stands(life: Life, at: State | str) -> bool:
    if isinstance(at, State):
        return life.dossier.state == at
    return bool(getattr(life.dossier, at))
