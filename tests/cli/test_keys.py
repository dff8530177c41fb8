"""Keys of services: where they may come from, what is refused, and that they are told nowhere."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from returnctl.core.errors import Refused
from returnctl.core.secret import Secret
from returnctl.settings.config import load_settings
from returnctl.settings.secretcommand import output_of
from returnctl.settings.secretplaces import SecretPlace, origin, place_of, read_secret
from returnctl.settings.systemkeyring import from_keyring
from tests.cli.running import Cli

KEY = "sk-planted-5f0c9a1e77"
PLACE = SecretPlace(name="dhl", variable="RETURNCTL_DHL_KEY")


@pytest.fixture
def config(home: Path) -> Path:
    path = home / ".config" / "returnctl" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def prints(tmp_path: Path, text: str, *, status: int = 0, stderr: str = "") -> str:
    """Return a command that prints a text."""
    script = tmp_path / "print key.py"
    script.write_text(
        f"import sys\nsys.stdout.write({text!r})\nsys.stderr.write({stderr!r})\nsys.exit({status})"
    )
    return f"'{sys.executable}' '{script}'"


class TestFrom:
    def test_the_environment_comes_first(self, tmp_path: Path) -> None:
        place = SecretPlace(
            name="dhl", variable="RETURNCTL_DHL_KEY", command=prints(tmp_path, "another")
        )

        assert read_secret(place, {"RETURNCTL_DHL_KEY": f" {KEY}\n"}).reveal() == KEY
        assert read_secret(place, {}).reveal() == "another"

    def test_a_private_file(self, tmp_path: Path) -> None:
        file = tmp_path / "key"
        file.write_text(KEY + "\n")
        file.chmod(0o600)
        place = SecretPlace(name="dhl", variable="X", file=str(file))

        assert read_secret(place, {}).reveal() == KEY
        assert origin(place, {}) == f"file {file}"

    def test_the_home_folder_of_a_file_may_be_a_tilde(self, home: Path) -> None:
        file = home / "key"
        file.write_text(KEY)
        file.chmod(0o600)

        place = SecretPlace(name="dhl", variable="X", file="~/key")
        assert read_secret(place, {}).reveal() == KEY

    def test_the_config_says_where(self, config: Path) -> None:
        config.write_text('[providers.dhl]\ntoken_command = "pass show dhl"\nkeyring = true\n')
        place = place_of(load_settings(config, {}), "providers", "dhl")

        assert place.command == "pass show dhl"
        assert place.keyring
        assert origin(place, {}) == "token_command"
        assert origin(place, {"RETURNCTL_DHL_KEY": KEY}) == "environment RETURNCTL_DHL_KEY"

    def test_nowhere(self) -> None:
        assert origin(PLACE, {}) is None
        with pytest.raises(Refused, match="no key for dhl") as refused:
            read_secret(PLACE, {})
        assert "RETURNCTL_DHL_KEY" in refused.value.hint


class TestRefused:
    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o601])
    def test_a_file_that_others_may_read(self, tmp_path: Path, mode: int) -> None:
        file = tmp_path / "key"
        file.write_text(KEY)
        file.chmod(mode)

        with pytest.raises(Refused, match="others may read") as refused:
            read_secret(SecretPlace(name="dhl", variable="X", file=str(file)), {})
        assert refused.value.hint == f"chmod 600 {file}"
        assert KEY not in str(refused.value)

    def test_what_is_no_file(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe, 0o600)
        for path in (tmp_path, pipe, tmp_path / "none", Path("/dev/zero")):
            with pytest.raises(Refused):
                read_secret(SecretPlace(name="dhl", variable="X", file=str(path)), {})

    @pytest.mark.parametrize(
        "text", ["", " \n", "two\nlines", "a\x00b", "x" * 5000, "a\x1bb", "a\r\nX-Other: b"]
    )
    def test_what_is_no_key(self, text: str) -> None:
        with pytest.raises(Refused) as refused:
            read_secret(PLACE, {"RETURNCTL_DHL_KEY": text or " "})
        assert "two" not in refused.value.message

    def test_a_command_that_fails_is_told_without_its_words(self, tmp_path: Path) -> None:
        command = prints(tmp_path, KEY, status=3, stderr=KEY)
        with pytest.raises(Refused, match="ended with status 3") as refused:
            output_of(command, "dhl")
        assert KEY not in refused.value.message + refused.value.hint

    def test_a_command_that_is_not_there(self) -> None:
        with pytest.raises(Refused, match="cannot be started") as refused:
            output_of(f"no-such-program {KEY}", "dhl")
        assert KEY not in refused.value.message + refused.value.hint

    def test_a_command_that_never_ends(self, tmp_path: Path) -> None:
        script = tmp_path / "sleep.py"
        script.write_text(
            "import subprocess, sys\n"
            "subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        )
        with pytest.raises(Refused, match="took over"):
            output_of(f"'{sys.executable}' '{script}'", "dhl", seconds=0.5)

    def test_a_command_that_prints_without_end(self) -> None:
        script = "while True: print('y' * 1000)"
        with pytest.raises(Refused, match="status"):
            output_of(f"'{sys.executable}' -c \"{script}\"", "dhl")

    def test_no_shell_reads_the_command(self, tmp_path: Path) -> None:
        mark = tmp_path / "mark"
        output_of(f"'{sys.executable}' -c pass; touch {mark}", "dhl")

        assert not mark.exists()


class TestKeyring:
    """With a backend of our own, chosen as users choose theirs: by the environment."""

    @pytest.fixture(autouse=True)
    def _keyring(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("keyring")

    def use(self, name: str) -> None:
        import keyring

        from tests.cli import keyrings

        keyring.set_keyring(getattr(keyrings, name)())

    def test_what_it_holds(self) -> None:
        self.use("Holding")

        assert from_keyring("dhl") == "held for returnctl/dhl"

    def test_what_it_does_not_hold(self) -> None:
        self.use("Empty")

        with pytest.raises(Refused, match="holds no key for dhl") as refused:
            from_keyring("dhl")
        assert refused.value.hint == "keyring set returnctl dhl"

    def test_one_that_is_locked_is_not_waited_for(self) -> None:
        self.use("Locked")

        with pytest.raises(Refused, match="gave no answer"):
            from_keyring("dhl", seconds=0.2)

    def test_one_that_cannot_be_reached_says_nothing_of_why(self) -> None:
        self.use("Broken")

        with pytest.raises(Refused, match="no system keyring can be reached"):
            from_keyring("dhl")


class TestTold:
    def test_a_secret_tells_itself_to_nobody(self) -> None:
        secret = Secret(KEY)

        import copy
        import pickle

        assert KEY not in f"{secret} {secret!r} {secret!s} {[secret]}"
        assert not hasattr(secret, "__dict__")
        with pytest.raises(TypeError):
            pickle.dumps(secret)
        with pytest.raises(TypeError):
            copy.deepcopy(secret)

    def test_config_show_says_where_a_key_comes_from(self, cli: Cli, config: Path) -> None:
        config.write_text(f'[providers.17track]\ntoken_command = "echo {KEY}"\n')
        cli.env["RETURNCTL_DHL_KEY"] = KEY
        for form in ((), ("--json",), ("--plain",)):
            shown = cli("config", "show", *form)
            assert KEY not in shown.out + shown.err
            assert "environment RETURNCTL_DHL_KEY" in shown.out

        lines = {each["name"]: each for each in cli.data("config", "show")["settings"]}
        assert lines["providers.17track key"]["origin"] == "token_command"
        assert lines["providers.17track.token_command"]["value"] == "echo ..."

    def test_a_key_in_the_config_itself_is_refused_unrepeated(self, cli: Cli, config: Path) -> None:
        config.write_text(f'[providers.dhl]\nkey = "{KEY}"\n')
        refused = cli("config", "show")

        assert refused.exit_code == 2
        assert "A key never stands in the config" in refused.err
        assert KEY not in refused.out + refused.err

    def test_a_key_is_never_the_value_of_an_option(self, cli: Cli, config: Path) -> None:
        refused = cli("config", "set", "providers.dhl.key", KEY)

        assert refused.exit_code == 2
        assert "token_command" in refused.err
        assert KEY not in refused.out + refused.err
        assert not config.exists()


class TestSections:
    def test_fields_are_set_and_taken_out_and_comments_stay(self, cli: Cli, config: Path) -> None:
        config.write_text("# mine\n[providers.dhl]  # parcels\npause = 5\n", encoding="utf-8")
        cli.ok("config", "set", "providers.dhl.enabled", "no")
        cli.ok("config", "set", "providers.17track.enabled", "true")
        cli.ok("config", "unset", "providers.17track.enabled")

        assert config.read_text(encoding="utf-8").rstrip() == (
            "# mine\n[providers.dhl]  # parcels\npause = 5\nenabled = false"
        )
        assert stat.S_IMODE(config.stat().st_mode) == 0o600

    def test_the_environment_beats_the_file(self, cli: Cli, config: Path) -> None:
        config.write_text("[providers.dhl]\nenabled = true\n")
        cli.env["RETURNCTL_PROVIDERS_DHL_ENABLED"] = "false"
        (line,) = cli.data("config", "get", "providers.dhl.enabled")["settings"]

        assert (line["value"], line["origin"]) == ("false", "environment")

    @pytest.mark.parametrize(
        ("name", "hint"),
        [
            ("providers.dlh.enabled", "Did you mean dhl?"),
            ("providers.dhl.colour", "Of [providers.NAME] there are:"),
            ("providers.dhl", "Of [providers.NAME] there are:"),
            ("provider.dhl.url", ""),
        ],
    )
    def test_unknown_ones_are_refused(self, cli: Cli, name: str, hint: str) -> None:
        refused = cli("config", "set", name, "true")

        assert refused.exit_code == 2
        assert hint in refused.err

    @pytest.mark.parametrize(
        ("url", "good"),
        [
            ("https://api.example.com/track/", True),
            ("http://127.0.0.1:8080", True),
            ("http://localhost:8080", True),
            ("http://[::1]:8080", True),
            ("http://api.example.com", False),
            ("http://127.0.0.1.evil.example", False),
            ("http://127.0.0.1@evil.example", False),
            ("http://evil.example#127.0.0.1", False),
            (f"https://me:{KEY}@api.example.com", False),
            (f"https://api.example.com/?key={KEY}", False),
            ("file:///etc/passwd", False),
            ("api.example.com", False),
            ("https://", False),
            ("https://[::1", False),
            ("https://api.example.com:99999", False),
        ],
    )
    def test_an_address_is_https_or_this_machine(self, cli: Cli, url: str, good: bool) -> None:
        answer = cli("config", "set", "providers.dhl.url", url)

        assert answer.exit_code == (0 if good else 2)
        assert KEY not in answer.out + answer.err
