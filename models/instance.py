"""The instance: everything the planners state, nothing the solver decides."""

from pydantic import model_validator

from models.consistency import find_faults
from models.faults import InstanceError
from models.references import told_once
from models.summary import html, one_line
from models.variants import Variants
from models.words import spelled_alike


class Instance(Variants):
    """Rooms, people, activities, rules and policy of one event, checked to be consistent.

    Names and titles are one plain line, and a word (equipment, topic, track) is spelled as where it
    comes first.

    Raises
    ------
    pydantic.ValidationError
        Something is wrong. Rows that are wrong by themselves come first, and what is wrong between
        rows once they are right; :func:`scheduler.load_instance` takes the same document and lists
        all of it at once, in the words that planners read.
    """

    @model_validator(mode="after")
    def _consistent(self) -> "Instance":
        faults = told_once(find_faults(self))
        if faults:
            raise InstanceError(faults)
        self.__dict__.update(spelled_alike(self))  # it is frozen for everybody else
        return self

    def __repr__(self) -> str:
        return one_line(self)

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return html(self)
