"""An edition: the programme as one audience may know it, in one language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module

from models import Calendars, Delegation, Goal, Instance, Language
from scheduler.files import extra
from scheduler.viewing.audiences import PLANNER, PUBLIC, Audience, seen_by
from scheduler.viewing.calendars import calendars_seen_by
from scheduler.viewing.localising import calendars_in_language, in_language, names_in
from scheduler.viewing.programme import Programme
from scheduler.wording.languages import label, translated
from scheduler.wording.languages.chart_dates import require_dates
from scheduler.wording.times import zone_name


@dataclass(frozen=True)
class Edition:
    """What a file for somebody is made from; it holds nothing that they may not know.

    Attributes
    ----------
    programme
        The programme, reduced to what the audience may know.
    audience
        For whom.
    language
        In which language labels and dates are.
    goals
        Goal -> its value, for planners only.
    broken
        Sentences about the hard rules that the timetable breaks, for planners only.
    calendars
        What the audience may know of every meeting that ever was.
    """

    programme: Programme
    audience: Audience = PLANNER
    language: Language = "en"
    goals: Mapping[Goal, int] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    calendars: Calendars = field(default_factory=Calendars)

    @property
    def delegations(self) -> tuple[Delegation, ...]:
        """The delegations that have a page: those who come, and who withdrew but is told so."""
        told = self.programme.withdrawn if self.audience.kind == "delegation" else ()
        return (*self.programme.instance.delegations, *told)

    @property
    def reader(self) -> str:
        """For whom it is, in its language."""
        if self.audience.kind == "planner":
            return label("for-planners", self.language)
        if self.audience.kind == "public":
            return label("public-programme", self.language)
        names = {row.id: row.name for row in self.delegations}
        name = names.get(self.audience.id) or self.audience.id
        return label("for-delegation", self.language, name=name)

    @property
    def zone(self) -> str:
        """The time zone of all times, with its offsets during the event."""
        programme = self.programme
        spans = (*programme.instance.windows, *((b.start, b.end) for b in programme.bookings))
        minutes = (minute for span in spans for minute in span)
        return zone_name(programme.instance, minutes)


def edition(
    whole: Programme,
    audience: Audience,
    language: Language,
    *,
    goals: Mapping[Goal, int],
    broken: tuple[str, ...] = (),
    calendars: Calendars,
) -> Edition:
    """Reduce a whole programme, and what is known of its timetable, to one audience.

    Parameters
    ----------
    whole
        The whole programme.
    audience, language
        For whom, and in which language.
    goals, broken
        Values of the goals, and sentences about broken rules.
    calendars
        All meetings that ever were, with those of this programme
        (:func:`scheduler.exporting.calendars.advanced`).
    """
    spoken = in_language(whole, language)
    names = names_in(whole.instance, spoken.instance)
    broken = tuple(translated(sentence, language, names) for sentence in broken)
    whole = spoken
    calendars = calendars_in_language(calendars, whole.instance, language)
    if audience == PLANNER:
        return Edition(whole, audience, language, goals, broken, calendars)
    own = calendars_seen_by(calendars, audience)
    return Edition(seen_by(whole, audience), audience, language, calendars=own)


def require_packages(instance: Instance) -> None:
    """Make sure, before hours of work, that what an instance asks for can be written.

    Raises
    ------
    MissingExtra
        Packages that it needs are not installed.
    """
    require_dates(instance.export.languages[0])
    if instance.export.audiences:
        require_every_package()


def require_every_package() -> None:
    """Make sure that everything can be exported.

    Raises
    ------
    MissingExtra
        Packages that it needs are not installed.
    """
    with extra("files"):
        import_module("babel")
        import_module("icalendar")
        import_module("jinja2")
        import_module("xlsxwriter")
    with extra("booklet"):
        import_module("typst")


def asked_for(instance: Instance) -> Iterator[tuple[Audience, Language]]:
    """Yield the editions that an instance asks for with every timetable that is written."""
    for language in dict.fromkeys(instance.export.languages):
        for readers in dict.fromkeys(instance.export.audiences):
            if readers == "planner":
                yield PLANNER, language
            elif readers == "public":
                yield PUBLIC, language
            else:
                for delegation in instance.delegations:
                    yield Audience("delegation", delegation.id), language
