"""The instance: everything the planners state, nothing the solver decides."""

from typing import Self

from pydantic import ModelWrapValidatorHandler, ValidationError, model_validator

from models.consistency import find_faults
from models.faults import InstanceError
from models.partial import with_the_rest
from models.references import told_once
from models.summary import html, one_line
from models.variants import Variants
from models.words import spelled_alike


class Instance(Variants):
    """Rooms, people, activities, rules and policy of one event, checked to be consistent.

    Names and titles are one plain line, and a word (equipment, topic, track, region) is spelled as
    where it comes first.

    Raises
    ------
    pydantic.ValidationError
        Something is wrong: with single rows, and between the rows that are right.
        :func:`scheduler.load_instance` takes the same document, and says it in the words that
        planners read.
    """

    @model_validator(mode="wrap")
    @classmethod
    def _all_at_once(cls, document: object, read: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return read(document)
        except ValidationError as error:
            raise with_the_rest(cls.__name__, error, document) from None

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
