"""What files for people say in English, French and Vietnamese: labels, dates and order."""

from scheduler.wording.languages.charts import chart_word
from scheduler.wording.languages.collation import collated, protocol_order
from scheduler.wording.languages.dates import (
    date_text,
    day_text,
    hour_text,
    hours_text,
    short_day_text,
)
from scheduler.wording.languages.labels import label, labelled
from scheduler.wording.languages.sentences import translated
from scheduler.wording.languages.spacing import filled, listed, told

__all__ = [
    "chart_word",
    "collated",
    "date_text",
    "day_text",
    "filled",
    "hour_text",
    "hours_text",
    "label",
    "labelled",
    "listed",
    "protocol_order",
    "short_day_text",
    "told",
    "translated",
]
