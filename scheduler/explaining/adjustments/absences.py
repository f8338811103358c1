"""An adjustment for a person who is away: hold all that they would miss without them."""

from collections.abc import Iterator

from models import Instance
from scheduler.explaining.absences import absences, held_without
from scheduler.explaining.adjustments.adjustment import Adjustment
from scheduler.explaining.fact import Fact
from scheduler.explaining.prices import price_of_leaving_out
from scheduler.wording.names import short, who
from scheduler.wording.rules import row_of


def without_them(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Yield an adjustment that holds every activity that a person must miss without them.

    Activities that make no sense without them are left out. If the person misses only one
    activity, the fact that they must attend it has such an adjustment already.
    """
    person = fact.subjects[0].partition("/")[0]
    missed = [absence for absence in absences(instance) if absence.person == person]
    if len(missed) < 2:
        return
    out = [absence.activity for absence in missed if absence.leaves_it_out]
    held = [absence.activity for absence in missed if not absence.leaves_it_out]
    says = []
    if held:
        says.append(f"Hold {', '.join(map(short, held))} without {who(instance.person[person])}")
    if out:
        says.append(f"Leave out {', '.join(map(short, out))}")
    price = len(held) * row_of("person-overlap", "activities", "people").price
    price += sum(price_of_leaving_out(instance, activity) for activity in out)
    yield Adjustment(
        most=1,
        edit=lambda given, _: held_without(given, missed),
        says=lambda _: "; ".join(says),
        price=lambda _: price,
    )
