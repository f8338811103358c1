"""Workbooks (XLSX, ODS, XLS): one more way to write down tables, read through the same door."""

SUFFIXES = (".xlsx", ".ods", ".xls")
"""Workbooks that are read."""

OTHERS = (".xlsm", ".xltm", ".xlsb", ".xltx", ".xlt", ".ots", ".fods", ".numbers")
"""Workbooks that are not; some of them may contain programs."""
