"""The instance: everything the planners state, nothing the solver decides."""

from pydantic import model_validator

from models.consistency import find_faults
from models.faults import InstanceError
from models.tables import Tables


class Instance(Tables):
    """Rooms, people, activities, rules and policy of one event, checked to be consistent.

    Raises
    ------
    pydantic.ValidationError
        Something is wrong; the message lists every fault.
    """

    @model_validator(mode="after")
    def _consistent(self) -> "Instance":
        faults = find_faults(self)
        if faults:
            raise InstanceError(faults)
        return self
