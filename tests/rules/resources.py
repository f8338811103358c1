"""Rules about resources."""

from models import HardRule
from tests.rules.forms import Fault, Triplet, at, within

TEAM = [{"id": "team", "name": "Team", "level": 3}]


TRIPLETS: dict[HardRule, Triplet] = {
    "resource-level": Triplet(
        activities={"a": {"resources": {"team": 2}}, "b": {"resources": {"team": 1}}, "c": {}},
        tables={"resources": TEAM},
        forbidden=(
            {"a": at("09:00"), "b": at("09:30"), "c": at("09:30") | {"resources": {"team": 1}}},
            {
                "a": within("09:00-10:30"),
                "b": {"resources": {"team": 2}, **within("09:00-10:30")},
            },
            {"c": {"resources": {"team": 4}}},
        ),
        allowed=(
            {"a": at("09:00"), "b": at("09:30"), "c": at("10:00") | {"resources": {"team": 2}}},
            {"a": at("09:00"), "b": at("09:30"), "c": at("09:30")},
        ),
    ),
}

FAULTS: dict[HardRule, Fault] = {
    "resource-level": Fault(
        tables={
            "resources": [{"id": "teams", "name": "Interpreter teams", "level": 3}],
            "activities": [
                {"id": "a", "resources": "teams=2"},
                {"id": "b", "resources": "teams"},
                {"id": "c", "resources": "teams=2"},
                {"id": "d"},
            ],
        },
        legal=(
            ("a 09:00 hall", "b 09:00 salon", "c 10:00 villa", "d 09:00 booths"),  # 3, then 2
            ("a 09:00 hall", "b 10:00 salon", "c 10:00 villa", "d 09:00 booths"),
        ),
        # 2 from 9:00, 3 from 9:15, 5 from 9:30 to 10:00, 3 to 10:15, then 2
        fault=("a 09:00 hall", "b 09:15 salon", "c 09:30 villa", "d 09:30 booths"),
        subject="teams",
        activities=("a", "b", "c"),
        clash="09:30-10:00",
        says=("Interpreter teams (teams): up to 5", "there are 3"),
    ),
}
