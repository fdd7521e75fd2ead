"""How one version of an agreement follows another, and what differs between two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from msgspec.structs import replace

from coachtui.domain.agreement import Agreement, AgreementState, Clause
from coachtui.domain.value import Line, Text, Value
from coachtui.errors import NotAllowed
from coachtui.language import _


def next_version(agreement: Agreement, new_id: str, today: date) -> Agreement:
    """A draft that follows the signed ``agreement``: the same text, and every answer that still stands.

    Raises:
        NotAllowed: it is not in force.
    """
    if agreement.state is not AgreementState.SIGNED:
        raise not_in_force()
    return replace(
        agreement,
        id=new_id,
        created=today,
        state=AgreementState.DRAFT,
        parties=None,
        signatures=(),
        fingerprint="",
        version=agreement.version + 1,
        previous=agreement.fingerprint,
        override="",
        paper="",
        recorded=None,
    )


def not_in_force() -> NotAllowed:
    """What is said where a version is to follow something that nobody is bound by."""
    return NotAllowed(
        _(
            "Only a signed agreement that is in force gets a new version. What is not signed yet is "
            "changed as it is."
        )
    )


def renewed(draft: Agreement, offered: Agreement) -> Agreement:
    """``draft`` with the wording that its template would have now, drawn up as ``offered``.

    A clause whose template wording is as it was stays, with its answer and its amendment; one that
    reads otherwise is open, and so is one that is new.
    """
    known = {clause.id: clause for clause in draft.clauses}
    return replace(
        draft,
        template=offered.template,
        template_version=offered.template_version,
        title=offered.title,
        introduction=offered.introduction,
        values=offered.values,
        clauses=tuple(_kept_or_new(known.get(new.id), new) for new in offered.clauses),
    )


def _kept_or_new(old: Clause | None, new: Clause) -> Clause:
    if old is None:
        return new
    before = old.template_text or old.text
    if (old.kind, old.title, before) == (new.kind, new.title, new.text):
        return replace(old, covers=new.covers)
    return replace(new, comment=old.comment, earlier=old.decisions)


class Difference(StrEnum):
    """In what a clause differs from the one it is held against."""

    ADDED = "added"
    REMOVED = "removed"
    WORDING = "wording"
    MOVED = "moved"


class ClauseDifference(Value, frozen=True):
    """One clause that differs; title and text are empty on the side where it does not exist."""

    clause: str
    difference: Difference
    title_before: Line = ""
    title_after: Line = ""
    before: Text = ""
    after: Text = ""


def differences(old: Agreement, new: Agreement) -> tuple[ClauseDifference, ...]:
    """What differs in the clauses of ``new``, in its order; what was removed stands last."""
    return tuple(_differences(old.clauses, new.clauses))


def _differences(old: Sequence[Clause], new: Sequence[Clause]) -> Iterator[ClauseDifference]:
    known = {clause.id: clause for clause in old}
    new_ids = {clause.id for clause in new}
    kept = [clause.id for clause in old if clause.id in new_ids]
    order = iter([clause.id for clause in new if clause.id in known])
    moved = {there for there, here in zip(kept, order, strict=True) if there != here}
    for clause in new:
        before = known.get(clause.id)
        if before is None:
            yield ClauseDifference(
                clause.id, Difference.ADDED, title_after=clause.title, after=clause.text
            )
        elif _wording(before) != _wording(clause):
            yield _both(before, clause, Difference.WORDING)
        elif clause.id in moved:
            yield _both(before, clause, Difference.MOVED)
    for clause in old:
        if clause.id not in new_ids:
            yield ClauseDifference(
                clause.id, Difference.REMOVED, title_before=clause.title, before=clause.text
            )


def _wording(clause: Clause) -> tuple[str, str, str]:
    return clause.kind, clause.title, clause.text


def _both(before: Clause, after: Clause, difference: Difference) -> ClauseDifference:
    return ClauseDifference(
        after.id, difference, before.title, after.title, before.text, after.text
    )
