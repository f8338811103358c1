"""Compiling: from an instance to integers, with legal starts, legal rooms and counted units."""

from scheduler.compiling.clearing import cleared
from scheduler.compiling.compiled import (
    Compiled,
    CompiledActivity,
    CompiledRoom,
    by_person,
    compile_instance,
)
from scheduler.compiling.demands import Demand, demands
from scheduler.compiling.effective import cancelled, effective, withdrawn
from scheduler.compiling.engagements import engagement
from scheduler.compiling.holding import narrowed, put_in_vain
from scheduler.compiling.legality import ROOM_RULES, TIME_RULES, Legality
from scheduler.compiling.lots import by_lot
from scheduler.compiling.restricting import (
    Place,
    Places,
    fits,
    recombined,
    restricted,
    salvageable,
)
from scheduler.compiling.thinning import thinned

__all__ = [
    "ROOM_RULES",
    "TIME_RULES",
    "Compiled",
    "CompiledActivity",
    "CompiledRoom",
    "Demand",
    "Legality",
    "Place",
    "Places",
    "by_lot",
    "by_person",
    "cancelled",
    "cleared",
    "compile_instance",
    "demands",
    "effective",
    "engagement",
    "fits",
    "narrowed",
    "put_in_vain",
    "recombined",
    "restricted",
    "salvageable",
    "thinned",
    "withdrawn",
]
