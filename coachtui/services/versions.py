"""New versions of a signed agreement, and what differs between two."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from coachtui.domain import record as records
from coachtui.domain import versions as rules
from coachtui.domain.agreement import Agreement
from coachtui.domain.record import ClientRecord
from coachtui.domain.versions import ClauseDifference, Difference, differences
from coachtui.errors import NotFound
from coachtui.language import _
from coachtui.services import agreements, engagements, templates
from coachtui.services.agreements import current
from coachtui.vault.vault import Vault

__all__ = [
    "ClauseDifference",
    "Difference",
    "as_in_its_template",
    "before",
    "begin",
    "differences",
    "renew",
    "version",
]


def begin(vault: Vault, record_id: str, today: date) -> ClientRecord:
    """The record with a new version of its signed agreement under way; the old one holds meanwhile; saved.

    Raises:
        NotAllowed: none is in force, or a version is under way already.
    """
    new_id = secrets.token_hex(8)

    def change(record: ClientRecord) -> ClientRecord:
        draft = rules.next_version(current(record), new_id, today)
        return records.with_next_version(record, draft)

    return vault.update(record_id, change)


def renew(
    vault: Vault, record_id: str, today: date, values: Mapping[str, str] | None = None
) -> ClientRecord:
    """The record with the wording that its template has now offered as a new version; saved.

    Begun if none is under way. ``values`` change what the variables were filled with. What reads
    as before keeps its answer; only what reads otherwise is open.

    Raises:
        NotFound: there is no agreement, or its template is not there any more.
        NotAllowed: it awaits its signature.
        TemplateError: the template needs a value that the agreement does not have.
    """
    practice = vault.practice()
    new_id = secrets.token_hex(8)

    def change(record: ClientRecord) -> ClientRecord:
        if current(record) is record.agreement_in_force:
            draft = rules.next_version(current(record), new_id, today)
            record = records.with_next_version(record, draft)
        draft = current(record)
        engagement = record.engagement_of(draft) or engagements.blank(today)
        known = agreements.known(practice, record.client, engagement)
        template = templates.load(draft.template, draft.language)
        filled_in = {**known, **draft.values, **(values or {})}
        title = draft.title if draft.title in template.titles else ""
        offered = agreements.drawn_up(template, filled_in, engagement, today, title)
        return records.with_agreement(record, rules.renewed(draft, offered))

    return vault.update(record_id, change)


def give_up(vault: Vault, record_id: str) -> ClientRecord:
    """The record without the version under way; the signed one goes on to hold; saved.

    Raises:
        NotFound: there is no agreement.
        NotAllowed: it is no draft.
    """
    return vault.update(
        record_id, lambda record: records.without_draft_agreement(record, current(record).id)
    )


def before(record: ClientRecord, agreement: Agreement) -> Agreement | None:
    """The version that ``agreement`` follows, None for a first one."""
    return next(
        (
            each
            for each in record.agreements
            if agreement.previous and each.fingerprint == agreement.previous
        ),
        None,
    )


def as_in_its_template(agreement: Agreement) -> Agreement:
    """``agreement`` with the wording that its template has where a clause was amended."""
    clauses = (replace(each, text=each.template_text or each.text) for each in agreement.clauses)
    return replace(agreement, clauses=tuple(clauses))


def version(record: ClientRecord, number: int) -> Agreement:
    """The version with that number of the agreement for the newest engagement.

    Raises:
        NotFound: there is none.
    """
    engagement = current(record).engagement
    for each in reversed(record.agreements):
        if each.engagement == engagement and each.version == number:
            return each
    message = _("There is no version {number} of this agreement.")
    raise NotFound(message.format(number=number), "versions")
