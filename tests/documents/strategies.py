"""Agreements of every kind: any wording, any states, anybody's name."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from msgspec.structs import replace

from coachtui.domain.agreement import (
    Agreement,
    AgreementState,
    Clause,
    ClauseKind,
    ClauseState,
    Decision,
    How,
    Parties,
    Party,
    Role,
    Signature,
)
from coachtui.domain.signing import fingerprint
from tests.documents.hostile import hostile_text

WORDS = st.sampled_from(
    [
        *("vi", "møtes", "coachen", "Åse", "«ja»", '"nei"', "don't", "*viktig*", "**svært**"),
        *("14", "e-post", "–", "-5", "kl.", "https://example.org", "[lenke](https://example.org)"),
        *("æøå", "ÆØÅ", "…", "1.", "a&b", "x<y", "(se under)", "_her_", "~~ikke~~", "slutt."),
    ]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=25).map(lambda words: "Tekst " + " ".join(words))
BLOCK = st.one_of(
    SENTENCE,
    st.lists(SENTENCE, min_size=1, max_size=3).map(lambda all: "\n".join(f"- {s}" for s in all)),
    st.lists(SENTENCE, min_size=1, max_size=3).map(
        lambda all: "\n".join(f"{n}. {s}" for n, s in enumerate(all, 1))
    ),
    SENTENCE.map(lambda sentence: f"> {sentence}"),
    SENTENCE.map(lambda sentence: f"### {sentence}"),
    st.just("| a | b |\n|---|---|\n| c | d |"),
    # What the export itself sets around a wording, and what coaches draw in theirs.
    st.sampled_from(["*Ordlyden er endret for denne avtalen.*", "Samtykke:", "☐ Ja\n☐ Nei"]),
)
WORDING = st.one_of(
    st.tuples(SENTENCE, st.lists(BLOCK, max_size=3)).map(lambda it: "\n\n".join([it[0], *it[1]])),
    hostile_text,
)
TITLE = st.one_of(st.sampled_from(["Formål", "Ansvar", "Taushet"]), hostile_text)
COMMENT = st.one_of(st.just(""), SENTENCE, hostile_text)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@st.composite
def decisions(draw: st.DrawFn, kind: ClauseKind) -> Decision | None:
    states = {
        ClauseKind.INFORMATION: [None, ClauseState.ACCEPTED],
        ClauseKind.TERM: [None, ClauseState.ACCEPTED, ClauseState.DECLINED],
        ClauseKind.CONSENT: [
            *(None, ClauseState.ACCEPTED, ClauseState.DECLINED, ClauseState.WITHDRAWN)
        ],
    }
    state = draw(st.sampled_from(states[kind]))
    if state is None:
        return None
    how, role = draw(st.sampled_from(How)), draw(st.sampled_from(Role))
    return Decision(state, draw(DAYS), role, how)


@st.composite
def clauses(draw: st.DrawFn, number: int) -> Clause:
    kind = draw(st.sampled_from(ClauseKind))
    decision = draw(decisions(kind))
    earlier = draw(st.lists(decisions(kind), max_size=2)) if kind is ClauseKind.CONSENT else []
    return Clause(
        id=f"punkt-{number}",
        kind=kind,
        title=draw(TITLE),
        text=draw(WORDING),
        decision=decision,
        comment=draw(COMMENT),
        template_text=draw(st.sampled_from(["", "Malen sa noe annet."])),
        earlier=tuple(each for each in earlier if each),
    )


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """A draft, or one that everybody or only somebody has signed."""
    draft = draw(drafts())
    sides = draw(st.one_of(st.none(), parties()))
    if sides is None:
        return draft
    signatures = [
        Signature(role, draw(TITLE), draw(DAYS), draw(TITLE), draw(st.sampled_from(How)))
        for role in sides.by_role
    ]
    given = draw(st.integers(0, len(signatures)))
    whole = given == len(signatures)
    frozen = replace(
        draft,
        parties=sides,
        signatures=tuple(signatures[:given]),
        state=AgreementState.SIGNED if whole else AgreementState.AWAITING,
        override=draw(COMMENT),
        paper=draw(st.sampled_from(["", "Perm 3"])),
        recorded=draw(st.one_of(st.none(), DAYS)),
    )
    return replace(frozen, fingerprint=fingerprint(frozen))


@st.composite
def drafts(draw: st.DrawFn) -> Agreement:
    count = draw(st.integers(1, 4))
    return Agreement(
        id="a1",
        engagement="e1",
        template="core",
        template_version="1",
        language=draw(st.sampled_from(["nb", "en"])),
        title=draw(TITLE),
        created=draw(DAYS),
        clauses=tuple(draw(clauses(number)) for number in range(count)),
        introduction=draw(st.one_of(st.just(""), WORDING)),
        version=draw(st.integers(1, 3)),
    )


@st.composite
def parties(draw: st.DrawFn) -> Parties:
    name = st.one_of(st.just("Åse Ødegård"), hostile_text)
    sides = [Party(name=draw(name), email=draw(st.sampled_from(["", "a@b.no"]))) for _ in range(4)]
    return Parties(
        coach=sides[0],
        client=sides[1],
        sponsor=draw(st.sampled_from([None, sides[2]])),
        guardian=draw(st.sampled_from([None, sides[3]])),
    )
