"""The usage of each command for docs/grammar.md, read from the commands themselves."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from returnctl.cli.app import build
from returnctl.cli.globals import GLOBAL_PARAMS

ROOT: Final = "returnctl"
_GLOBAL: Final = {param.name for param in GLOBAL_PARAMS}


@cache
def commands() -> dict[str, Any]:
    """Return every command by its name as typed: `add`, `policy show`; the root is `returnctl`."""
    root: Any = build()
    found: dict[str, Any] = {ROOT: root}
    for name in root.list_commands(None):
        command = root.get_command(None, name)
        inner = getattr(command, "commands", None)
        found |= {f"{name} {each}": inner[each] for each in inner} if inner else {name: command}
    return found


def params(name: str) -> list[Any]:
    """Return the arguments and options of a command; the global ones belong to the root alone."""
    command = commands()[name]
    own = [each for each in command.params if each.name != "help"]
    return own if name == ROOT else [each for each in own if each.name not in _GLOBAL]


def usage(name: str) -> str:
    """Return what a command does and takes, as Markdown."""
    return "\n".join(_usage(name)) + "\n"


def _usage(name: str) -> Iterator[str]:
    command = commands()[name]
    arguments = [each for each in params(name) if each.param_type_name == "argument"]
    options = [each for each in params(name) if each.param_type_name == "option"]
    words = [ROOT, *([name] if name != ROOT else []), *map(_word, arguments)]
    words += ["[OPTIONS]"] if options else []
    if name == ROOT:
        words.append("COMMAND ...")
    yield f"**`{' '.join(words)}`** - {_first_line(command.help)}"
    if arguments or options:
        yield ""
    for each in arguments:
        yield f"- `{_word(each)}`: {each.help}{' Needed.' if each.required else ''}"
    for each in options:
        yield f"- `{_spelled(each)}`: {each.help}{_manner(each)}"


def _word(argument: Any) -> str:
    """Return an argument as a user reads it: `REF`, `[RULE]`."""
    return str(argument.metavar)


def _spelled(option: Any) -> str:
    names = " / ".join((", ".join(sorted(option.opts, key=len)), *option.secondary_opts))
    if option.is_flag:
        return names
    return f"{names} {option.metavar or 'TEXT'}"


def _manner(option: Any) -> str:
    if option.multiple:
        return " May be given several times."
    return "" if option.is_flag or option.default is None else f" Default: `{option.default}`."


def _first_line(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())
