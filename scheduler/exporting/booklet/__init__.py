"""The programme on paper: booklet, itineraries and door signs, set by Typst."""

from scheduler.exporting.booklet.writer import booklet

__all__ = ["booklet"]
