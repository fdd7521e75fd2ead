"""What a template still needs before an agreement can be made from it, by the names of its variables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from coachtui.documents.template.fill import unfilled
from coachtui.domain.practice import Practice
from coachtui.domain.record import ClientRecord
from coachtui.errors import NotFound
from coachtui.language import _
from coachtui.services import agreements, engagements
from coachtui.services.templates import Template, Variable

__all__ = ["known", "missing", "variable"]


def known(practice: Practice, record: ClientRecord, today: date) -> dict[str, str]:
    """What need not be asked for, by the name of the variable; an engagement would start today."""
    engagement = record.engagement or engagements.blank(today)
    return agreements.known(practice, record.client, engagement)


def missing(template: Template, values: Mapping[str, str]) -> tuple[Variable, ...]:
    """The variables that need a value and have none, in the order in which they are used."""
    return tuple(template.variables[name] for name in unfilled(template, values))


def variable(template: Template, name: str) -> Variable:
    """The variable of that name.

    Raises:
        NotFound: the template has none; the message names those it has.
    """
    if name in template.variables:
        return template.variables[name]
    names = ", ".join(template.variables)
    message = _("The template “{template}” has no variable of that name. It has: {names}.")
    raise NotFound(message.format(template=template.id, names=names))
