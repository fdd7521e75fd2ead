"""Freezing the text of an agreement, its fingerprint, and the signatures that put it in force."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from coachtui.domain.agreement import (
    UNSIGNED,
    Agreement,
    AgreementState,
    Clause,
    ClauseKind,
    ClauseState,
    Parties,
    Role,
    Signature,
)
from coachtui.errors import NotAllowed
from coachtui.language import _


def unsettled(agreement: Agreement) -> tuple[Clause, ...]:
    """The clauses that stand in the way of signing: open ones, and terms still to discuss."""
    return tuple(clause for clause in agreement.clauses if not clause.settled)


def parties_of(agreement: Agreement, today: Parties) -> Parties:
    """The parties that ``agreement`` names: those it was frozen with, or else those of ``today``."""
    return agreement.parties or today


def hold(agreement: Agreement, parties: Parties) -> Agreement:
    """``agreement`` frozen with a fingerprint while the paper is out; answers may still be written down.

    Raises:
        NotAllowed: it is not a draft.
    """
    if agreement.state is not AgreementState.DRAFT:
        raise _already(agreement)
    frozen = replace(agreement, parties=parties, state=AgreementState.AWAITING)
    return replace(frozen, fingerprint=fingerprint(frozen))


def take_back(agreement: Agreement) -> Agreement:
    """``agreement`` as a draft again: what went out is not going to be signed as it is.

    Raises:
        NotAllowed: it does not await its signature, or somebody has signed it.
    """
    if agreement.state is AgreementState.DRAFT:
        raise NotAllowed(_("This agreement is a draft already. It can be changed as it is."))
    if agreement.state is not AgreementState.AWAITING:
        raise _already(agreement)
    if agreement.signatures:
        raise NotAllowed(
            _(
                "Somebody has signed it already, and that is kept. Once all have, a new version changes it."
            )
        )
    return replace(agreement, state=AgreementState.DRAFT, parties=None, fingerprint="")


def sign(
    agreement: Agreement,
    parties: Parties,
    signatures: Iterable[Signature],
    override: str = "",
    paper: str = "",
) -> Agreement:
    """``agreement`` with ``signatures`` added: in force once every party has signed, awaiting till then.

    ``parties`` count for a draft; what is out for signing keeps those it was frozen with. A comment
    as ``override`` signs although terms are still to be discussed, never past an open clause.

    Raises:
        NotAllowed: it is signed already, something is open or to discuss, or that party has signed.
    """
    if agreement.state not in UNSIGNED:
        raise _already(agreement)
    _refuse_unsettled(agreement, override)
    if agreement.state is AgreementState.DRAFT:
        agreement = hold(agreement, parties)
    frozen = agreement.parties
    assert frozen is not None, "a frozen text knows its parties"
    given = {each.role: each for each in agreement.signatures}
    for signature in signatures:
        if signature.role in given or signature.role not in frozen.by_role:
            raise signed_or_no_party()
        given[signature.role] = signature
    whole = given.keys() == frozen.by_role.keys()
    return replace(
        agreement,
        state=AgreementState.SIGNED if whole else AgreementState.AWAITING,
        signatures=tuple(given.values()),
        override=override or agreement.override,
        paper=paper or agreement.paper,
    )


def _already(agreement: Agreement) -> NotAllowed:
    if agreement.state is AgreementState.AWAITING:
        message = _("This agreement awaits its signature already. Sign it, or take it back.")
        return NotAllowed(message)
    message = _("This agreement is {state} already. A new version changes what it says.")
    return NotAllowed(message.format(state=_(agreement.state)))


def signed_or_no_party() -> NotAllowed:
    """What is said of a signature that nobody waits for."""
    return NotAllowed(
        _("That party has signed already, or is none of this agreement. Nothing was changed.")
    )


def yet_to_sign(agreement: Agreement, parties: Parties) -> tuple[Role, ...]:
    """The parties whose signature is missing, in the order in which they sign."""
    given = {each.role for each in agreement.signatures}
    return tuple(role for role in parties_of(agreement, parties).by_role if role not in given)


def _refuse_unsettled(agreement: Agreement, override: str) -> None:
    rest = [
        clause for clause in unsettled(agreement) if not (override.strip() and to_discuss(clause))
    ]
    if rest:
        message = _("Before it can be signed, these clauses need an answer: {clauses}.")
        raise NotAllowed(message.format(clauses=", ".join(clause.id for clause in rest)))


def to_discuss(clause: Clause) -> bool:
    """Whether it is a term that the client wants to discuss."""
    return clause.kind is ClauseKind.TERM and clause.state is ClauseState.DECLINED


def fingerprint(agreement: Agreement) -> str:
    """The SHA-256, in hex, of the canonical form of the wording."""
    return hashlib.sha256(canonical(agreement)).hexdigest()


def canonical(agreement: Agreement) -> bytes:
    """The wording of ``agreement`` in the one form that its fingerprint is taken of.

    Parties, title, introduction and clauses, not the answers: JSON with sorted keys and no spaces,
    in UTF-8, normalised to NFC, as ``docs/agreement-format.md`` defines it. From the second version
    on it names its number and the fingerprint of the one before, so that versions form a chain.
    """
    wording: dict[str, Any] = {
        "language": agreement.language,
        "title": agreement.title,
        "introduction": agreement.introduction,
        "parties": _plain_parties(agreement.parties),
        "clauses": [
            {"id": clause.id, "kind": clause.kind, "title": clause.title, "text": clause.text}
            for clause in agreement.clauses
        ],
    }
    if agreement.version > 1:
        wording |= {"version": agreement.version, "previous": agreement.previous}
    text = json.dumps(wording, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return unicodedata.normalize("NFC", text).encode()


def _plain_parties(parties: Parties | None) -> dict[str, Any] | None:
    if parties is None:
        return None
    return {role: msgspec.to_builtins(party) for role, party in parties.by_role.items()}
