"""PDF through Typst (extra `pdf`): a layout that ships with the program, and data beside it.

Text reaches the layout as JSON and is printed as text: nothing in it is ever read as markup. No
date or name of a machine goes into the file, so that the same facts give the same bytes.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from returnctl.core.errors import Refused, ReturnctlError
from returnctl.core.safe import safe
from returnctl.exporting.data import shipped

_HINT: Final = "pip install 'returnctl[pdf]', or print the page from a browser."


def make_pdf(layout: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF of a layout (`casefile.typ`) and its data; bytes in it are pictures.

    Raises:
        Refused: the extra is not installed.
        ReturnctlError: Typst could not make it.
    """
    check_typst()
    import typst

    # The stubs do not know that files may be given by their names.
    files: Any = {
        "main": shipped(layout).encode(),
        "data.json": json.dumps(_safe(data)).encode(),
    }
    try:
        made: bytes = typst.compile(files, format="pdf")
    except RuntimeError as error:  # the base of its errors
        sentence = f"The PDF could not be made: {error}."
        raise ReturnctlError(sentence, hint="Make it without --pdf.") from error
    return made


def check_typst() -> None:
    """Refuse to go on without Typst.

    Raises:
        Refused: the extra is not installed.
    """
    from importlib.util import find_spec

    if find_spec("typst") is None:
        raise Refused("A PDF needs the extra pdf.", hint=_HINT)


def _safe(value: Any) -> Any:
    """Make every text safe, line by line; bytes travel as numbers, for JSON has none."""
    match value:
        case bytes():
            return list(value)
        case str():
            return "\n".join(map(safe, value.splitlines())) if value else ""
        case Mapping():
            return {key: _safe(each) for key, each in value.items()}
        case list() | tuple():
            return [_safe(each) for each in value]
    return value
