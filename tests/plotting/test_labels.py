"""Fitting text into boxes, and the looks of kinds."""

from itertools import combinations
from typing import get_args

import pytest
from matplotlib.textpath import text_to_path

from models import Kind
from scheduler.plotting.fonts import clean, font, text_height, text_width
from scheduler.plotting.labels import beginning, block, fit, pieces, shorten, wrap
from scheduler.plotting.lanes import Lane, roomy, sheet_height, stack, tracks
from scheduler.plotting.stocks import Use, steps
from scheduler.plotting.style import A3, KINDS, luminance

TITLE = "Hội nghị cấp cao về an ninh mạng"


def test_every_kind_has_its_own_colour_hatch_and_grey():
    """Colour for the eye, hatch for the colour-blind, grey for the copier: each tells all apart."""
    assert set(KINDS) == set(get_args(Kind))
    for a, b in combinations(KINDS.values(), 2):
        assert a.face != b.face
        assert a.hatch != b.hatch
        assert abs(luminance(a.face) - luminance(b.face)) >= 0.1
    for style in KINDS.values():
        assert style.hatch
        assert abs(luminance(style.ink) - luminance(style.face)) >= 0.35


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  a\n\tb\u00a0c ", "a b c"),
        ("\x00\x07\u200b\u202ea", "a"),
        ("Vie\u0323\u0302t", "Việt"),
        ("_x$", "_x$"),
        ("\U0001f3f4\U000e0067", "□"),
        ("", ""),
    ],
)
def test_clean_text_is_one_drawable_line(text, shown):
    """Composed, visible, without breaks."""
    assert clean(text) == shown


@pytest.mark.parametrize("text", [TITLE, "Déjeuner à l'hôtel de ville, œuvre, Noël, ÇA"])
def test_vietnamese_and_french_letters_are_all_in_the_font(text):
    """No box stands for any of them."""
    assert clean(text) == text
    assert "□" not in clean("ẤẦẨẪẬẮẰẲẴẶẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỲỴỶỸĐđơư")


@pytest.mark.parametrize("bold", [True, False])
def test_width_by_words_is_the_width_of_the_line(bold):
    """Caching words costs almost no accuracy."""
    whole, _, _ = text_to_path.get_text_width_height_descent(TITLE, font(10, bold=bold), False)
    assert text_width(TITLE, 10, bold=bold) == pytest.approx(whole, rel=0.01)


def test_wrap_keeps_words_whole():
    """Or it is said that they do not fit."""
    lines = wrap(TITLE, 60, 7)
    assert lines is not None
    assert " ".join(lines) == TITLE
    assert all(text_width(line, 7) <= 60 for line in lines)
    assert wrap("Donaudampfschifffahrt", 20, 7) is None


def test_shortened_line_fits_and_says_so():
    """The mark is there if and only if something is cut."""
    assert shorten(TITLE, 500, 7) == TITLE
    cut = shorten(TITLE, 60, 7)
    assert cut.endswith("…")
    assert TITLE.startswith(cut[:-1])
    assert text_width(cut, 7) <= 60
    assert shorten(TITLE, 2, 7) == ""


def test_first_candidate_that_fits_is_taken_at_the_largest_size():
    """Full title, short title, id, nothing."""
    texts = ("A long title of an event", "A long title", "A1")
    assert fit(texts, 500, 10, sizes=(8, 6)).text == texts[0]
    assert fit(texts, 500, 10, sizes=(8, 6)).size == 8
    assert fit(texts, 500, 7, sizes=(8, 6)).size == 6
    assert fit(texts, 45, 8, sizes=(8, 6)).text == "A long title"
    assert fit(texts, 12, 8, sizes=(8, 6)).text == "A1"
    assert fit(texts, 5, 8) is None
    assert fit((), 100, 100) is None


def test_lines_of_a_block_are_of_like_length():
    """No word is left alone on the last line."""
    found = block("Plenary high-level discussion 2, part 1", 120, 40, 7)
    assert found.lines == ("Plenary high-level", "discussion 2, part 1")
    assert found.height == pytest.approx(text_height(2, 7))


def test_lines_with_two_accents_on_a_letter_stand_further_apart():
    """So that no accent touches the line above."""
    assert text_height(2, 7, TITLE) > text_height(2, 7, "plain") == text_height(2, 7)


def test_beginning_fills_the_box_and_marks_the_cut():
    """A beginning that would be too short is not shown."""
    found = beginning(TITLE, 60, text_height(2, 7, TITLE), 7)
    assert len(found.lines) == 2
    assert found.lines[-1].endswith("…")
    assert beginning(TITLE, 20, text_height(1, 7), 7) is None


def test_words_are_cut_only_alone():
    """A line that has no room for the mark gives it to the line before."""
    found = beginning("Electronic transformation of records", 61, text_height(2, 7), 7)
    assert found.lines == ("Electronic…",)
    assert beginning("Transformation", 30, text_height(1, 7), 7) is None
    assert beginning("Transformations", 50, text_height(1, 7), 7).text == "Transforma…"


def test_chinese_is_broken_without_spaces():
    """But not before a comma, nor after an opening bracket."""
    assert pieces("a 网络，（安全）ok") == (
        (" ", "a"), (" ", "网"), ("", "络，"), ("", "（安"), ("", "全）"), ("", "ok"),
    )  # fmt: skip


def test_lanes_are_as_high_as_their_labels():
    """Unless lanes without a label follow, over which it may extend."""
    long = "Party Central Committee Headquarters, salons"
    alone, after = roomy([Lane(long, least=9.0), Lane("b", least=9.0)], 105, details=False)
    assert alone.least == pytest.approx(text_height(3, 7))
    assert after.least == 9.0
    (detailed,) = roomy([Lane(long, "9 seats", least=9.0)], 105, details=True)
    assert detailed.least == pytest.approx(text_height(4, 7))
    shared = roomy(
        [Lane(long, number="1", least=13.0), Lane("", number="2", least=13.0)], 140, details=False
    )
    assert [lane.least for lane in shared] == [13.0, 13.0]


def test_tracks_part_what_overlaps():
    """Spans that only touch do not overlap."""
    assert tracks([(0, 2), (2, 4)]) == [(0, 1), (0, 1)]
    assert tracks([(0, 3), (1, 2), (2, 4), (9, 10)]) == [(0, 2), (1, 2), (1, 2), (0, 1)]
    assert tracks([]) == []


def test_lanes_fill_the_sheet_and_grow_it_only_when_they_must():
    """Few lanes make a low sheet, many a high one, none overlap."""
    inner = A3.height - A3.top - A3.bottom
    assert sheet_height([Lane("a")] * 30, A3) == inner
    assert sheet_height([Lane("a")] * 3, A3) < inner
    assert sheet_height([Lane("a")] * 90, A3) > inner
    edges = stack([Lane("a"), Lane("b", least=20, most=20), Lane("c")], 60)
    assert edges[0] == (0.0, 20.0)
    assert edges[-1][1] == pytest.approx(60)
    assert stack([Lane("a")] * 10, 50)[-1][1] == pytest.approx(50)


def test_steps_count_what_is_in_use():
    """Half-open stretches; zeros left out."""
    uses = [Use((0, 10), 0, 1, "press"), Use((5, 10), 0, 2, None), Use((20, 30), 0, 1, None)]
    assert steps(uses) == [((0, 5), 1), ((5, 10), 3), ((20, 30), 1)]
