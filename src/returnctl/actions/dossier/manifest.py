"""The manifest of a case file: what it is about, and which rules it quotes."""

from typing import Any, Final

from returnctl import __version__
from returnctl.core.dossier.casefile import left_out
from returnctl.core.dossier.clocks import told_clocks
from returnctl.core.dossier.material import Material

_SCHEMA: Final = "returnctl-casefile/1"


def manifest_of(of: Material) -> dict[str, Any]:
    """Return the manifest without its list of files."""
    order = of.case.order
    rules = {
        each.deadline.rule: {
            "rule": each.deadline.rule,
            "title": each.deadline.source.title,
            "address": each.deadline.source.address,
            "read_on": form.as_of.isoformat() if (form := each.deadline.form).as_of else None,
            "confidence": form.confidence,
        }
        for each in told_clocks(of)
    }
    return {
        "schema": _SCHEMA,
        "made_by": f"returnctl {__version__}",
        "as_of": of.today.isoformat(),
        "ref": of.ref,
        "shop": order.shop,
        "order_number": order.number,
        "return_codes": [each.code for each in of.case.returns if each.code],
        "left_out": list(left_out(of)),
        "rulebook": order.book,
        "rules": [rules[name] for name in sorted(rules)],
    }
