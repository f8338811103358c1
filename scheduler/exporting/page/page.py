"""The page as a file."""

from collections.abc import Iterator
from dataclasses import fields

from scheduler.exporting.editions import Edition
from scheduler.exporting.file import File, file_of
from scheduler.exporting.page.content import content
from scheduler.files import extra

NAME = "programme.html"


def page(made: Edition) -> Iterator[File]:
    """Yield the programme as a page that needs no network."""
    yield file_of(NAME, made.audience, lambda: html(made))


def html(made: Edition) -> str:
    """Return the page.

    Raises
    ------
    MissingExtra
        The packages that it needs are not installed.
    """
    with extra("files"):
        from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("scheduler.exporting.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shown = content(made)
    names = {field.name: getattr(shown, field.name) for field in fields(shown)}
    template = environment.get_template("page.html")
    return template.render(names, on=shown.on, company=shown.company) + "\n"
