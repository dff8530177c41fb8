"""The fields of packs and rules as tables: what can be written, and who reads it.

Whatever is not in a table is a mistake. `docs/rules-shape.md` tells each field in words.
"""

from collections.abc import Mapping
from typing import Any, Final, get_args

from returnctl.core.rules import Count, Extension, Limit, PackKind, RuleKind
from returnctl.core.vocabulary import ACTORS, CHANNELS
from returnctl.packs.conditions import condition
from returnctl.packs.scalars import (
    Reader,
    address,
    day,
    days,
    length,
    length_or_unknown,
    list_of,
    name,
    one_of,
    pattern,
    place,
    rule_id,
    text,
    yes_or_no,
    zone,
)
from returnctl.packs.shapes import clock, fixed, pause, source, span, table_of, triggers

CONFIDENCES: Final = ("high", "medium", "low", "recalled")

# What a rule holds, and each of its variants may hold again.
FORM_FIELDS: Final[Mapping[str, Reader]] = {
    "when": condition,
    "name": text,
    "actor": one_of("actor", ACTORS),
    "kind": one_of("kind", get_args(RuleKind)),
    "starts": triggers,
    "pick": one_of("pick", ("earliest", "latest")),
    "instance": one_of("instance", ("first", "last")),
    "opens": length,
    "closes": length_or_unknown,
    "count": one_of("count", get_args(Count)),
    "roll": yes_or_no,
    "min_working_days": days,
    "calendar": list_of(place),
    "zone": zone,
    "not_before": clock,
    "cap": clock,
    "or_earlier": clock,
    "pause": pause,
    "fixed": list_of(fixed),
    "met_by": triggers,
    "reach": one_of("reach", ("sent", "received")),
    "act": one_of("act", ("online", "post")),
    "watch": yes_or_no,
    "lead": days,
    "silence": yes_or_no,
    "if_missed": text,
    "advice": text,
    "where": text,
    "first": text,
    "excludes": list_of(name),
    "supersedes": list_of(rule_id),
    "as_of": day,
    "source": source,
    "confidence": one_of("confidence", CONFIDENCES),
}
FORM_NEEDS: Final = ("name", "actor", "starts", "closes", "source", "confidence")

# A rule's own fields beside those of its form.
RULE_FIELDS: Final = ("slug", "variant")


def _extension(rules: Any, starting: Any, by: Any, name: str) -> Extension:
    return Extension(rules, starting[0], starting[1], by, name)


_EXTENSION_FIELDS: Final = {"rules": list_of(name), "starting": span, "by": length, "name": text}
_LIMIT_FIELDS: Final = {"name": name, "text": text, "when": condition, "source": source}

PACK_FIELDS: Final[Mapping[str, Reader]] = {
    "name": name,
    "kind": one_of("kind", get_args(PackKind)),
    "title": text,
    "zone": zone,
    "as_of": day,
    "applies": condition,
    "aliases": list_of(text),
    "order_number": pattern,
    "order_page": address,
    "channel": one_of("channel", CHANNELS),
    "code_from": text,
    "extension": list_of(table_of(_extension, _EXTENSION_FIELDS, needs=tuple(_EXTENSION_FIELDS))),
    "limit": list_of(table_of(Limit, _LIMIT_FIELDS, needs=("name", "text", "source"))),
}
PACK_NEEDS: Final = ("name", "kind", "title")
