"""Style sheets and layouts that ship with the program."""

from importlib.resources import files


def shipped(name: str) -> str:
    """Return the text of a file in this folder."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
