"""Several services at once, one failing beside the others, and who is asked at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from returnctl.core.errors import Refused
from returnctl.core.secret import Secret
from returnctl.core.sightings import Report, Round, Trouble, Wanted, unheard
from returnctl.tracking.asking import ask_services
from returnctl.tracking.choosing import chosen_services
from returnctl.tracking.pace import LONGEST_PAUSE, Pace
from returnctl.tracking.providers import PROVIDERS
from tests.tracking.asked import NOW, Clock, service
from tests.tracking.server import saying, serving
from tests.tracking.vendors import KEY, VENDORS


@dataclass
class Fake:
    """A service that knows some numbers."""

    name: str
    knows: Sequence[str] = ()
    refuses: Sequence[str] = ()
    fails: Exception | None = None
    meets: threading.Barrier | None = None
    heard: list[Wanted] = field(default_factory=list)
    min_refresh: timedelta = timedelta()

    def takes(self, wanted: Wanted) -> bool:
        return not wanted.number.startswith("-") and wanted.number not in self.refuses

    def ask(self, wanted: Sequence[Wanted], done: Callable[[int], None] = unheard) -> Round:
        self.heard += wanted
        if self.fails:
            raise self.fails
        if self.meets:
            self.meets.wait(timeout=10)
        done(len(wanted))
        asked = [each.number for each in wanted]
        return Round(
            provider=self.name,
            reports=tuple(
                Report(number=each, provider=self.name, status="in_transit")
                for each in asked
                if each in self.knows
            ),
            troubles=tuple(
                Trouble(provider=self.name, kind="not_found", sentence="No.", number=each)
                for each in asked
                if each not in self.knows
            ),
        )


def wanted(*numbers: str) -> list[Wanted]:
    return [Wanted(number=each) for each in numbers]


class TestAsking:
    def test_what_one_service_does_not_know_the_next_is_asked(self) -> None:
        first, second = Fake("first", ["A"]), Fake("second", ["B"])
        rounds = ask_services([first, second], wanted("A", "B", "C"))

        assert [each.number for each in second.heard] == ["B", "C"]
        assert {r.number: r.provider for each in rounds for r in each.reports} == {
            "A": "first",
            "B": "second",
        }

    def test_trouble_with_a_number_that_another_service_knew_is_not_told(self) -> None:
        rounds = ask_services([Fake("first"), Fake("second", ["A"])], wanted("A", "B"))

        assert {t.number for each in rounds for t in each.troubles} == {"B"}

    def test_one_that_fails_stops_no_other(self) -> None:
        """Even a defect of ours in reading its answer."""
        broken = Fake("broken", fails=RecursionError(KEY))
        rounds = ask_services([broken, Fake("good", ["A"])], wanted("A"))

        assert [r.provider for each in rounds for r in each.reports] == ["good"]
        (trouble,) = rounds[0].troubles
        assert trouble.kind == "answer"
        assert KEY not in trouble.sentence

    def test_they_are_asked_at_the_same_time(self) -> None:
        """Each waits for the other to be asked; one after the other they would wait for ever."""
        meets = threading.Barrier(2)
        first, second = (
            Fake("first", "A", refuses="B", meets=meets),
            Fake("second", "B", meets=meets),
        )

        rounds = ask_services([first, second], wanted("A", "B"))

        assert sum(len(each.reports) for each in rounds) == 2

    def test_each_service_is_told_what_it_has_registered(self) -> None:
        first, second = Fake("first"), Fake("second")
        ask_services([first, second], wanted("A", "B"), registered={"second": {"B"}})

        assert [each.registered for each in first.heard] == [False, False]
        assert [each.registered for each in second.heard] == [False, True]

    def test_progress_counts_every_number_once(self) -> None:
        told: list[int] = []
        services = [Fake("first", ["A"]), Fake("second", ["B"])]
        ask_services(services, wanted("A", "B", "-none"), done=told.append)

        assert sum(told) == 3

    def test_a_number_that_nobody_takes_is_asked_of_nobody(self) -> None:
        assert ask_services([Fake("first")], wanted("-A")) == ()
        assert ask_services([], wanted("A")) == ()

    def test_a_real_service_that_refuses_the_key_stops_no_other(self) -> None:
        vendor = VENDORS["cainiao"]
        with serving(lambda _: saying({}, 401)) as refusing, serving(vendor.found) as good:
            asked = [
                service("17track", refusing.url, key=KEY),
                service("cainiao", good.url),
            ]
            rounds = ask_services(asked, vendor.wanted)

        assert [t.kind for each in rounds for t in each.troubles] == ["key"]
        assert [r.provider for each in rounds for r in each.reports] == ["cainiao"]


class TestChoosing:
    @staticmethod
    def chosen(section: dict[str, dict[str, object]], *keys: str) -> list[str]:
        found = chosen_services(
            section,
            has_key=lambda name: name in keys,
            key_of=lambda _: Secret(KEY),
            now=lambda: NOW,
        )
        return [each.name for each in found]

    def test_without_a_word_only_the_demo_is_there(self) -> None:
        assert self.chosen({}) == ["demo"]

    def test_a_key_is_enough(self) -> None:
        assert self.chosen({}, "17track", "dhl") == ["demo", "dhl", "17track"]

    def test_an_unofficial_one_must_be_enabled(self) -> None:
        assert self.chosen({"cainiao": {"enabled": True}}) == ["demo", "cainiao"]

    def test_one_can_be_turned_off(self) -> None:
        assert self.chosen({"dhl": {"enabled": False}, "demo": {"enabled": False}}, "dhl") == []

    def test_a_service_that_nobody_knows_is_refused(self) -> None:
        with pytest.raises(Refused, match='"dlh" is no tracking service') as refused:
            self.chosen({"dlh": {"enabled": True}})
        assert refused.value.hint == "Did you mean dhl?"

    def test_a_key_that_cannot_be_read_is_trouble_of_that_service_alone(self) -> None:
        def key_of(name: str) -> Secret:
            raise Refused("the token_command of dhl ended with status 1.")

        (asked,) = chosen_services(
            {"dhl": {"enabled": True, "url": "http://127.0.0.1:1"}, "demo": {"enabled": False}},
            has_key=lambda _: False, key_of=key_of, now=lambda: NOW,
        )  # fmt: skip
        (trouble,) = asked.ask(VENDORS["dhl"].wanted).troubles

        assert trouble.kind == "key"
        assert "status 1" in trouble.sentence

    def test_every_row_is_whole(self) -> None:
        for name, row in PROVIDERS.items():
            assert name == row.name
            assert row.batch >= 1
            assert row.url.startswith("https://") or name == "demo"
            assert row.official or not row.needs_key


class TestPace:
    @pytest.mark.parametrize(
        ("retry_after", "slept"),
        [
            (None, 1.0),
            ("", 1.0),
            ("0", 0.0),
            ("7", 7.0),
            ("-3", 1.0),
            ("soon", 1.0),
            ("1e9", 1.0),
            (format_datetime(NOW + timedelta(seconds=20), usegmt=True), 20.0),
            (format_datetime(NOW - timedelta(days=1), usegmt=True), 0.0),
        ],
    )
    def test_retry_after_is_heeded(self, retry_after: str | None, slept: float) -> None:
        clock = Clock()
        pace = Pace(interval=0, clock=clock.now, sleep=clock.sleep, now=lambda: NOW)

        assert pace.pause(1, retry_after)
        assert clock.slept == [slept]

    @pytest.mark.parametrize(
        "retry_after",
        [
            str(int(LONGEST_PAUSE) + 1),
            "9" * 5000,
            format_datetime(datetime(2027, 1, 1, tzinfo=UTC), usegmt=True),
        ],
    )
    def test_who_wants_a_long_pause_is_left_alone(self, retry_after: str) -> None:
        clock = Clock()
        pace = Pace(interval=0, clock=clock.now, sleep=clock.sleep, now=lambda: NOW)

        assert not pace.pause(1, retry_after)
        assert clock.slept == []

    def test_there_are_three_tries(self) -> None:
        clock = Clock()
        pace = Pace(interval=0, clock=clock.now, sleep=clock.sleep)

        assert [pace.pause(tries, None) for tries in (1, 2, 3)] == [True, True, False]
        assert clock.slept == [1.0, 3.0]
