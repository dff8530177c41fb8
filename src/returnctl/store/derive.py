"""What the store is given to turn a case into its deadlines: rules are none of its business."""

from collections.abc import Callable

from returnctl.core.case import Case
from returnctl.core.deadline import Deadline

# A case, and the text of a rulebook by its hash (None: not kept), to the case's deadlines.
Derive = Callable[[Case, Callable[[str], str | None]], tuple[Deadline, ...]]
