from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.accounts import rules
from app.accounts.codes import in_groups, new_code, qr_picture
from app.accounts.common_passwords import COMMON
from app.accounts.enums import AccountRefusal, Device
from app.accounts.models import Person, RoleGrant, SignInSession
from app.accounts.rules import Step
from app.kernel import clock
from app.kernel.permissions import Role, ScopeKind

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
DELAYS = (0, 0, 0, 1, 2, 4, 8, 16, 30)


def problem(passphrase: str, *about: str | None) -> str | None:
    return rules.passphrase_problem(passphrase, shortest=10, longest=256, about=about)


@pytest.mark.parametrize(
    "passphrase",
    [
        "password123",
        "P@ssw0rd!!",
        "qwertyuiop1",
        "1234567890",
        "aaaaaaaaaaaa",
        "contraseña1",
        "motdepasse2026",
        "iloveyou iloveyou",
        "weftweftweft",
        "support don't punish",
        "Correct Horse Battery Staple",
        "pass@word123",
        "0l1v13rl0v3",
    ],
)
def test_passphrase_problem_refuses_what_many_chose(passphrase: str) -> None:
    assert problem(passphrase) == AccountRefusal.PASSPHRASE_COMMON


@pytest.mark.parametrize("passphrase", ["moss lantern quiet otter", "una frase larga mía", "x7#Lq9!vTz2w"])
def test_passphrase_problem_lets_good_ones_pass(passphrase: str) -> None:
    assert problem(passphrase) is None


def test_passphrase_problem_counts_characters() -> None:
    assert problem("kort moss") == AccountRefusal.PASSPHRASE_SHORT
    assert problem("moss lantern " * 20) == AccountRefusal.PASSPHRASE_LONG
    assert problem(("moss lantern quiet otter " * 6)[:128]) is None


def test_passphrase_problem_refuses_ones_own_names() -> None:
    assert problem("José María 99", "Jose Maria") == AccountRefusal.PASSPHRASE_OWN_NAME
    for passphrase in ("amina.diallo42", "amina.diallo@example.org"):
        assert problem(passphrase, "amina.diallo@example.org") == AccountRefusal.PASSPHRASE_OWN_NAME


def test_common_list_holds_thousands() -> None:
    assert len(COMMON) > 5000


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Sol.Naciente ", "sol.naciente"),
        ("ab", None),
        ("a@b.org", None),
        ("two words", None),
        ("-x-", None),
        ("x" * 41, None),
        ("name\n", "name"),
    ],
)
def test_normalise_sign_in_name(typed: str, stored: str | None) -> None:
    assert rules.normalise_sign_in_name(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [(" Ana@Example.ORG ", "ana@example.org"), ("ana@", None), ("a b@c.org", None), ("a@b", None)],
)
def test_normalise_email(typed: str, stored: str | None) -> None:
    assert rules.normalise_email(typed) == stored


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("/en/desk?x=1", True),
        ("//evil.example/x", False),
        ("///evil.example/x", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("/en/\nx", False),
        ("en/desk", False),
        ("", False),
        (None, False),
    ],
)
def test_safe_next_takes_only_own_paths(target: str | None, safe: bool) -> None:
    assert rules.safe_next(target) == (target if safe else None)


def test_waiting_time_grows_and_never_locks() -> None:
    def left(failures: int, after: float) -> float:
        moments = [NOON - timedelta(seconds=n) for n in range(failures)]
        return rules.waiting_time(moments, at=NOON + timedelta(seconds=after), delays=DELAYS).total_seconds()

    assert [left(n, 0) for n in (0, 3, 4, 5, 9, 500)] == [0, 0, 1, 2, 30, 30]
    assert left(500, 30) == 0


def person_with(role: Role | None = None, **columns: object) -> Person:
    person = Person(chosen_name="Ana", language="en", active=True, **columns)
    if role is not None:
        person.role_grants.append(
            RoleGrant(role=role, scope_kind=ScopeKind.INSTALLATION, starts_on=date(2020, 1, 1))
        )
    return person


def test_next_step_is_owed_by_roles_that_see_others_data() -> None:
    fresh, done = SignInSession(), SignInSession(second_step_at=NOON)
    assert rules.next_step(person_with(), fresh) is None
    assert rules.next_step(person_with(Role.PROVIDER), fresh) is None
    assert rules.next_step(person_with(Role.MEMBERSHIP_OFFICER), fresh) is Step.SET_UP_SECOND_STEP
    assert rules.next_step(person_with(Role.MEMBERSHIP_OFFICER, totp_secret="A"), fresh) is Step.SECOND_STEP
    assert rules.next_step(person_with(totp_secret="A"), fresh) is Step.SECOND_STEP
    assert rules.next_step(person_with(Role.MEMBERSHIP_OFFICER, totp_secret="A"), done) is None
    assert rules.next_step(person_with(codes_to_write_down={"account": ["X"]}), fresh) is Step.WRITE_DOWN


def test_a_role_outside_its_dates_is_no_grant() -> None:
    grant = RoleGrant(
        role=Role.REVIEWER,
        scope_kind=ScopeKind.BODY,
        scope_id=3,
        starts_on=date(2026, 1, 10),
        ends_on=date(2026, 2, 1),
    )
    person = Person(chosen_name="Ana", role_grants=[grant])
    days = {"2026-01-09": False, "2026-01-10": True, "2026-01-31": True, "2026-02-01": False}
    for day, held in days.items():
        with clock.at(datetime.fromisoformat(f"{day}T08:00+00:00")):
            assert bool(person.grants) is held


def test_is_over_after_idle_and_after_the_longest_time() -> None:
    session = SignInSession(created_at=NOON, last_seen_at=NOON)

    def over(minutes: int) -> bool:
        at = NOON + timedelta(minutes=minutes)
        return rules.is_over(session, at=at, idle=timedelta(minutes=30), longest=timedelta(hours=12))

    assert (over(29), over(30)) == (False, True)
    session.last_seen_at = NOON + timedelta(hours=11, minutes=59)
    assert (over(719), over(720)) == (False, True)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Linux; Android 9; Nokia 2.2)", Device.PHONE),
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko", Device.COMPUTER),
        ("", Device.OTHER),
    ],
)
def test_device_of_says_little(agent: str, device: Device) -> None:
    assert rules.device_of(agent) is device


def test_codes_are_read_as_people_type_them() -> None:
    code = new_code()
    assert len(code) == 19
    assert rules.normalise_code(f" {code.lower().replace('-', ' ')} ") == code.replace("-", "")
    assert rules.normalise_code("oil u") == "011V"
    assert in_groups("ABCDEFGHIJ") == "ABCD EFGH IJ"


def test_qr_picture_needs_no_style() -> None:
    picture = qr_picture("otpauth://totp/x?secret=ABC")
    assert picture.startswith("<svg")
    assert "style" not in picture
    assert 'fill="#000"' in picture


@pytest.mark.parametrize("length", [3, 4, 39, 40])
def test_sign_in_names_of_allowed_lengths_pass(length: int) -> None:
    assert rules.normalise_sign_in_name("x" * length) == "x" * length


def test_limits_of_what_is_typed_hold_to_the_letter() -> None:
    address = f"{'a' * 242}@example.org"
    assert len(address) == 254
    assert rules.normalise_email(address) == address
    assert rules.normalise_email(f"a{address}") is None
    assert rules.normalise_typed_name("x" * 300) == "x" * 254
    assert rules.safe_next("/" + "x" * 1999) == "/" + "x" * 1999
    assert rules.safe_next("/" + "x" * 2000) is None
    assert rules.normalise_code("2" * 70) == "2" * 64


def test_what_is_typed_is_kept_in_one_spelling() -> None:
    assert rules.normalise_typed_name(" ＡＮＡ ") == "ana"
    assert rules.normalise_passphrase("ﬁne words ") == "fine words "


@pytest.mark.parametrize("target", ["/a b", "/a\x7fb", "/a\x1fb", "/\x00"])
def test_safe_next_refuses_signs_that_nobody_sees(target: str) -> None:
    assert rules.safe_next(target) is None


@pytest.mark.parametrize("target", ["/a!b", "/a~b", "/é"])
def test_safe_next_takes_every_visible_sign(target: str) -> None:
    assert rules.safe_next(target) == target


def test_passphrase_limits_hold_to_the_letter() -> None:
    words = "moss lantern quiet otter"

    def of(shortest: int, longest: int) -> str | None:
        return rules.passphrase_problem(words, shortest=shortest, longest=longest)

    assert of(len(words), len(words)) is None
    assert of(len(words) + 1, 256) == AccountRefusal.PASSPHRASE_SHORT
    assert of(1, len(words) - 1) == AccountRefusal.PASSPHRASE_LONG


def test_passphrase_of_three_different_signs_is_refused_and_of_four_is_not() -> None:
    assert problem("xkqxkqxkqxkq") == AccountRefusal.PASSPHRASE_COMMON
    assert problem("xkqvxkqvxkqv") is None


def test_own_names_count_whole_and_with_digits_at_the_ends() -> None:
    assert problem("4711 Ximena 4711", "Ximena") == AccountRefusal.PASSPHRASE_OWN_NAME
    assert problem("4711 Xu 471122", "Xu") == AccountRefusal.PASSPHRASE_COMMON
    assert problem("Xu moss lantern", "Xu") is None
    assert problem("diallo.amina42", "diallo.amina@x.org", None, "") == AccountRefusal.PASSPHRASE_OWN_NAME
    assert problem("kolibri-gmx.net1", "ana@gmx.net") is None


def test_waiting_is_counted_from_the_newest_failure() -> None:
    moments = [NOON, *[NOON - timedelta(hours=1)] * 4]

    def wait(at: datetime) -> timedelta:
        return rules.waiting_time(moments, at=at, delays=DELAYS)

    assert wait(NOON) == timedelta(seconds=2)
    assert wait(NOON + timedelta(seconds=1)) == timedelta(seconds=1)
    assert wait(NOON + timedelta(minutes=1)) == timedelta(0)
    assert rules.waiting_time([], at=NOON, delays=(5,)) == timedelta(0)
    assert rules.waiting_time([NOON], at=NOON, delays=(5,)) == timedelta(seconds=5)


def test_a_phone_that_names_a_computer_is_a_phone() -> None:
    assert rules.device_of("Mobile (X11; Linux)") is Device.PHONE


def test_codes_to_write_down_come_after_the_second_step() -> None:
    person = person_with(Role.MEMBERSHIP_OFFICER, totp_secret="A", codes_to_write_down={"account": ["X"]})
    assert rules.next_step(person, SignInSession()) is Step.SECOND_STEP
    assert rules.next_step(person, SignInSession(second_step_at=NOON)) is Step.WRITE_DOWN
