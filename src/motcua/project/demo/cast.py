"""The named cast: a commune, its neighbours, the province above, and the people who work there.

Demo, scenarios and tests use the same people, built through the real services. Nothing here exists in reality: there
is no province with the code H72.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.common import formats
from motcua.organisation import queries, services
from motcua.organisation.actors import Actor, citizen_actor, system_actor
from motcua.organisation.kinds import AssignmentKind, Level, Sphere
from motcua.organisation.roles import Role

if TYPE_CHECKING:
    from motcua.organisation.models import Unit

FOUNDED = date(2025, 7, 1)
"""The first day of the two-level local government: the communes of the cast were made on it."""
PROVINCE_SINCE = date(1997, 1, 1)


@dataclass(frozen=True, slots=True)
class Part:
    """A part in the play: who, where (a key of the units), in which post, with which role, signing in as whom."""

    key: str
    name: str
    unit: str
    title: str
    role: Role
    at_unit: str | None = None
    username: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the cast; `password` is known only here, where it was made."""

    person_id: int
    actor: Actor
    username: str
    password: str
    title: str
    unit_id: int


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune with its one-stop shop and offices, by unit id."""

    id: int
    one_stop: int
    office: int
    economy: int
    culture: int

    @property
    def ids(self) -> tuple[int, ...]:
        """All units of the commune."""
        return (self.id, self.one_stop, self.office, self.economy, self.culture)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody: the named actors as attributes, all members by key, the units by id."""

    province: int
    commune: Commune
    neighbour: Commune
    second_neighbour: Commune
    members: dict[str, Member]
    desk_officer: Actor
    handler: Actor
    unit_head: Actor
    leader: Actor
    clerk: Actor
    one_stop_head: Actor
    procedure_controller: Actor
    reform_officer: Actor
    auditor: Actor
    administrator: Actor
    outsider: Actor
    citizen: Actor


NAMED = (
    Part("desk_officer", "Nguyễn Thị Thu Hà", "one_stop", "Công chức tiếp nhận", Role.DESK_OFFICER, username="hantt"),
    Part("handler", "Trần Minh Quân", "economy", "Chuyên viên", Role.HANDLER, username="quantm"),
    Part("unit_head", "Lê Thị Hồng Vân", "economy", "Trưởng phòng", Role.UNIT_HEAD, username="vanlth"),
    Part("leader", "Phạm Văn Đức", "id", "Chủ tịch UBND xã", Role.LEADER, username="ducpv"),
    Part("clerk", "Vũ Ngọc Bích", "office", "Văn thư", Role.CLERK, at_unit="id", username="bichvn"),
    Part(
        "one_stop_head",
        "Đỗ Thị Lan Anh",
        "id",
        "Phó Chủ tịch UBND xã",
        Role.ONE_STOP_HEAD,
        at_unit="one_stop",
        username="anhdtl",
    ),
    Part(
        "procedure_controller",
        "Hoàng Thị Mai",
        "office",
        "Công chức kiểm soát thủ tục hành chính",
        Role.PROCEDURE_CONTROLLER,
        username="maiht",
    ),
    Part("reform_officer", "Bùi Quang Huy", "culture", "Chuyên viên nội vụ", Role.REFORM_OFFICER, username="huybq"),
    Part("auditor", "Đặng Quốc Việt", "inspectorate", "Thanh tra viên", Role.AUDITOR, username="vietdq"),
    Part("administrator", "Ngô Thanh Tùng", "office", "Công chức công nghệ", Role.ADMINISTRATOR, username="tungnt"),
)
OUTSIDER = Part("outsider", "Phan Thị Oanh", "one_stop", "Công chức tiếp nhận", Role.DESK_OFFICER, username="oanhpt")
"""An officer of another commune, who must see nothing of ours."""

SUPPORTING = (
    Part("desk_officer_2", "Nguyễn Văn Hòa", "one_stop", "Công chức tiếp nhận", Role.DESK_OFFICER, username="hoanv"),
    Part("office_head", "Trương Công Định", "office", "Chánh Văn phòng", Role.UNIT_HEAD, username="dinhtc"),
    Part(
        "office_handler", "Lý Thị Ánh Tuyết", "office", "Công chức tư pháp – hộ tịch", Role.HANDLER, username="tuyetlta"
    ),
    Part("culture_head", "Mai Xuân Phúc", "culture", "Trưởng phòng", Role.UNIT_HEAD, username="phucmx"),
    Part("culture_handler", "Cao Thùy Dương", "culture", "Chuyên viên", Role.HANDLER, username="duongct"),
    Part("economy_handler", "Đinh Thế Ưng", "economy", "Chuyên viên", Role.HANDLER, username="ungdt"),
)
NEIGHBOUR = (
    Part("neighbour_handler", "Tạ Đình Khang", "economy", "Chuyên viên", Role.HANDLER),
    Part("neighbour_head", "Chu Thị Yến", "economy", "Trưởng phòng", Role.UNIT_HEAD),
    Part("neighbour_leader", "Lưu Bá Thành", "id", "Chủ tịch UBND xã", Role.LEADER),
    Part("neighbour_clerk", "Hà Kim Ngân", "office", "Văn thư", Role.CLERK, at_unit="id"),
)
SECOND_NEIGHBOUR = (
    Part("second_desk_officer", "Đoàn Mỹ Linh", "one_stop", "Công chức tiếp nhận", Role.DESK_OFFICER),
    Part("second_handler", "Quách Trọng Nghĩa", "economy", "Chuyên viên", Role.HANDLER),
    Part("second_head", "Tô Vĩnh Lộc", "economy", "Trưởng phòng", Role.UNIT_HEAD),
    Part("second_leader", "Kiều Văn Sáng", "id", "Chủ tịch UBND xã", Role.LEADER),
    Part("second_clerk", "Viên Thị Giang", "office", "Văn thư", Role.CLERK, at_unit="id"),
)


@transaction.atomic
def make_cast(at: datetime, *, since: date = FOUNDED) -> Cast:
    """Build the cast; `at` is the instant of recording and of the actors' grants.

    Units, posts and grants hold from `since`. With the default the former district and communes are built too, and
    merged into the present ones on that day. People of Thanh Lâm and the outsider get accounts with random passwords.
    """
    stage = _Stage(at, since)
    province = stage.unit(Level.PROVINCE, "Tỉnh Nam Sơn", None, "H72", starts=min(PROVINCE_SINCE, since))
    inspectorate = stage.unit(Level.OFFICE, "Thanh tra tỉnh Nam Sơn", province, "H72.11")
    district, former = _former_units(stage, province) if since == FOUNDED else (None, {})
    commune = stage.commune("Thanh Lâm", province, "H72.15", former.get("Thanh Lâm", ()))
    neighbour = stage.commune("Đông Hạ", province, "H72.16", former.get("Đông Hạ", ()))
    second = stage.commune("Yên Phú", province, "H72.17", ())
    if district is not None:
        _close_district(stage, district, province)
    members = {part.key: stage.member(part, commune, inspectorate) for part in NAMED + SUPPORTING}
    members |= {part.key: stage.member(part, neighbour, inspectorate) for part in (OUTSIDER, *NEIGHBOUR)}
    members |= {part.key: stage.member(part, second, inspectorate) for part in SECOND_NEIGHBOUR}
    _concurrent_posts(stage, members, commune)
    members = {key: stage.with_actor(member) for key, member in members.items()}
    named = {part.key: members[part.key].actor for part in (*NAMED, OUTSIDER)}
    return Cast(
        province=province,
        commune=commune,
        neighbour=neighbour,
        second_neighbour=second,
        members=members,
        citizen=citizen_actor("Nguyễn Văn An"),
        **named,
    )


def _former_units(stage: "_Stage", province: int) -> tuple[int, dict[str, tuple[int, ...]]]:
    """Build what stood before 1/7/2025: a district, and the communes by the name of what they became."""
    district = stage.unit(Level.DISTRICT, "Huyện Sông Lam", province, "H72.50", starts=PROVINCE_SINCE)
    communes = {
        name: stage.unit(Level.COMMUNE, f"Xã {name}", district, f"H72.50.{number}", starts=PROVINCE_SINCE)
        for number, name in enumerate(("Thanh Tân", "Lâm Hòa", "Đông Sơn", "Hạ Trạch"), start=21)
    }
    became: dict[str, tuple[int, ...]] = {
        "Thanh Lâm": (communes["Thanh Tân"], communes["Lâm Hòa"]),
        "Đông Hạ": (communes["Đông Sơn"], communes["Hạ Trạch"]),
    }
    return district, became


def _close_district(stage: "_Stage", district: int, province: int) -> None:
    """End the district level on 30/6/2025; the province inherits its records."""
    services.dissolve_unit(
        unit_id=district,
        on=FOUNDED,
        heir_id=province,
        decision="Luật số 72/2025/QH15",
        actor=stage.actor,
        at=stage.at,
    )


def _concurrent_posts(stage: "_Stage", members: dict[str, Member], commune: Commune) -> None:
    """Give the two who hold several posts at once the second: Party beside State, director beside deputy."""
    stage.assign(
        members["leader"].person_id,
        commune.id,
        "Phó Bí thư Đảng ủy",
        kind=AssignmentKind.CONCURRENT,
        sphere=Sphere.PARTY,
    )
    stage.assign(
        members["one_stop_head"].person_id, commune.one_stop, "Giám đốc Trung tâm", kind=AssignmentKind.CONCURRENT
    )


class _Stage:
    """Builds units and people with one actor and one instant."""

    def __init__(self, at: datetime, since: date) -> None:
        self.at = at
        self.since = since
        self.actor = system_actor()

    def unit(self, level: Level, name: str, parent: int | None, code: str, *, starts: date | None = None) -> int:
        """Create a unit with an identifier code."""
        made = services.create_unit(
            level=level,
            name=name,
            parent_id=parent,
            valid_from=starts or self.since,
            codes=[services.Code(code)],
            actor=self.actor,
            at=self.at,
        )
        return made.pk

    def commune(self, name: str, province: int, code: str, former: Iterable[int]) -> Commune:
        """Create a commune (by merging the former ones, if any) with its one-stop shop and offices."""
        sources = tuple(former)
        head = self._merged(name, province, code, sources).pk if sources else self._founded(name, province, code)
        return Commune(
            id=head,
            one_stop=self.unit(Level.ONE_STOP, f"Trung tâm Phục vụ hành chính công xã {name}", head, f"{code}.01"),
            office=self.unit(Level.OFFICE, f"Văn phòng HĐND và UBND xã {name}", head, f"{code}.02"),
            economy=self.unit(Level.OFFICE, f"Phòng Kinh tế xã {name}", head, f"{code}.03"),
            culture=self.unit(Level.OFFICE, f"Phòng Văn hóa – Xã hội xã {name}", head, f"{code}.04"),
        )

    def _founded(self, name: str, province: int, code: str) -> int:
        return self.unit(Level.COMMUNE, f"Xã {name}", province, code)

    def _merged(self, name: str, province: int, code: str, sources: tuple[int, ...]) -> "Unit":
        new = services.NewUnit(
            level=Level.COMMUNE,
            name=f"Xã {name}",
            parent_id=province,
            codes=(services.Code(code),),
            address=f"Trung tâm xã {name}, tỉnh Nam Sơn",
            phone="0228 3 700 115",
        )
        return services.merge_units(
            source_ids=sources,
            into=new,
            on=FOUNDED,
            decision="Nghị quyết sắp xếp đơn vị hành chính cấp xã năm 2025",
            actor=self.actor,
            at=self.at,
        )

    def assign(
        self,
        person_id: int,
        unit_id: int,
        title: str,
        *,
        kind: AssignmentKind = AssignmentKind.MAIN,
        sphere: Sphere = Sphere.STATE,
    ) -> None:
        """Let a person hold a post from the first day."""
        services.open_assignment(
            person_id=person_id,
            unit_id=unit_id,
            title=title,
            kind=kind,
            sphere=sphere,
            valid_from=self.since,
            actor=self.actor,
            at=self.at,
        )

    def member(self, part: Part, commune: Commune, inspectorate: int) -> Member:
        """Add a person with post, role and, if the part has a user name, an account."""
        unit_id = inspectorate if part.unit == "inspectorate" else getattr(commune, part.unit)
        email = f"{part.username}@thanhlam.example" if part.username else ""
        person = services.add_person(full_name=part.name, email=email, actor=self.actor, at=self.at)
        self.assign(person.pk, unit_id, part.title)
        store_wide = part.role in {Role.ADMINISTRATOR, Role.AUDITOR}
        services.grant_role(
            person_id=person.pk,
            role=part.role,
            unit_id=None if store_wide else getattr(commune, part.at_unit or part.unit),
            starts_at=datetime.combine(self.since, time.min, tzinfo=formats.ZONE),
            actor=self.actor,
            at=self.at,
        )
        password = self._account(person.pk, part.username) if part.username else ""
        return Member(person.pk, self.actor, part.username, password, part.title, unit_id)

    def _account(self, person_id: int, username: str) -> str:
        password = services.random_password()
        services.create_account(
            person_id=person_id,
            username=username,
            password=password,
            must_change=False,
            actor=self.actor,
            at=self.at,
        )
        return password

    def with_actor(self, member: Member) -> Member:
        """Return the member with the actor that the grants make."""
        actor = queries.actor_of_person(member.person_id, self.at)
        return Member(member.person_id, actor, member.username, member.password, member.title, member.unit_id)
