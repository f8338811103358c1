"""Rows of tables for small instances; no test."""

from typing import Any


def bilateral(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": "bilateral", "title": name, "minutes": 60, **more}


def room(name: str) -> dict[str, Any]:
    return {"id": name, "name": name, "capacity": 10}
