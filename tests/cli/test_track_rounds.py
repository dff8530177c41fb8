"""A round of asking, with services of our own: when who is asked, and what becomes of answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returnctl.actions.following.accepting import decide
from returnctl.actions.following.track import TrackRequest, track
from returnctl.actions.undo import undo
from returnctl.core.errors import Unreachable
from returnctl.core.sightings import Report, Round, Scan, Trouble, TroubleKind, Wanted, unheard
from returnctl.core.views.tracks import Tracked, TrackView
from returnctl.core.vocabulary import PARCEL_STATUSES
from tests.cli.running import Cli
from tests.reminders.desks import at, desk_at

HUB = ("8190123456789012", "USB-C hub", "23.99")
WAY = (
    Scan(on=date(2026, 11, 16), status="pre_transit", text="Label"),
    Scan(on=date(2026, 11, 18), status="in_transit", text="Hub", place="Liege"),
    Scan(on=date(2026, 11, 20), status="delivered", text="Door", place="Berlin"),
)


def report(number: str, *scans: Scan, provider: str = "fake", **more: Any) -> Report:
    status = scans[-1].status if scans else "unknown"
    raw = repr((number, scans)).encode()
    return Report(**{"number": number, "provider": provider, "status": status, "scans": scans,
                     "raw": raw, **more})  # fmt: skip


@dataclass
class Fake:
    """A service that answers from a table, and notes what it was asked."""

    answers: dict[str, Report] = field(default_factory=dict)
    trouble: TroubleKind | None = None
    name: str = "fake"
    min_refresh: timedelta = timedelta()
    asked: list[tuple[str, bool]] = field(default_factory=list)
    registers: bool = False
    meanwhile: Callable[[], object] = lambda: None

    def takes(self, wanted: Wanted) -> bool:
        return self.trouble is not None or wanted.number in self.answers

    def ask(self, wanted: Sequence[Wanted], done: Callable[[int], None] = unheard) -> Round:
        self.asked += [(each.number, each.registered) for each in wanted]
        self.meanwhile()
        done(len(wanted))
        new = tuple(w.number for w in wanted if self.registers and not w.registered)
        if self.trouble:
            told = tuple(
                Trouble(provider=self.name, kind=self.trouble, number=each.number,
                        sentence=f"{self.name}: no answer ({self.trouble}).")
                for each in wanted
            )  # fmt: skip
            return Round(provider=self.name, troubles=told, registered=new)
        found = tuple(self.answers[each.number] for each in wanted)
        return Round(provider=self.name, reports=found, registered=new)


def run(
    cli: Cli, *services: Fake, when: str = "2026-11-21", **request: Any
) -> tuple[TrackView, list[str]]:
    notes: list[str] = []
    desk = desk_at(cli, at(when))
    return track(TrackRequest(**request), desk, services, notes), notes


def row(cli: Cli, *services: Fake, when: str = "2026-11-21", **request: Any) -> Tracked:
    view, _ = run(cli, *services, when=when, **request)
    (only,) = view.parcels
    return only


def coming(cli: Cli, number: str = "X1") -> str:
    return cli.add(*HUB, "--shipped", "12nov", "--tracking", number)


class TestWhenToAsk:
    @pytest.mark.parametrize(
        ("status", "hours", "asked"),
        [
            ("in_transit", 5, False),
            ("in_transit", 6, True),
            ("pre_transit", 5, False),
            ("out_for_delivery", 1, True),
            ("exception", 6, True),
            ("delivered", 6, True),
        ],
    )
    def test_by_the_status_of_the_parcel(
        self, cli: Cli, status: str, hours: int, asked: bool
    ) -> None:
        coming(cli)
        fake = Fake({"X1": report("X1", Scan(on=date(2026, 11, 20), status=status))})
        run(cli, fake, when="2026-11-21 08:00")
        run(cli, fake, when=f"2026-11-21 {8 + hours:02d}:00")
        assert (len(fake.asked) == 2) is asked

    def test_what_was_delivered_a_week_ago_is_over_unless_named(self, cli: Cli) -> None:
        ref = coming(cli)
        fake = Fake({"X1": report("X1", *WAY)})
        run(cli, fake, when="2026-11-21")
        assert row(cli, fake, when="2026-11-28").doing == "resting"
        assert row(cli, fake, when="2026-11-28", refs=(ref,)).doing == "asked"

    def test_never_sooner_than_the_service_allows(self, cli: Cli) -> None:
        ref = coming(cli)
        fake = Fake({"X1": report("X1", *WAY[:2])}, min_refresh=timedelta(hours=3))
        run(cli, fake, when="2026-11-21 08:00")
        assert row(cli, fake, when="2026-11-21 10:00", refs=(ref,)).doing == "resting"
        assert row(cli, fake, when="2026-11-21 11:00", refs=(ref,)).doing == "asked"

    def test_a_failure_is_no_answer_and_is_tried_again(self, cli: Cli) -> None:
        coming(cli)
        with pytest.raises(Unreachable):
            run(cli, Fake(trouble="network"), when="2026-11-21 08:00")
        fake = Fake({"X1": report("X1", *WAY)})
        assert row(cli, fake, when="2026-11-21 08:01").doing == "asked"

    def test_a_clock_that_was_wrong_locks_nobody_out(self, cli: Cli) -> None:
        coming(cli)
        fake = Fake({"X1": report("X1", *WAY[:2])})
        run(cli, fake, when="2031-01-01")
        assert row(cli, fake, when="2026-11-21").doing == "asked"

    def test_a_number_is_registered_once(self, cli: Cli) -> None:
        coming(cli)
        fake = Fake({"X1": report("X1", *WAY[:1])}, registers=True)
        run(cli, fake, when="2026-11-20")
        run(cli, fake, when="2026-11-21")
        assert fake.asked == [("X1", False), ("X1", True)]

    def test_a_registration_is_remembered_although_nothing_came_of_it(self, cli: Cli) -> None:
        coming(cli)
        failing = Fake(trouble="network", registers=True)
        with pytest.raises(Unreachable):
            run(cli, failing)
        fake = Fake({"X1": report("X1", *WAY)})
        run(cli, fake)
        assert fake.asked == [("X1", True)]


class TestWhileAsking:
    def test_others_can_write(self, cli: Cli) -> None:
        """No transaction is open while anybody is waited for."""
        ref = coming(cli)
        fake = Fake({"X1": report("X1", *WAY)})
        fake.meanwhile = lambda: cli.ok("edit", ref, "--note", "written meanwhile")
        assert row(cli, fake).new_scans == 3
        assert cli.data("show", ref)["order"]["note"] == "written meanwhile"

    def test_a_parcel_that_is_removed_gets_no_scans(self, cli: Cli) -> None:
        ref = coming(cli)
        fake = Fake({"X1": report("X1", *WAY)})
        fake.meanwhile = lambda: cli.ok("parcel", "rm", ref, "X1")
        view, _ = run(cli, fake)
        assert view.parcels == ()
        assert cli.query("SELECT count(*) FROM checkpoints") == [(0,)]

    def test_what_the_user_records_meanwhile_is_not_proposed(self, cli: Cli) -> None:
        ref = coming(cli)
        fake = Fake({"X1": report("X1", *WAY)})
        fake.meanwhile = lambda: cli.ok("mark", ref, "delivered", "--on", "19nov")
        assert row(cli, fake, accept=True).proposals == ()
        (event,) = [e for e in cli.data("show", ref)["events"] if e["kind"] == "delivered"]
        assert (event["on"], event["source"]) == ("2026-11-19", "user")

    def test_progress_counts_numbers(self, cli: Cli) -> None:
        coming(cli)
        counted: list[int] = []

        @contextmanager
        def bar(total: int) -> Iterator[Callable[[int], None]]:
            counted.append(total)
            yield counted.append

        fake = Fake({"X1": report("X1", *WAY)})
        track(TrackRequest(), desk_at(cli, at("2026-11-21")), [fake], [], bar)
        assert counted[0] == 1
        assert sum(counted[1:]) == 1


class TestAnswers:
    def test_facts_fill_gaps_and_the_users_word_stands(self, cli: Cli) -> None:
        ref = coming(cli)
        told = report("X1", *WAY[:2], carrier="DHL", aliases=("LAST-MILE-1",),
                      expected=(date(2026, 11, 22), date(2026, 11, 24)))  # fmt: skip
        run(cli, Fake({"X1": told}))
        (parcel,) = cli.data("show", ref)["parcels"]
        assert (parcel["carrier"], parcel["aliases"]) == ("dhl", ["LAST-MILE-1"])
        assert parcel["expected_until"] == "2026-11-24"
        cli.ok("parcel", "add", ref, "X1", "--carrier", "gls")
        run(cli, Fake({"X1": told}), refs=(ref,))
        assert cli.data("show", ref)["parcels"][0]["carrier"] == "gls"

    def test_two_services_are_both_kept(self, cli: Cli) -> None:
        coming(cli)
        one = Fake({"X1": report("X1", *WAY)})
        other = Fake({"X1": report("X1", *WAY, provider="other")}, name="other")
        run(cli, one, when="2026-11-20")
        run(cli, other, when="2026-11-21")
        assert cli.query("SELECT count(*), count(DISTINCT provider) FROM checkpoints") == [(6, 2)]
        (only,) = run(cli, Fake(), when="2026-11-21")[0].parcels
        assert [each.kind for each in only.proposals] == ["delivered"]

    def test_one_that_fails_is_told_beside_the_others(self, cli: Cli) -> None:
        coming(cli)
        cli.add("8190123456789099", "Lamp", "9.99", "--shipped", "12nov", "--tracking", "X2")

        @dataclass
        class Down(Fake):
            def takes(self, wanted: Wanted) -> bool:
                return wanted.number == "X2"

        view, _ = run(cli, Fake({"X1": report("X1", *WAY)}), Down(trouble="network", name="down"))
        assert [each.doing for each in view.parcels] == ["asked", "failed"]
        assert view.parcels[1].trouble == "down: no answer (network)."

    @pytest.mark.parametrize("kind", ["key", "quota", "too_fast", "network", "answer"])
    def test_where_nothing_worked_it_says_why(self, cli: Cli, kind: TroubleKind) -> None:
        coming(cli)
        with pytest.raises(Unreachable, match=kind):
            run(cli, Fake(trouble=kind))

    @pytest.mark.parametrize(("kind", "told"), [("key", "docs/providers.md"), ("network", "show")])
    def test_where_nothing_worked_it_says_what_to_do(
        self, cli: Cli, kind: TroubleKind, told: str
    ) -> None:
        coming(cli)
        with pytest.raises(Unreachable) as failure:
            run(cli, Fake(trouble=kind))
        assert told in failure.value.hint
        assert "returnctl parcel list" in failure.value.hint

    @pytest.mark.parametrize("kind", ["not_found", "no_data_yet", "carrier_required"])
    def test_nothing_to_tell_is_an_answer(self, cli: Cli, kind: TroubleKind) -> None:
        coming(cli)
        assert row(cli, Fake(trouble=kind)).trouble == f"fake: no answer ({kind})."

    def test_days_that_no_calendar_holds_are_left_out(self, cli: Cli) -> None:
        coming(cli)
        odd = Scan(on=date(1, 1, 1), status="delivered")
        assert row(cli, Fake({"X1": report("X1", odd, *WAY[:2])})).new_scans == 2

    def test_what_carriers_write_reaches_no_terminal_as_it_is(self, cli: Cli) -> None:
        ref = coming(cli)
        odd = Scan(
            on=date(2026, 11, 20), status="exception", text="\x1b[31mred\u202e", place="a\tb"
        )
        run(cli, Fake({"X1": report("X1", odd)}))
        for args in (("show", ref), ("why", ref), ("show", ref, "--plain"), ("history",)):
            assert "\x1b" not in cli.ok(*args).out
            assert "\u202e" not in cli.ok(*args).out

    def test_joined_cases_have_each_parcel_and_scan_once(self, cli: Cli) -> None:
        coming(cli)
        run(cli, Fake({"X1": report("X1", *WAY)}))
        twin = cli.add("--shop", "temu", "--item", "Hub", "--tracking", "x 1")
        run(cli, Fake({"X1": report("X1", *WAY), "x 1": report("x 1", *WAY)}), refs=(twin,))
        cli.ok("edit", twin, "--same-as", HUB[0])
        (parcel,) = cli.data("show", HUB[0])["parcels"]
        assert len(parcel["scans"]) == 3

    @pytest.mark.parametrize("year", [1, 9999])
    def test_an_instant_at_the_end_of_the_calendar_is_not_believed(
        self, cli: Cli, year: int
    ) -> None:
        ref = coming(cli)
        odd = Scan(on=date(2026, 11, 20), status="exception", at=datetime(year, 1, 1, tzinfo=UTC))
        run(cli, Fake({"X1": report("X1", odd)}))
        assert cli.data("show", ref)["parcels"][0]["scans"][0]["at"] is None

    def test_a_declined_proposal_is_remembered(self, cli: Cli) -> None:
        ref = coming(cli)
        fake = Fake({"X1": report("X1", *WAY)})
        first = row(cli, fake)
        (found,) = first.proposals
        decide(desk_at(cli, at("2026-11-21")), [], [(first.case_id, found.key)])
        assert row(cli, fake, accept=True).proposals == ()
        assert "delivered" not in [e["kind"] for e in cli.data("show", ref)["events"]]
        undo(desk_at(cli, at("2026-11-21")), None)
        assert len(row(cli, fake).proposals) == 1


TEXT = st.text(max_size=12)
ANY_SCAN = st.builds(
    Scan,
    on=st.dates(date(1990, 1, 1), date(2110, 1, 1)),
    status=st.sampled_from([*PARCEL_STATUSES, "nonsense"]),
    text=TEXT,
    place=st.none() | TEXT,
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
)  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(ANY_SCAN, max_size=6), min_size=1, max_size=3), st.sampled_from("ab"))
def test_whatever_services_say_money_events_and_dates_of_the_user_stay(
    cli: Cli, answers: list[list[Scan]], shop: str
) -> None:
    number = f"X{cli.log_size()}{shop}"
    ref = cli.add(
        "--shop", "zalando", "--item", f"Coat {number} @ 50 EUR", "--delivered", "1nov",
        "--requested", "2nov", "--did", "sent=5nov", "--tracking", number,
    )  # fmt: skip
    cli.ok("edit", ref, "--deadline", "refund-arrival=1dec")
    before = cli.data("show", ref)
    for hour, scans in enumerate(answers):
        fake = Fake({number: report(number, *scans)})
        run(cli, fake, when=f"2026-11-21 1{hour}:00", refs=(ref,))
    after = cli.data("show", ref)
    for name in ("events", "money", "overrides", "order", "returns"):
        assert after[name] == before[name], name
    assert [each["status"] for each in after["status"]] == [
        each["status"] for each in before["status"]
    ]
    with closing(sqlite3.connect(cli.db)) as conn:
        assert conn.execute("SELECT count(*) FROM misfits").fetchone() == (0,)
