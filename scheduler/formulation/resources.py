"""The family of constraints about shared resources."""

from scheduler.formulation.cliques import binding, cliques
from scheduler.formulation.variables import Family, Variables, weighted


def resource_level(v: Variables) -> None:
    """At no moment is more of a resource needed than there is."""
    for resource in v.compiled.instance.resources:
        need = {
            position: activity.source.resources[resource.id]
            for position, activity in enumerate(v.compiled.activities)
            if resource.id in activity.source.resources
        }
        for position, amount in need.items():
            if amount > resource.level:
                v.model.add(v.present[position] == 0)
        some = binding(v, need, lambda _: (0, 0))
        stretches = (s for position in some for s in v.stretches(position))
        for clique in cliques(stretches, v.compiled.settled):
            if sum(need[a] for a in {s.activity for s in clique}) > resource.level:
                v.model.add(
                    weighted((need[s.activity], s.literal) for s in clique) <= resource.level
                )


RESOURCE_FAMILIES: tuple[Family, ...] = (resource_level,)
