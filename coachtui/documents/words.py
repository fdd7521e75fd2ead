"""Words for documents, in the language of the document: cadence, lengths of time, dates, money, states.

A document speaks the client's language, the screens speak the coach's. So these words do not go
through the message catalogue; they belong to the document as its wording does.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from coachtui import spelling
from coachtui.domain.agreement import AgreementState, ClauseKind, ClauseState, How, Role
from coachtui.language import Language

_NUMBERS: dict[Language, tuple[str, ...]] = {
    "nb": (
        *("null", "en", "to", "tre", "fire", "fem", "seks"),
        *("sju", "åtte", "ni", "ti", "elleve", "tolv"),
    ),
    "en": (
        *("zero", "one", "two", "three", "four", "five", "six"),
        *("seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
}
_ORDINALS: dict[Language, tuple[str, ...]] = {
    "nb": (
        *("", "første", "annen", "tredje", "fjerde", "femte", "sjette"),
        *("sjuende", "åttende", "niende", "tiende", "ellevte", "tolvte"),
    ),
    "en": (
        *("", "first", "second", "third", "fourth", "fifth", "sixth"),
        *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
    ),
}


def cadence(weeks: int, language: Language) -> str:
    """How often: ``every second week``, ``annenhver uke``."""
    if language == "nb":
        if weeks == 1:
            return "hver uke"
        if weeks == 2:
            return "annenhver uke"
        return f"hver {_ORDINALS['nb'][weeks] if weeks <= 12 else f'{weeks}.'} uke"
    if weeks == 1:
        return "every week"
    return f"every {_ORDINALS['en'][weeks]} week" if weeks <= 12 else f"every {weeks} weeks"


def minutes(count: int, language: Language) -> str:
    """How long: ``an hour and a half``, ``halvannen time``, ``45 minutes``."""
    hours, rest = divmod(count, 60)
    if rest == 0 and 1 <= hours <= 12:
        return _whole_hours(hours, language)
    if rest == 30 and hours <= 12:
        return _half_hours(hours, language)
    if language == "nb":
        return "ett minutt" if count == 1 else f"{count} minutter"
    return "one minute" if count == 1 else f"{count} minutes"


def _whole_hours(hours: int, language: Language) -> str:
    if language == "nb":
        return "en time" if hours == 1 else f"{_NUMBERS['nb'][hours]} timer"
    return "an hour" if hours == 1 else f"{_NUMBERS['en'][hours]} hours"


def _half_hours(hours: int, language: Language) -> str:
    if language == "nb":
        special = {0: "en halv time", 1: "halvannen time"}
        return special.get(hours) or f"{_NUMBERS['nb'][hours]} og en halv time"
    special = {0: "half an hour", 1: "an hour and a half"}
    return special.get(hours) or f"{_NUMBERS['en'][hours]} and a half hours"


def day(when: date, language: Language) -> str:
    """A date: ``24 November 2026``, ``24. november 2026``."""
    return spelling.day(when, language)


_NO_BREAK = "\N{NO-BREAK SPACE}"
_CURRENCIES: dict[Language, dict[str, str]] = {"nb": {"NOK": "kr"}, "en": {"kr": "NOK"}}


def number(count: int, language: Language) -> str:
    """A number in digits: ``12,500``; ``12 500``, and ``1200`` as Norwegian groups no four digits."""
    if language == "nb":
        return str(count) if count < 10_000 else f"{count:,}".replace(",", _NO_BREAK)
    return f"{count:,}"


def money(amount: Decimal, currency: str, language: Language) -> str:
    """An amount: ``NOK 1,200``, ``NOK 1,200.50``; ``1200 kr``, ``1200,50 kr``. ``kr`` is ``NOK``."""
    said = number(int(amount), language)
    if amount % 1:
        said += ("," if language == "nb" else ".") + f"{amount:.2f}"[-2:]
    unit = _CURRENCIES[language].get(currency, currency)
    return f"{said}{_NO_BREAK}{unit}" if language == "nb" else f"{unit}{_NO_BREAK}{said}"


_DONE: dict[Language, dict[ClauseKind, str]] = {
    "nb": {
        ClauseKind.INFORMATION: "lest",
        ClauseKind.TERM: "godtatt",
        ClauseKind.CONSENT: "samtykker",
    },
    "en": {
        ClauseKind.INFORMATION: "read",
        ClauseKind.TERM: "accepted",
        ClauseKind.CONSENT: "consents",
    },
}
_OPEN = {"nb": "åpen", "en": "open"}
_TO_DISCUSS = {"nb": "må drøftes", "en": "to discuss"}
_REFUSED = {"nb": "samtykker ikke", "en": "does not consent"}
_WITHDRAWN = {"nb": "trukket tilbake", "en": "withdrawn"}


def clause_state(kind: ClauseKind, state: ClauseState, language: Language) -> str:
    """The state of a clause, as its kind reads it: ``accepted``, ``to discuss``, ``consents``."""
    if state is ClauseState.ACCEPTED:
        return _DONE[language][kind]
    if state is ClauseState.DECLINED:
        return (_REFUSED if kind is ClauseKind.CONSENT else _TO_DISCUSS)[language]
    return (_WITHDRAWN if state is ClauseState.WITHDRAWN else _OPEN)[language]


_KINDS: dict[Language, dict[ClauseKind, str]] = {
    "nb": {
        ClauseKind.INFORMATION: "informasjon",
        ClauseKind.TERM: "vilkår",
        ClauseKind.CONSENT: "samtykke",
    },
    "en": {
        ClauseKind.INFORMATION: "information",
        ClauseKind.TERM: "term",
        ClauseKind.CONSENT: "consent",
    },
}


def clause_kind(kind: ClauseKind, language: Language) -> str:
    """The name of a kind of clause: ``term``, ``vilkår``."""
    return _KINDS[language][kind]


_WAYS: dict[Language, dict[How, str]] = {
    "nb": {
        How.ON_SCREEN: "på skjermen",
        How.IN_PERSON: "i et møte",
        How.PAPER: "på papir",
        How.EMAIL: "på e-post",
        How.E_SIGNATURE: "med e-signatur",
    },
    "en": {
        How.ON_SCREEN: "on screen",
        How.IN_PERSON: "in person",
        How.PAPER: "on paper",
        How.EMAIL: "by e-mail",
        How.E_SIGNATURE: "by e-signature",
    },
}


def how(way: How, language: Language) -> str:
    """By which way something was said or signed: ``on paper``, ``på papir``."""
    return _WAYS[language][way]


_ROLES: dict[Language, dict[Role, str]] = {
    "nb": {
        Role.CLIENT: "klient",
        Role.COACH: "coach",
        Role.SPONSOR: "oppdragsgiver",
        Role.GUARDIAN: "verge",
    },
    "en": {
        Role.CLIENT: "client",
        Role.COACH: "coach",
        Role.SPONSOR: "sponsor",
        Role.GUARDIAN: "guardian",
    },
}


def role(whose: Role, language: Language) -> str:
    """On whose behalf: ``client``, ``klient``."""
    return _ROLES[language][whose]


_STATES: dict[Language, dict[AgreementState, str]] = {
    "nb": {
        AgreementState.DRAFT: "utkast",
        AgreementState.AWAITING: "til signering",
        AgreementState.SIGNED: "signert",
        AgreementState.SUPERSEDED: "erstattet",
        AgreementState.ENDED: "avsluttet",
    },
    "en": {
        AgreementState.DRAFT: "draft",
        AgreementState.AWAITING: "awaiting signature",
        AgreementState.SIGNED: "signed",
        AgreementState.SUPERSEDED: "superseded",
        AgreementState.ENDED: "ended",
    },
}


def agreement_state(state: AgreementState, language: Language) -> str:
    """Where an agreement is in its life: ``draft``, ``utkast``."""
    return _STATES[language][state]
