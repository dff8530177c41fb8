"""Every mistake in a pack is told with file, rule and field, and with the nearest right word."""

from __future__ import annotations

import pytest

from returnctl.packs.faults import Fault
from returnctl.packs.schema import check

HEAD = """
name = "felsgrat"
kind = "shop"
title = "Felsgrat"
"""
RULE = """
[[rule]]
slug = "return-window"
name = "return it"
actor = "you"
starts = ["delivered"]
closes = "100d"
source = { title = "terms" }
confidence = "high"
"""
SOUND = HEAD + RULE


def faults_of(text: str) -> tuple[Fault, ...]:
    pack, faults = check(text, "felsgrat.toml")
    assert (pack is None) == bool(faults)
    return faults


def test_a_sound_pack_has_none() -> None:
    assert faults_of(SOUND) == ()


# What is added to the rule, the field that is named, and a part of the sentence.
ADDED = [
    ('advise = "x"', "advise", 'did you mean "advice"'),
    ("opens = 3", "opens", "must be a text"),
    ('opens = "3 days"', "opens", "not a length"),
    ('opens = "101d"', "opens", "opens (101d) later than it closes (100d)"),
    ('count = "afer"', "count", 'did you mean "after"'),
    ('kind = "clock"', "kind", "a right or a duty"),
    ('kind = "rigth"', "kind", 'did you mean "right"'),
    ('pick = "first"', "pick", "one of: earliest, latest"),
    ("roll = 1", "roll", "true or false"),
    ("roll = true", "calendar", "is missing"),
    ("min_working_days = 2", "calendar", "is missing"),
    ("lead = -1", "lead", "zero or more"),
    ('calendar = ["germany"]', "calendar[1]", "no calendar"),
    ('zone = "Europe/Berlyn"', "zone", 'did you mean "Europe/Berlin"'),
    ('met_by = ["sent", "tracking_submited"]', "met_by[2]", 'mean "tracking_submitted"'),
    ("met_by = []", "met_by", "names nothing"),
    ('met_by = "sent"', "met_by", "must be a list"),
    ('met_by = ["sent@paypal"]', "met_by[1]", "happens on no channel"),
    ('met_by = ["decided@paypall"]', "met_by[1]", 'did you mean "paypal"'),
    ('met_by = ["rule:withdrawl"]', "met_by", "no rule of this pack"),
    ('met_by = ["rule:return-window"]', "met_by", "its own end"),
    ("silence = true", "if_missed", "is missing"),
    ('cap = { starts = ["paid"] }', "cap.closes", "is missing"),
    ('cap = { starts = ["payed"], closes = "9d" }', "cap.starts[1]", 'did you mean "paid"'),
    ('cap = { starts = ["paid"], closes = "9d", by = 1 }', "cap.by", "no field here"),
    ("cap = 540", "cap", "must be a table"),
    ('pause = { from = "repair_requested" }', "pause.to", "is missing"),
    ('pause = { from = "x", to = "repaired" }', "pause.from", "no event"),
    ("fixed = [{ ordered = [2025-11-01], until = 2026-01-31 }]", "fixed[1].ordered", "two dates"),
    ("fixed = [{ ordered = [2025-12-01, 2025-11-01], until = 2026-01-31 }]", "fixed[1].ordered",
     "the earlier first"),
    ("fixed = [{ ordered = [2025-11-01, 2025-12-31], until = 2025-12-01 }]", "fixed[1].until",
     "before the last day"),
    ('as_of = "last year"', "as_of", "is no date"),
    ("as_of = 2026-08-22T10:00:00", "as_of", "is no date"),
    ('when = { reson = "late" }', "when.reson", 'did you mean "reason"'),
    ('when = { reason = "broken" }', "when.reason", "is no reason"),
    ('when = { reason = { no = "late" } }', "when.reason", "must be {not = ...}"),
    ('when = { country = "Germany" }', "when.country", "is no country"),
    ('when = { amount = "100 GBP" }', "when.amount", "compares no amount"),
    ('when = { free_return = "yes" }', "when.free_return", "true or false"),
    ('when = "late"', "when", "must be a table of fields"),
    ('supersedes = ["withdrawal"]', "supersedes[1]", "write pack.slug"),
    ('where = ""', "where", "is empty"),
    ('variant = "none"', "variant", "[[variant]]"),
    ('[[rule.variant]]\nwhen = { site = "DE" }\nclosses = "14d"', "variant[1].closses",
     'did you mean "closes"'),
    ('[[rule.variant]]\nwhen = { site = "DE" }\nopens = "200d"', "variant[1].opens", "later"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "field", "part"), ADDED)
def test_a_mistake_in_a_rule(line: str, field: str, part: str) -> None:
    (fault,) = faults_of(f"{SOUND}{line}\n")
    assert (fault.file, fault.rule) == ("felsgrat.toml", "return-window")
    assert fault.field == field
    assert part in fault.sentence


# What is changed in the sound pack, then rule, field and a part of the sentence.
CHANGED = [
    ('slug = "return-window"', "", "number 1", "slug", "is missing"),
    ('slug = "return-window"', 'slug = "Return window"', "Return window", "slug", "is no name"),
    ('closes = "100d"', "", "return-window", "closes", "is missing"),
    ('closes = "100d"', "closes = 100", "return-window", "closes", "must be a text"),
    ('closes = "100d"', 'closes = "-3d"', "return-window", "opens", "later than it closes"),
    ('confidence = "high"', "", "return-window", "confidence", "is missing"),
    ('"high"', '"hihg"', "return-window", "confidence", 'did you mean "high"'),
    ('source = { title = "terms" }', "", "return-window", "source", "is missing"),
    ('{ title = "terms" }', "{}", "return-window", "source.title", "is missing"),
    ('{ title = "terms" }', '{ title = "t", address = "x.com" }', "return-window",
     "source.address", "starts with https"),
    ('actor = "you"', 'actor = "selller"', "return-window", "actor", 'did you mean "seller"'),
    ('actor = "you"', 'actor = "seller"\nkind = "duty"', "return-window", "kind", "is a clock"),
    ('actor = "you"', 'actor = "seller"\nlead = 3', "return-window", "lead", "only means"),
    ('["delivered"]', '["arrived"]', "return-window", "starts[1]", "is no event"),
    ('kind = "shop"', 'kind = "store"', "", "kind", "one of: carrier, payment, shop, statute"),
    ('kind = "shop"', 'kind = "statute"', "", "applies", "is missing"),
    ('title = "Felsgrat"', "", "", "title", "is missing"),
    ('title = "Felsgrat"', "titel = 'B'\ntitle = 'B'", "", "titel", 'did you mean "title"'),
    ('title = "Felsgrat"', "title = 'B'\norder_number = '(\\d'", "", "order_number", "regular"),
    ('title = "Felsgrat"', "title = 'B'\norder_page = 'https://b.de/'", "", "order_page",
     "{number}"),
    ("[[rule]]", "[rule]", "", "rule", "written [[rule]]"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule", "field", "part"), CHANGED)
def test_a_mistake_in_what_was_there(old: str, new: str, rule: str, field: str, part: str) -> None:
    assert old in SOUND
    (fault,) = faults_of(SOUND.replace(old, new))
    assert (fault.rule, fault.field) == (rule, field)
    assert part in fault.sentence


def test_a_slug_may_be_there_once() -> None:
    (fault,) = faults_of(SOUND + RULE)
    assert (fault.rule, fault.field) == ("return-window", "slug")


def test_a_condition_may_not_be_asked_twice() -> None:
    text = f'{SOUND}when = {{ site = "DE" }}\n[[rule.variant]]\nwhen = {{ site = "FR" }}\n'
    (fault,) = faults_of(text)
    assert fault.field == "variant[1].when.site"


def test_what_is_no_toml_says_where() -> None:
    (fault,) = faults_of(HEAD + "closes = 100d")
    assert fault.rule == fault.field == ""
    assert "line 5" in fault.sentence


@pytest.mark.parametrize(
    ("table", "field", "part"),
    [
        ('[[extension]]\nrules = ["a"]\nstarting = [2026-01-01, 2026-02-01]\nname = "x"\nby = "7d"',
         "extension.rules", "no rule of this pack"),
        ('[[extension]]\nrules = ["return-window"]\nby = "7d"\nname = "x"',
         "extension[1].starting", "is missing"),
        ('[[limit]]\nname = "label"\ntext = "one"', "limit[1].source", "is missing"),
    ],
)  # fmt: skip
def test_extensions_and_limits(table: str, field: str, part: str) -> None:
    (fault,) = faults_of(f"{SOUND}\n{table}\n")
    assert fault.field == field
    assert part in fault.sentence


def test_all_mistakes_are_told_at_once() -> None:
    text = SOUND.replace('"high"', '"sure"').replace('"100d"', '"ever"').replace("title", "titel")
    assert len(faults_of(text)) >= 4


def test_a_fault_reads_as_a_line() -> None:
    fault = Fault("a.toml", "dispute", "closes", "is missing")
    assert str(fault) == "a.toml: rule dispute, closes: is missing"
    assert str(Fault("a.toml", "", "", "is no TOML")) == "a.toml: is no TOML"
