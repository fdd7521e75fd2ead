"""What a look at a vault means: which file is not what it should be, which reference leads nowhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from coachtui.domain.client import number_of
from coachtui.domain.soundness import Flaw
from coachtui.language import _
from coachtui.vault import header_copies
from coachtui.vault.contents import PRACTICE_NAME, Facts, record_name
from coachtui.vault.envelope import Kind, Name
from coachtui.vault.findings import Fault, Finding
from coachtui.vault.holder import holder
from coachtui.vault.looking import Look, id_of
from coachtui.vault.place import DRAFTS, HEADER, LOCK, PRACTICE, RECORDS
from coachtui.vault.rooms import Rooms
from coachtui.vault.states import State, best

_FLAWS = {
    Flaw.SESSION_WITHOUT_ENGAGEMENT: Fault.SESSION_WITHOUT_ENGAGEMENT,
    Flaw.AGREEMENT_WITHOUT_ENGAGEMENT: Fault.AGREEMENT_WITHOUT_ENGAGEMENT,
    Flaw.CLAUSE_TWICE: Fault.CLAUSE_TWICE,
    Flaw.FINGERPRINT: Fault.FINGERPRINT,
}


def findings(look: Look, rooms: Rooms) -> list[Finding]:
    """All that is wrong, by file."""
    erased = look.upkeep.erased if look.upkeep else frozenset()
    found = list(look.findings)
    for name in look.present.keys() - erased:
        found += _of_one(look, name)
    found += _among_records(look)
    found += _numbers(look)
    found += _of_the_erased(look, erased)
    found += _drafts_of_nobody(look, erased)
    found += header_copies.findings(rooms.path, rooms.keys)
    found += _of_the_rest(rooms)
    return sorted(set(found), key=lambda each: (each.file, each.fault.name))


def _of_one(look: Look, name: str) -> Iterator[Finding]:
    """What is wrong with the one file that counts of a record or the practice."""
    facts, file = look.present[name], file_of(name)
    if facts is None:
        yield Finding(Fault.MISSING, file, next=_remedy_for_missing(look, name))
    elif isinstance(facts, Facts):
        if facts.generation < look.newest(name):
            yield Finding(Fault.OLDER, file, next=_remedy_for_older(look, name))
        for flaw in facts.flaws:
            yield Finding(_FLAWS[flaw], file)
    elif facts.swapped:
        place = _place_of(facts.swapped)
        yield Finding(Fault.SWAPPED, file, place, _remedy(look, name))
    else:
        yield Finding(Fault.DAMAGED, file, facts.reason, _remedy(look, name))


def file_of(name: str) -> str:
    """The file of a record or the practice, as seen from the vault."""
    return PRACTICE if name == PRACTICE else f"{RECORDS}/{name}"


def _place_of(name: Name) -> str:
    file_id = name.file_id.hex()
    match name.kind:
        case Kind.RECORD:
            return f"{RECORDS}/{file_id}"
        case Kind.DRAFT:
            return f"{DRAFTS}/{file_id}"
        case _:
            return name.kind.name.lower()


def replacement(look: Look, name: str) -> State | None:
    """The state that a repair puts in the place of one that is damaged, missing or older; None for none.

    An older copy may have been put back on purpose: it gives way to a newer state only, or is taken
    itself where nothing but the newest generation is lost by it.
    """
    state, facts = best(look.states[name]), look.present[name]
    if not isinstance(facts, Facts) or (state and state.generation > facts.generation):
        return state
    return None if facts.generation < look.newest(name) - 1 else own_state(look, name)


def own_state(look: Look, name: str) -> State:
    """The state of the file itself that counts, which is whole."""
    facts = look.present[name]
    assert isinstance(facts, Facts)
    kind = PRACTICE_NAME if name == PRACTICE else record_name(name)
    return State(file_of(name), kind, facts.generation, facts.sessions)


def _remedy(look: Look, name: str) -> str:
    state = replacement(look, name)
    if state is None:
        return _("Restore it from a backup.")
    return _("“coachtui vault check --repair” puts {state} in its place.").format(
        state=state.told(look.around.path)
    )


def _remedy_for_missing(look: Look, name: str) -> str:
    if name == PRACTICE or look.states[name]:
        return _remedy(look, name)
    return _(
        "Restore it from a backup. If it is gone on purpose, “coachtui vault check --accept” goes on "
        "without it."
    )


def _remedy_for_older(look: Look, name: str) -> str:
    on_purpose = _(
        "If that was on purpose, “coachtui vault check --accept” takes it as it is; if not, put the "
        "newer copy back."
    )
    return f"{_remedy(look, name)} {on_purpose}" if replacement(look, name) else on_purpose


def _among_records(look: Look) -> Iterator[Finding]:
    """What two records have that only one can have."""
    codes: dict[str, str] = {}
    rows: dict[str, str] = {}
    for name, facts in sorted(look.whole_records()):
        code, file = facts.card.code if facts.card else "", file_of(name)
        if codes.setdefault(code, name) != name:
            yield Finding(Fault.CODE_TWICE, file, code)
        for other in sorted({rows.setdefault(row, file) for row in facts.rows} - {file}):
            yield Finding(Fault.ROW_TWICE, file, other)


def _numbers(look: Look) -> Iterator[Finding]:
    facts = look.present[PRACTICE]
    numbers = (number_of(each.card.code) for _name, each in look.whole_records() if each.card)
    stored = facts.practice if isinstance(facts, Facts) else None
    if stored and stored.practice.next_number <= max(numbers, default=0):
        yield Finding(Fault.NEXT_NUMBER, PRACTICE)


def _of_the_erased(look: Look, erased: frozenset[str]) -> Iterator[Finding]:
    around = look.around
    left = [file for file in around.records + around.in_snapshots if id_of(file) in erased]
    left += [file for file, record_id in look.drafts.items() if record_id in erased]
    left += [file for file in around.aside if any(record_id in file for record_id in erased)]
    for file in left:
        # Whoever erases just now may have removed it since it was listed.
        if os.path.lexists(around.path / file):
            yield Finding(Fault.ERASED, file)


def _drafts_of_nobody(look: Look, erased: frozenset[str]) -> Iterator[Finding]:
    for file, record_id in look.drafts.items():
        if record_id not in look.present and record_id not in erased:
            yield Finding(Fault.DRAFT_OF_NOBODY, file)


def _of_the_rest(rooms: Rooms) -> Iterator[Finding]:
    lock: Path = rooms.path / LOCK
    if os.path.lexists(lock) and (lock.is_symlink() or not lock.is_file()):
        yield Finding(Fault.LOCK, LOCK)
    if rooms.seen.of_later_keys:
        yield Finding(Fault.FORMER_KEYS, HEADER)
    elif reason := rooms.seen.unusable():
        yield Finding(Fault.SEEN, "seen", reason)
    right = header_copies.newest(rooms.path, rooms.keys)
    if right and right.former and not holder(rooms.state):
        yield Finding(Fault.UNFINISHED_REKEY, HEADER)
