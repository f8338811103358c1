"""Activities in a room counted by the people who are there: for published benchmarks only.

Nobody is in two activities at once, so people are counted in place of activities. That needs far
fewer literals where all activities are mandatory, equally long and share few people, as in the
business-to-business problems of Bofill et al. (clusters in section 4.5.2 of the paper named in
``even_days.py``). No summit instance here has such a room; the rule is the same with and without.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from scheduler.formulation.variables import Literal, Stretch, Variables, total

NOBODY: Mapping[int, int] = MappingProxyType({})


def hosts_of(v: Variables, room: int, positions: list[int]) -> dict[int, int]:
    """Return, for activities of a room, the host that each is counted by; few hosts in all.

    Only where a unit is taken exactly while the people are engaged, and nothing can be left out:
    elsewhere the linear relaxation is better, and gains nothing by it.
    """
    if not all(v.compiled.activities[a].must for a in positions):
        return {}
    if any(v.occupancy(a, room) != (0, 0) or not _engages_throughout(v, a) for a in positions):
        return {}
    left, hosts = set(positions), dict[int, int]()
    while met := Counter(p for a in left for p in v.compiled.activities[a].people):
        host = min(met, key=lambda person: (-met[person], person))
        hosts |= {a: host for a in v.of_person[host] if a in left}
        left.difference_update(hosts)
    return hosts


def _engages_throughout(v: Variables, a: int) -> bool:
    activity = v.compiled.activities[a]
    return all(engaged == (0, activity.minutes) for engaged in activity.people.values())


def count_by_host(
    v: Variables, clique: list[Stretch], units: int, hosts: Mapping[int, int]
) -> None:
    """Limit the hosts in the room; the number of people there is a fixed multiple of theirs."""
    activities = v.compiled.activities
    hosted: dict[int, list[Literal]] = defaultdict(list)
    there: dict[int, list[Literal]] = defaultdict(list)
    for s in clique:
        hosted[hosts.get(s.activity, ~s.activity)].append(s.literal)
        for person in activities[s.activity].people:
            there[person].append(s.literal)
    taken = v.model.new_int_var(0, units, "")
    v.model.add(total(v.either(literals) for literals in hosted.values()) == taken)
    sizes = {len(activities[s.activity].people) for s in clique}
    if len(sizes) == 1:
        v.model.add(total(v.either(literals) for literals in there.values()) == taken * max(sizes))
