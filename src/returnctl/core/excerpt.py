"""A long text in a line: what is said first, cut between words and never inside one."""


def excerpt(text: str, most: int) -> str:
    """Return the text in one line; what is longer ends with three dots.

    A first word that is longer than that stays whole: it may be a code.
    """
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat.rfind(" ", 0, most + 1)
    if cut < 0:
        cut = flat.find(" ")
    return flat if cut < 0 else f"{flat[:cut]} ..."
