"""The programme as a workbook."""

from scheduler.exporting.workbook.writer import workbook

__all__ = ["workbook"]
