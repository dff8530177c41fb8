"""Small pictures of evidence: made anew from what a picture shows, or the file itself if small.

A file is a picture by its first bytes, never by its name; SVG and HTML are never shown. Making them
small needs Pillow (extra `pdf`); without it only small files are shown, as they are.
"""

import base64
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from PIL import Image

_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_SIDE: Final = 480
# Beyond these a file is linked only: no phone makes such pictures, and a page must stay light.
_MOST_PIXELS: Final = 120_000_000
MOST_BYTES: Final = 40_000_000
_MOST_AS_IT_IS: Final = 300_000


class Picture(NamedTuple):
    """A picture as the page holds it; `made` says that its bytes were written by this program."""

    kind: str
    data: bytes
    made: bool

    @property
    def address(self) -> str:
        """The picture as a `data:` address."""
        return f"data:image/{self.kind};base64,{base64.b64encode(self.data).decode('ascii')}"


def kind_of(data: bytes) -> str | None:
    """Return which picture format the bytes start like, or None."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)


def picture_of(data: bytes) -> Picture | None:
    """Return a small picture of a file; None for what is no picture, or a strange one."""
    kind = kind_of(data)
    if kind is None:
        return None
    try:
        from PIL import Image
    except ImportError:
        return Picture(kind, data, made=False) if len(data) <= _MOST_AS_IT_IS else None
    # Pillow raises many things for files that are broken, on purpose or not.
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as found:
            if found.width * found.height > _MOST_PIXELS:
                return None
            found.draft("RGB", (_SIDE, _SIDE))
            return _small(found)
    except Exception:  # noqa: BLE001
        return None


def _small(found: "Image.Image") -> Picture:
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(found)
    upright.thumbnail((_SIDE, _SIDE))
    flat = Image.new("RGB", upright.size, "white")
    shown = upright.convert("RGBA")
    flat.paste(shown, mask=shown.getchannel("A"))
    out = BytesIO()
    flat.save(out, "JPEG", quality=80, optimize=True)
    return Picture("jpeg", out.getvalue(), made=True)
