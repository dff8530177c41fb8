"""What was typed behind `import`, as text."""

from returnctl.core.structs import Struct


class ImportRequest(Struct, frozen=True, kw_only=True):
    """The arguments and options of `import`; `-` among the files is standard input."""

    files: tuple[str, ...]
    mapping: tuple[str, ...] = ()
    format: str | None = None
    date_format: str | None = None
    decimal: str | None = None
    shop: str | None = None
    trust_numbers: bool = False
