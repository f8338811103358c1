"""Explanations as tidy DataFrames: one row per fact, stable columns, text unless said."""

import pandas as pd

from scheduler.explaining.preflight import Preflight
from scheduler.explaining.values import Explanation

FINDINGS = ("dooms", "rule", "subject", "activities", "message")
FACTS = ("conflict", "rule", "table", "column", "subjects", "sources", "message", "proven")
REPAIRS = ("rank", "price", "changes")


def findings(first: Preflight) -> pd.DataFrame:
    """One row per finding of a preflight.

    Columns
    -------
    dooms : str, ``instance``, ``request`` or ``lint``
    rule, subject, message : str
    activities : str, ids joined by ``;``
    """
    rows = [(f.dooms, f.rule, f.subject, ";".join(f.activities), f.message) for f in first.facts]
    return pd.DataFrame(rows, columns=list(FINDINGS), dtype="str")


def facts(told: Explanation) -> pd.DataFrame:
    """One row per fact of each conflict.

    Columns
    -------
    conflict : int, from 1
    rule, table, column, message : str
    subjects, sources : str, joined by ``;``
    proven : bool, whether the conflict is proven minimal
    """
    rows = [
        (
            number,
            fact.rule,
            fact.table,
            fact.column,
            ";".join(fact.subjects),
            ";".join(fact.sources),
            fact.message,
            conflict.proven,
        )
        for number, conflict in enumerate(told.conflicts, 1)
        for fact in conflict.facts
    ]
    frame = pd.DataFrame(rows, columns=list(FACTS), dtype="object")
    kinds = dict.fromkeys(FACTS, "str") | {"conflict": "int64", "proven": "bool"}
    return frame.astype(kinds)


def repairs(told: Explanation) -> pd.DataFrame:
    """One row per repair, the cheapest first.

    Columns
    -------
    rank : int, from 1
    price : int, points
    changes : str, what to do, joined by ``; ``
    """
    rows = [(n, r.price, "; ".join(r.changes)) for n, r in enumerate(told.repairs, 1)]
    frame = pd.DataFrame(rows, columns=list(REPAIRS), dtype="object")
    return frame.astype({"rank": "int64", "price": "int64", "changes": "str"})
