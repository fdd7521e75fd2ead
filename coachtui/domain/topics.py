"""The topics of a coaching agreement: which there are, and what a clause on each asks of the client.

Here belong their ids, in the order in which an agreement takes them up. Their wording is the matter
of the templates.
"""

from __future__ import annotations

from coachtui.domain.agreement import ClauseKind

_INFORMATION, _TERM, _CONSENT = ClauseKind.INFORMATION, ClauseKind.TERM, ClauseKind.CONSENT

_CORE_KINDS = {
    "purpose": _INFORMATION,
    "client-agenda": _TERM,
    "roles": _TERM,
    "prep-tasks": _TERM,
    "own-result": _TERM,
    "challenge": _INFORMATION,
    "openness": _INFORMATION,
    "support": _TERM,
    "cadence": _TERM,
    "between": _TERM,
    "evaluation": _TERM,
    "confidentiality": _TERM,
    "ethics-code": _TERM,
    "icf-log": _CONSENT,
}
_FULL_KINDS = {
    "goals": _TERM,
    "format": _TERM,
    "fees": _TERM,
    "package": _TERM,
    "cancel": _TERM,
    "late-noshow": _TERM,
    "withdrawal-right": _INFORMATION,
    "not-therapy": _TERM,
    "secrecy-limits": _TERM,
    "end": _TERM,
    "data-protection": _INFORMATION,
    "records": _TERM,
    "sensitive-data": _CONSENT,
    "recording": _CONSENT,
    "ai-use": _CONSENT,
    "supervision": _CONSENT,
    "reference": _CONSENT,
    "sponsor": _TERM,
    "conflicts": _TERM,
    "materials": _TERM,
    "liability": _TERM,
    "complaints": _INFORMATION,
    "changes": _TERM,
    "law": _TERM,
    "continuity": _CONSENT,
    "group-secrecy": _TERM,
}

CORE: tuple[str, ...] = tuple(_CORE_KINDS)
"""What every agreement has to deal with, in order."""

FULL: tuple[str, ...] = tuple(_FULL_KINDS)
"""What a complete agreement adds to ``CORE``; parties and signatures are no clauses."""

KINDS: dict[str, ClauseKind] = {**_CORE_KINDS, **_FULL_KINDS}
"""What a clause on each topic is: information, a term or a consent."""
