"""What-ifs: a new instance each, as valid as any other; and how an instance shows itself."""

import doctest
from collections.abc import Callable

import pytest

from models import Instance, InstanceError, variants
from scheduler import load_instance


@pytest.fixture
def tiny() -> Instance:
    """Return a small instance."""
    return load_instance("instances/tiny")


def test_what_ifs_change_one_thing(tiny: Instance) -> None:
    """In a new instance; the old one stays as it is."""
    before = tiny.sha256
    assert tiny.with_units("BOOTH", 1).room["BOOTH"].units == 1
    assert tiny.with_level("interpreters", 2).resources[0].level == 2
    assert tiny.without(room="STUDY").room["STUDY"].state == "closed"
    assert tiny.without(activity="b1").activity["b1"].state == "cancelled"
    both = tiny.without(person="a", delegation="del-b")
    assert (both.person["a"].state, both.delegations[2].state) == ("withdrawn", "withdrawn")
    assert tiny.sha256 == before
    assert tiny.with_units("BOOTH", 2) == tiny


def test_hours_are_replaced_or_cut(tiny: Instance) -> None:
    """Presence is replaced, and nothing of it means always; what is busy is added."""
    at = tiny.clock.minute
    later = tiny.with_availability("host", present=["2025-10-25T10:00/2025-10-25T24:00"])
    assert [at(row.start) for row in later.availability] == [tiny.windows[0][0] + 60]
    gone = tiny.with_availability("host", busy=["2025-10-25T09:30/2025-10-25T10:00"])
    opens = tiny.windows[0][0]
    assert gone.free["host"] == [(opens, opens + 30), (opens + 60, opens + 120)]
    always = gone.with_availability("host", present=[])
    assert [row.state for row in always.availability] == ["busy"]


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda it: it.with_units("BOTH", 1), "did you mean BOOTH"),
        (lambda it: it.with_level("interpreter", 1), "did you mean interpreters"),
        (lambda it: it.without(person="hots"), "did you mean host"),
        (lambda it: it.with_availability("nobody"), "an id of people"),
        (
            lambda it: it.with_availability("a", busy=["2025-10-25T10:00/2025-10-25T09:00"]),
            "an end after the start",
        ),
    ],
)
def test_what_cannot_be_is_one_fault(
    tiny: Instance, ask: Callable[[Instance], Instance], told: str
) -> None:
    """In the words of the reader of files."""
    with pytest.raises(InstanceError, match=told) as error:
        ask(tiny)
    assert len(error.value.faults) == 1


def test_values_are_looked_at(tiny: Instance) -> None:
    """There is no room without a unit."""
    with pytest.raises(InstanceError) as error:
        tiny.with_units("BOOTH", 0)
    told = "rooms, row 2, column units: found 0; allowed: greater than or equal to 1"
    assert str(error.value) == told
    with pytest.raises(InstanceError, match="column units: found 'two'; allowed: a valid integer"):
        tiny.with_units("BOOTH", "two")  # type: ignore[arg-type]
    with pytest.raises(InstanceError, match="column busy: found 'noon'; allowed: START/END, such"):
        tiny.with_availability("a", busy="noon")


def test_one_stretch_may_be_given_alone(tiny: Instance) -> None:
    """A text is one stretch, not many letters."""
    hour = "2025-10-25T09:30/2025-10-25T10:00"
    assert tiny.with_availability("a", busy=hour) == tiny.with_availability("a", busy=[hour])


def test_what_is_called_off_is_shown(tiny: Instance) -> None:
    """The rows are still counted, as they are still there."""
    changed = tiny.without(activity="b1", room="STUDY", delegation="del-b").without(activity="b2")
    told = "not there: 2 activities cancelled, 1 delegation withdrawn, 1 room closed"
    assert repr(changed) == f"{repr(tiny)[:-1]}; {told}>"
    assert told.removeprefix("not there: ") in changed._repr_html_()


def test_examples_of_what_ifs_run() -> None:
    """They are true."""
    results = doctest.testmod(variants)
    assert results.attempted > 0
    assert results.failed == 0


def test_an_instance_shows_itself_briefly(tiny: Instance) -> None:
    """In one line, and in a notebook as a table in which nothing can be a tag."""
    assert repr(tiny) == str(tiny)
    assert repr(tiny) == (
        "<Instance tiny: 1 day, 8 activities (2 plenary, 2 workshop, 4 bilateral), "
        "5 delegations, 5 people, 3 rooms, 1 resource, 1 rule>"
    )
    shown = tiny.model_copy(update={"title": "<b>One & all"})._repr_html_()
    assert "&lt;b&gt;One &amp; all" in shown
    assert "2025-10-25 09:00–12:00" in shown
