"""MiniZinc data files, in whatever layout."""

import pytest

from scheduler.benching.dzn import parse


def values(text: str) -> dict[str, object]:
    items, faults = parse(text, "a.dzn")
    assert faults == []
    return {name: item.value for name, item in items.items()}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("-7", -7),
        ("{}", frozenset()),
        ("{ 3,1, }", frozenset({1, 3})),
        ("2..4", frozenset({2, 3, 4})),
        ("2 .. 1", frozenset()),
        ("[]", []),
        ("[1,2,\n3,]", [1, 2, 3]),
        ("[{},{1},\n1..2]", [frozenset(), frozenset({1}), frozenset({1, 2})]),
        ("[||]", []),
        ("[| |]", []),
        ("[|1,2|3,4|]", [[1, 2], [3, 4]]),
        ("[|1, 2,3, \n|4, 5,6, \n|]", [[1, 2, 3], [4, 5, 6]]),
        ("[|\n|1, 2|\n|]", [[1, 2]]),
        ("array1d(1..3, [4,5,6])", [4, 5, 6]),
        ("array1d( {1,2} ,[ {}, {9} ] )", [frozenset(), frozenset({9})]),
        ("array2d(1..2, 1..3, [1,2,3,4,5,6])", [[1, 2, 3], [4, 5, 6]]),
        ("array2d(1..2, 1..2, [|1,2|3,4|])", [[1, 2], [3, 4]]),
        ("true", "true"),
        ('"a % b;"', '"a % b;"'),
    ],
)
def test_values(text, value):
    """Each shape of value, with commas and line ends where people put them."""
    assert values(f"x = {text};") == {"x": value}


def test_comments_order_and_the_last_semicolon_do_not_matter():
    """Items may come in any order, with comments anywhere and nothing at the end."""
    text = "% y = 1;\nb=2;/* c = 3;\n*/ a % one\n = % two\n 1"
    assert values(text) == {"a": 1, "b": 2}
    assert values("") == {}
    assert values("% nothing") == {}


def test_faults_are_reported_with_line_and_all_at_once():
    """After a fault, reading goes on after the next semicolon."""
    text = (
        "a = 1.5;\nb = [1,, 2];\nc = 3\nd = 4;\ne = {[};\nf = 1..9999999;\na2 = 5;\na2 = 6;\ng = [1"
    )
    items, faults = parse(text, "a.dzn")
    assert [(fault.row, fault.found) for fault in faults] == [
        (1, "'1'"),
        (2, "','"),
        (4, "'d'"),
        (5, "'['"),
        (6, "'9999999'"),
        (8, "the item again"),
        (9, "the end of the file"),
    ]
    assert items["a2"].value == 6


def test_items_know_their_line():
    """So that a fault of a value can be reported with its line."""
    items, _ = parse("a = 1;\n\n b\n = 2;", "a.dzn")
    assert (items["a"].line, items["b"].line) == (1, 3)
