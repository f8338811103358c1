"""Names are in the order of the language, protocol first."""

import random

import pytest

from models import Delegation, Instance, Language, Person
from scheduler.wording.languages import collated, protocol_order

EVERYWHERE = (
    "Austria", "Costa Rica", "Côte d'Ivoire", "Cuba", "Timor-Leste", "Togo", "Trinidad and Tobago",
    "Türkiye", "Turkmenistan", "Tuvalu", "Viet Nam", "Zambia", "Åland", "قطر", "中国",
)  # fmt: skip
"""Åland is wrong here: the test says where it belongs."""

VIETNAMESE = (
    "a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "ầ", "ậ", "b", "Ba Lan", "Bỉ",
    "d", "Đan Mạch", "Đức", "e", "ê", "Ô-man", "Ơ", "u", "ư", "Việt Nam", "y",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr", "vi"])
def test_countries_have_one_order_in_every_language(language: Language) -> None:
    """An accent never sends a name to the end; other scripts are last."""
    expected = ["Åland", *(name for name in EVERYWHERE if name != "Åland")]
    mixed = random.Random(1).sample(expected, len(expected))
    assert sorted(mixed, key=lambda name: collated(name, language)) == expected


def test_vietnamese_letters_and_tones_have_their_own_order() -> None:
    mixed = random.Random(2).sample(VIETNAMESE, len(VIETNAMESE))
    assert sorted(mixed, key=lambda name: collated(name, "vi")) == list(VIETNAMESE)


def test_accents_count_only_among_equal_letters() -> None:
    """French: cote, coté, côte, côté, each before coter."""
    words = ["cote", "coté", "côte", "côté", "Coter", "Œuvre", "ouvre"]
    assert sorted(reversed(words), key=lambda word: collated(word, "fr")) == [
        "cote", "coté", "côte", "côté", "Coter", "Œuvre", "ouvre",
    ]  # fmt: skip


def test_both_apostrophes_are_one() -> None:
    straight, curved = collated("Côte d'Ivoire", "fr"), collated("Côte d’Ivoire", "fr")
    assert straight[:3] == curved[:3]


def test_numbers_are_in_order_of_size() -> None:
    """As people count, be there zeros before them or not."""
    names = ["Court 2", "Court 09", "Court 10", "Court 10 B", "Court 100", "Court A"]
    assert sorted(reversed(names), key=lambda name: collated(name, "en")) == names


def test_protocol_is_before_the_alphabet() -> None:
    """The highest rank of a delegation counts; without one, its name does."""
    names = {"z": "Zambia", "t": "Türkiye", "c": "Côte d'Ivoire", "e": "Ecuador"}
    instance = Instance.model_construct(
        delegations=tuple(Delegation(id=key, name=name) for key, name in names.items()),
        people=(
            Person(id="z1", name="Deputy", delegation="z", rank=9),
            Person(id="z2", name="Head", delegation="z", rank=2),
            Person(id="t1", name="Head", delegation="t", rank=3),
            Person(id="c1", name="Head", delegation="c"),
        ),
    )
    order = [delegation.id for delegation in protocol_order(instance, "en")]
    assert order == ["z", "t", "c", "e"]
    shown = [d.id for d in protocol_order(instance, "fr", {"e": "Bolivie"})]
    assert shown == ["z", "t", "e", "c"]
