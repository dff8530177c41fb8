"""`config` and `policy`: settings with their origins, packs with their faults."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest

from returnctl.core.digests import digest
from tests.cli.running import Cli

GOOD = Path(__file__).parent.parent.parent / "examples" / "packs" / "felsgrat.toml"


@pytest.fixture
def config(home: Path) -> Path:
    return home / ".config" / "returnctl" / "config.toml"


@pytest.fixture
def bare(cli: Cli) -> Cli:
    """Nothing in the environment but a time zone."""
    cli.env = dict.fromkeys(cli.env) | {"TZ": "Europe/Berlin"}
    return cli


def setting(cli: Cli, name: str) -> tuple[str | None, str]:
    (found,) = cli.data("config", "get", name)["settings"]
    return found["value"], found["origin"]


def test_show_says_where_each_value_comes_from(bare: Cli) -> None:
    bare.ok("config", "set", "country", "DE")
    bare.env["RETURNCTL_CURRENCY"] = "CHF"

    assert setting(bare, "country") == ("DE", "config")
    assert setting(bare, "currency") == ("CHF", "environment")
    assert setting(bare, "buyer") == ("consumer", "default")
    assert setting(bare, "default_shop") == (None, "not set")
    assert setting(bare, "timezone") == ("Europe/Berlin", "system")


def test_the_environment_beats_the_file(bare: Cli) -> None:
    bare.ok("config", "set", "country", "DE")
    bare.env["RETURNCTL_COUNTRY"] = "ES"

    assert setting(bare, "country") == ("ES", "environment")


def test_set_and_unset(bare: Cli, config: Path) -> None:
    bare.ok("config", "set", "country", "es")
    assert setting(bare, "country") == ("ES", "config")
    bare.ok("config", "unset", "country")
    assert setting(bare, "country") == (None, "not set")


def test_set_keeps_comments(bare: Cli, config: Path) -> None:
    config.parent.mkdir(parents=True)
    config.write_text('# mine\ncountry = "ES"  # home\n\n# later\n', encoding="utf-8")
    bare.ok("config", "set", "country", "DE")
    bare.ok("config", "set", "currency", "EUR")

    text = config.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# home" in text
    assert "# later" in text
    assert 'country = "DE"' in text


def test_the_config_file_is_private(bare: Cli, config: Path) -> None:
    bare.ok("config", "set", "country", "DE")

    assert config.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("contry", "DE"), ("country", "Germany"), ("timezone", "Berlin/Europe"),
        ("currency", "XYZ"), ("date_order", "ymd"), ("buyer", "me"), ("transit_days", "-1"),
        ("country", ""),
    ],
)  # fmt: skip
def test_unknown_keys_and_values_are_refused(
    bare: Cli, config: Path, name: str, value: str
) -> None:
    answer = bare("config", "set", name, value)

    assert (answer.exit_code, answer.out) == (2, "")
    assert answer.err.count("\n") == 2
    assert not config.exists()


@pytest.mark.parametrize("text", ['contry = "DE"\n', "country = \n", 'country = "Germany"\n'])
def test_a_broken_config_file_is_named_and_not_ignored(bare: Cli, config: Path, text: str) -> None:
    config.parent.mkdir(parents=True)
    config.write_text(text, encoding="utf-8")
    answer = bare("status")

    assert answer.exit_code == 2
    assert str(config) in answer.err


def test_a_broken_config_file_can_be_found_by_config_path(bare: Cli, config: Path) -> None:
    """Who is told to mend a file must be able to ask where it is."""
    config.parent.mkdir(parents=True)
    config.write_text('contry = "DE"\n', encoding="utf-8")

    assert str(config) in bare("config", "path").out + bare("config", "path").err


def test_path_names_what_is_used(bare: Cli, config: Path) -> None:
    paths = bare.data("config", "path")

    assert paths["config"] == str(config)
    assert paths["database"] == str(bare.db)


def test_reading_the_config_makes_no_file(bare: Cli, home: Path) -> None:
    bare.ok("config", "show")

    assert not [path for path in home.rglob("*") if path.is_file()]


# --- packs


@pytest.fixture
def packs(home: Path) -> Path:
    folder = home / ".config" / "returnctl" / "packs"
    folder.mkdir(parents=True)
    return folder


def test_the_shipped_packs_are_listed(cli: Cli) -> None:
    names = {pack["name"] for pack in cli.data("policy", "list")["packs"]}

    assert {"aliexpress", "ebay", "amazon", "generic", "eu", "de", "paypal", "visa"} <= names


def test_show_has_every_rule_with_its_source(cli: Cli) -> None:
    pack = cli.data("policy", "show", "aliexpress")

    assert {"aliexpress.dispute", "aliexpress.ship-back"} <= {rule["id"] for rule in pack["rules"]}
    for rule in pack["rules"]:
        assert all(form["source"]["title"] and form["confidence"] for form in rule["forms"])


def test_check_praises_a_good_file(cli: Cli) -> None:
    assert cli.data("policy", "check", str(GOOD))["faults"] == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "field"),
    [
        ('closes = "14d"', 'closes = "14 days"', "ship-back", "closes"),
        ('starts = ["arrived_back"]', 'starts = ["arived_back"]', "seller-refund", "starts"),
        ('actor = "seller"', 'actor = "shopkeeper"', "seller-refund", "actor"),
        ('slug = "ship-back"\n', 'slug = "ship-back"\nclose = "3d"\n', "ship-back", "close"),
        ('kind = "shop"', 'kind = "stall"', "", "kind"),
        ('confidence = "high"', 'confidence = "certain"', "return-window", "confidence"),
    ],
)
def test_check_names_file_rule_and_field(
    cli: Cli, tmp_path: Path, old: str, new: str, rule: str, field: str
) -> None:
    text = GOOD.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "broken.toml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    answer = cli("policy", "check", str(broken), "--json")
    faults = answer.envelope["data"]["faults"]

    assert answer.exit_code == 1
    assert any(
        fault["file"] == "broken.toml" and fault["rule"] == rule and field in fault["field"]
        for fault in faults
    ), faults


@pytest.mark.parametrize("text", ["", "not toml", "name = 3", "\x00"])
def test_check_of_anything_else_is_no_crash(cli: Cli, tmp_path: Path, text: str) -> None:
    file = tmp_path / "any.toml"
    file.write_text(text, encoding="utf-8")

    assert cli("policy", "check", str(file)).exit_code == 1


def test_a_pack_of_yours_is_used(cli: Cli, packs: Path) -> None:
    (packs / "felsgrat.toml").write_bytes(GOOD.read_bytes())
    ref = cli.at("2026-06-20").add("FG-12345678", "Tent", "300", "--delivered", "2026-06-16")

    found = cli.at("2026-06-20").deadline(ref, "felsgrat.return-window")
    assert (found["due_on"], found["override"]) == ("2026-09-24", None)


def test_a_broken_pack_leaves_the_others_working_and_is_told(cli: Cli, packs: Path) -> None:
    (packs / "felsgrat.toml").write_bytes(GOOD.read_bytes())
    (packs / "broken.toml").write_text("nonsense", encoding="utf-8")

    assert cli.data("add", "FG-12345678", "Tent")["created"] is True
    listed = cli.data("policy", "list")
    assert [fault["file"] for fault in listed["faults"]] == ["broken.toml"]


def test_a_pack_of_the_same_name_takes_the_place_of_the_shipped_one(cli: Cli, packs: Path) -> None:
    shipped = files("returnctl.policies").joinpath("shops/ebay.toml").read_text(encoding="utf-8")
    mine = shipped.replace('title = "eBay"', 'title = "eBay, as I read it"', 1)
    (packs / "ebay.toml").write_text(mine, encoding="utf-8")

    assert cli.data("policy", "show", "ebay")["title"] == "eBay, as I read it"


def test_a_pack_that_was_kept_survives_its_file(cli: Cli, packs: Path) -> None:
    """The rules of an order are in the database; deleting the file takes nothing away."""
    (packs / "felsgrat.toml").write_bytes(GOOD.read_bytes())
    ref = cli.at("2026-06-20").add("FG-12345678", "Tent", "300", "--delivered", "2026-06-16")
    (packs / "felsgrat.toml").unlink()

    found = cli.at("2026-06-20").deadline(ref, "felsgrat.return-window")
    assert found["due_on"] == "2026-09-24"


def keep_otherwise(db: Path, pack: str, old: str, new: str) -> None:
    """Change a kept pack, its hash, the manifest that names it, and the log that names that."""
    with closing(sqlite3.connect(db)) as conn, conn:
        conn.execute("DROP TRIGGER log_refuses_update")
        body = conn.execute("SELECT body FROM rulebooks WHERE name = ?", (pack,)).fetchone()[0]
        assert old in body
        for name, before, after in (
            (pack, old, new),
            ("rulebook", digest(body), digest(body.replace(old, new))),
        ):
            was, text = conn.execute(
                "SELECT hash, body FROM rulebooks WHERE name = ?", (name,)
            ).fetchone()
            text = text.replace(before, after)
            conn.execute(
                "UPDATE rulebooks SET hash = ?, body = ? WHERE name = ?", (digest(text), text, name)
            )
            conn.execute("UPDATE log SET data = replace(data, ?, ?)", (was, digest(text)))


def test_rules_of_an_older_release_that_cannot_be_read_stop_nothing_else(cli: Cli) -> None:
    """A reader that became stricter must not lock the records of years."""
    old = cli.add("8190123456789012", "Hub", "5", "--delivered", "8nov", "--reason", "defective")
    keep_otherwise(cli.db, "aliexpress", '"closes":"15d"', '"closes":"15 d"')

    assert cli("show", old).exit_code == 0
    assert cli("mark", old, "dispute-opened").exit_code == 0
    assert "rebuilt" in cli("doctor", "--rebuild").out
