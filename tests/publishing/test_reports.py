"""What people read: hostile texts stay texts."""

import re
from html.parser import HTMLParser

import pytest

from models import Changes
from scheduler.exporting.writers import ANNOUNCEMENTS, TEXTS, Results, ended
from scheduler.publishing.building import pages
from scheduler.publishing.markup import Bullets, Heading, Paragraph, Table, to_html, to_markdown
from scheduler.publishing.release import RECORD
from scheduler.publishing.sums import SUMS
from scheduler.viewing.audiences import PLANNER, PUBLIC

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[click](https://example.org)",
    "| a | b |\n| --- | --- |",
    "# heading\n\n- item",
    "1. one",
    "`code` *bold* _it_ ~~gone~~ &lt; \\",
    "https://example.org www.example.org a@example.org",
    "\u202eright to left\u2066",
    "\x1b[31mred\x07",
)


class Tags(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        """Note text."""
        self.text += data


def page(text):
    return [Heading(text, 1), Paragraph(text), Bullets([text]), Table((text, "b"), [(text, "b")])]


@pytest.mark.parametrize("text", HOSTILE)
def test_html_has_the_same_tags_whatever_the_texts_hold(text):
    """And loads nothing from anywhere."""
    plain, hostile = Tags(), Tags()
    plain.feed(to_html(page("plain")))
    hostile.feed(to_html(page(text)))
    assert hostile.tags == plain.tags
    assert hostile.attributes == plain.attributes
    assert "default-src 'none'" in to_html(page(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_has_the_same_lines_whatever_the_texts_hold(text):
    """Every mark that means something is escaped."""
    plain, hostile = to_markdown(page("plain")), to_markdown(page(text))
    assert len(hostile.splitlines()) == len(plain.splitlines())
    for before, after in zip(plain.splitlines(), hostile.splitlines(), strict=True):
        bare = re.sub(r"\\.", "", after)
        assert bare.count("|") == before.count("|")
        assert not re.search(r"[`*_<>\[\]~&@]|://|www\.", bare)
        assert not re.match(r"(#|[-+=]|\d+[.)])", bare) or before[0] in "#-"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_unseen_is_left(text):
    """No control characters, no marks that turn the direction of text."""
    for render in (to_html, to_markdown):
        assert not re.search(
            r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", render(page(text))
        )


@pytest.mark.searches
def test_a_hostile_title_reaches_the_report_as_text(job):
    """From the planners' table to the page."""
    job.ask(*job.meetings)
    job.run()
    title = "<script>alert(1)</script> | **x**"
    job.ask(*job.meetings[:2], job.meeting("bd", "b", "d", title=title))
    assert job.run().ended == "published"
    html = (job.store.folder / "report.html").read_text()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; | **x**" in html


@pytest.mark.searches
def test_a_release_holds_what_is_registered_and_no_more(job):
    """For whom each file is, is known; the report names everybody and is for planners."""
    job.run()
    job.ask(*job.meetings[:2])
    assert job.run().ended == "published"
    folder = job.current.folder
    results = Results(
        job.current.outcome,
        job.current.instance,
        job.current.timetable,
        Changes(instance="morning", instance_sha256=""),
    )
    files = [file for writer in TEXTS for file in writer(results)]
    files += [ended(results.outcome, ()), *pages([])]
    there = {path.name for path in folder.iterdir() if path.is_file()}
    assert there == {file.name for file in files} | {RECORD, SUMS}
    assert {file.audience for file in pages([])} == {PLANNER}
    public = [file for writer in ANNOUNCEMENTS for file in writer(results)]
    assert {path.name for path in (folder / "public").iterdir()} == {file.name for file in public}
    assert {file.audience for file in public} == {PUBLIC}


@pytest.mark.searches
def test_the_report_says_why_each_request_has_no_place(job):
    """In the first night too; and in the table of the same release, which is for planners."""
    extra = [job.meeting(f"x{n}", "a", "b") for n in range(4)]
    job.ask(*job.meetings, *extra)
    assert job.run().ended == "published"
    report = (job.store.folder / "report.md").read_text()
    assert "Requests without a place" in report
    table = (job.current.folder / "unscheduled.csv").read_text()
    for text in (report, table):
        assert "at most 3 fit into the time that is left" in text
        assert "no room for it beside what was placed" in text
