"""Views for people with an SQLite browser: what the tables say, joined and in whole amounts.

The program itself reads none of them. They need nothing but what SQLite brings along, so that any
tool can read them, and nothing in them depends on today.
"""

import re
from typing import Final

from returnctl.core.currencies import CURRENCIES, exponent

# `MONEY(a.b)` stands for the two columns of an amount, in whole units.
_VIEWS: Final = {
    "open_cases": """
        SELECT s.ref, s.kind, s.shop, s.seller, s.order_number,
            (SELECT group_concat(value, ', ') FROM json_each(s.items)) AS items,
            s.return_code, s.status_label AS status, s.reason, s.resolution,
            MONEY(s.amount), MONEY(s.refunded),
            (SELECT min(d.act_by) FROM deadlines AS d WHERE d.order_id = s.order_id
                AND d.actor = 'you' AND d.met_on IS NULL AND d.watch = 1) AS act_by,
            s.updated_on, s.order_id
        FROM status AS s
        WHERE s.closed = 0 AND s.kind <> 'purchase'
        """,
    "due": """
        SELECT d.act_by, d.due_on, d.ref, d.actor, d.name, d.rule, d.basis, d.item, d.shop,
            d.order_number, d.return_code, MONEY(d.amount), d.source_address, d.order_id
        FROM deadlines AS d
        WHERE d.met_on IS NULL AND d.watch = 1 AND d.missing = '[]'
            AND coalesce(d.act_by, d.due_on) IS NOT NULL
        ORDER BY coalesce(d.act_by, d.due_on), d.id
        """,
    "timeline": """
        SELECT e.happened_on, o.ref, e.kind, o.shop, o.number AS order_number,
            (SELECT group_concat(i.title, ', ') FROM items AS i WHERE i.case_id = o.id) AS items,
            MONEY(e.amount), e.note, e.source, o.id AS order_id
        FROM events AS e JOIN orders AS o ON o.id = e.case_id
        ORDER BY e.happened_on, e.id
        """,
    "money_back": """
        SELECT r.day, o.ref, r.side, o.shop, o.number AS order_number,
            (SELECT group_concat(i.title, ', ') FROM items AS i WHERE i.case_id = o.id) AS items,
            MONEY(r.amount), o.id AS order_id
        FROM refunds AS r JOIN orders AS o ON o.id = r.case_id
        ORDER BY r.day, r.id
        """,
}
_MONEY: Final = r"MONEY\((\w+)\.(\w+)\)"
_USUAL: Final = 2


def ddl() -> tuple[str, ...]:
    """Return the statements that make the views."""
    units = _units()

    def money(found: re.Match[str]) -> str:
        column, name = f"{found[1]}.{found[2]}", found[2]
        whole = f"{column}_minor / {units.format(f'{column}_currency')}"
        return f"{whole} AS {name}, {column}_currency AS {name}_currency"

    return tuple(
        f"CREATE VIEW {name} AS{re.sub(_MONEY, money, select)}" for name, select in _VIEWS.items()
    )


def _units() -> str:
    """Return how many minor units a currency's unit has, as SQL of its column."""
    others: dict[int, list[str]] = {}
    for code in sorted(CURRENCIES):
        if exponent(code) != _USUAL:
            others.setdefault(exponent(code), []).append(f"'{code}'")
    cases = " ".join(
        f"WHEN {{0}} IN ({', '.join(codes)}) THEN {10**digits}.0"
        for digits, codes in sorted(others.items())
    )
    return f"CASE {cases} ELSE {10**_USUAL}.0 END"


def drops() -> tuple[str, ...]:
    """Return the statements that take them away."""
    return tuple(f"DROP VIEW IF EXISTS {name}" for name in _VIEWS)
