"""Which printed files an edition has."""

from collections.abc import Iterator

from scheduler.exporting.booklet.content import Pages
from scheduler.exporting.booklet.setting import set_pages
from scheduler.exporting.editions import Edition
from scheduler.exporting.file import File, file_of


def booklet(made: Edition) -> Iterator[File]:
    """Yield the printed files.

    Planners get the booklet (cover, programme, a page for each delegation) and a door sign for each
    room and day; a delegation its page, which says so if nothing is planned; the public the
    programme with its cover.
    """
    if made.audience.kind in ("planner", "public"):
        yield file_of("booklet.pdf", made.audience, lambda: booklet_pdf(made))
    else:
        yield file_of("itinerary.pdf", made.audience, lambda: itinerary_pdf(made))
    if made.audience.kind == "planner":
        yield file_of("door-signs.pdf", made.audience, lambda: door_signs_pdf(made))


def booklet_pdf(made: Edition) -> bytes:
    """Return cover and programme; for planners the page of each delegation too."""
    pages = Pages(made)
    itineraries = pages.itineraries() if made.audience.kind == "planner" else []
    return _set(
        pages,
        cover=True,
        index=pages.index(itineraries),
        programme=pages.programme(),
        itineraries=itineraries,
    )


def itinerary_pdf(made: Edition) -> bytes:
    """Return the page of a delegation."""
    pages = Pages(made)
    return _set(pages, itineraries=pages.itineraries())


def door_signs_pdf(made: Edition) -> bytes:
    """Return a sign for each room, unit and day."""
    pages = Pages(made)
    return _set(pages, signs=list(pages.door_signs()))


def _set(pages: Pages, **parts: object) -> bytes:
    empty = {"cover": False, "index": [], "programme": [], "itineraries": [], "signs": []}
    return set_pages({"head": pages.head(), **empty, **parts})
