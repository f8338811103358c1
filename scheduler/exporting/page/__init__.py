"""The page: one HTML file that shows a programme, without any network."""

from scheduler.exporting.page.page import page

__all__ = ["page"]
