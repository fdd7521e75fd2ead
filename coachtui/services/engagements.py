"""The periods of coaching with a client."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from coachtui.domain.engagement import Engagement
from coachtui.domain.record import ClientRecord, with_engagement
from coachtui.errors import NotFound
from coachtui.language import _
from coachtui.services.entry import entered
from coachtui.vault.vault import Vault


def blank(today: date) -> Engagement:
    """An engagement that starts today with the usual terms, not saved anywhere yet."""
    return Engagement(id=secrets.token_hex(8), start=today)


_VARIABLES = {"sponsor": "sponsor", "sessions_planned": "planned", "end_date": "end"}
"""The variables of a template that an engagement may not know yet, and its own name for each."""


def completed(engagement: Engagement, values: Mapping[str, str]) -> Engagement:
    """``engagement`` with what ``values``, by the names of templates, say where it says nothing.

    Raises:
        InvalidValue: it cannot hold one of them.
    """
    fields = {
        field: values[name]
        for name, field in _VARIABLES.items()
        if values.get(name) and not getattr(engagement, field)
    }
    return entered(engagement, fields)


def add(vault: Vault, record_id: str, fields: Mapping[str, Any], today: date) -> ClientRecord:
    """The record with one engagement more, saved.

    Raises:
        InvalidValue: a field cannot hold what was given.
    """
    engagement = entered(blank(today), fields)
    return vault.update(record_id, lambda record: with_engagement(record, engagement))


def edit(
    vault: Vault, record_id: str, engagement_id: str, fields: Mapping[str, Any]
) -> ClientRecord:
    """The record with ``fields`` of that engagement changed, saved.

    Raises:
        InvalidValue: a field cannot hold what was given.
        NotFound: the client has no such engagement.
    """

    def change(record: ClientRecord) -> ClientRecord:
        for engagement in record.engagements:
            if engagement.id == engagement_id:
                return with_engagement(record, entered(engagement, fields))
        raise NotFound(_("This client has no such engagement."))

    return vault.update(record_id, change)
