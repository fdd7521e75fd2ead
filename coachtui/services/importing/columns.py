"""What the columns of a spreadsheet mean, by their headers in English and in Norwegian.

Here belong the names. What stands below them is read in ``cells`` and ``newcomers``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple

from coachtui.documents.spreadsheet import NoTable
from coachtui.domain.agreement import ClauseKind
from coachtui.domain.topics import CORE, FULL
from coachtui.language import _
from coachtui.services.importing.cells import plain_words


class Column(StrEnum):
    """One thing that a spreadsheet may tell of a client."""

    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    STATE = "state"
    SINCE = "since"
    REMARK = "remark"
    GUARDIAN = "guardian"
    START = "start"
    END = "end"
    PLANNED = "planned"
    CADENCE = "cadence_weeks"
    MINUTES = "minutes"
    PAID = "paid"
    SPONSOR = "sponsor"
    SIGNED = "signed"
    PAPER = "paper"
    SIGNED_AT = "place"
    SIGNED_HOW = "how"
    TEMPLATE = "template"


_HEADERS = {
    Column.NAME: ("name", "full name", "client", "navn", "fullt navn", "klient"),
    Column.FIRST_NAME: ("first name", "given name", "fornavn"),
    Column.LAST_NAME: ("last name", "surname", "family name", "etternavn"),
    Column.EMAIL: ("e mail", "email", "mail", "e mail address", "e post", "epost", "epostadresse",
                   "e postadresse"),
    Column.PHONE: ("phone", "telephone", "mobile", "phone number", "telefon", "tlf", "mobil",
                   "mobiltelefon", "telefonnummer", "mobilnummer"),
    Column.LANGUAGE: ("language", "språk"),
    Column.STATE: ("state", "status", "tilstand"),
    Column.SINCE: ("since", "client since", "start date", "started", "siden", "klient siden",
                   "startdato", "startet"),
    Column.REMARK: ("remark", "remarks", "comment", "notes", "merknad", "merknader", "kommentar",
                    "notat"),
    Column.GUARDIAN: ("guardian", "parent", "verge", "foresatt"),
    Column.START: ("engagement start", "forløp start", "forløp fra"),
    Column.END: ("end", "end date", "engagement end", "slutt", "sluttdato", "forløp slutt",
                 "forløp til"),
    Column.PLANNED: ("planned", "sessions planned", "planned sessions", "planlagt",
                     "møter planlagt", "planlagte møter"),
    Column.CADENCE: ("cadence", "weeks", "cadence weeks", "møtehyppighet", "hyppighet", "uker",
                     "uker mellom møtene"),
    Column.MINUTES: ("minutes", "session minutes", "length", "minutter", "møtelengde", "lengde",
                     "varighet"),
    Column.PAID: ("paid", "payment", "betalt", "betaling", "betaler"),
    Column.SPONSOR: ("sponsor", "paid by", "oppdragsgiver", "betales av"),
    Column.SIGNED: ("agreement signed", "agreement signed on", "signed", "signed on",
                    "agreement date", "avtale signert", "avtalen signert", "signert", "avtaledato"),
    Column.PAPER: ("paper", "where the paper lies", "papir", "papiret ligger", "hvor papiret ligger",
                   "arkivert"),
    Column.SIGNED_AT: ("signed at", "place signed", "signert i", "signert sted"),
    Column.SIGNED_HOW: ("signed how", "how signed", "signert hvordan", "signert måte"),
    Column.TEMPLATE: ("template", "agreement template", "mal", "avtalemal"),
}  # fmt: skip

_CONSENTS = {
    "icf-log": ("icf", "icf log", "icf logg", "icf samtykke", "icf consent"),
    "sensitive-data": ("sensitive data", "health data", "sensitive opplysninger",
                       "helseopplysninger"),
    "recording": ("recording", "opptak"),
    "ai-use": ("ai", "ai use", "ki", "bruk av ki"),
    "supervision": ("supervision", "veiledning"),
    "reference": ("reference", "referanse"),
    "continuity": ("continuity", "kontinuitet"),
}  # fmt: skip
_DAY_OF = ("date", "dato", "on")

_COLUMN_OF = {name: column for column, names in _HEADERS.items() for name in names}
_CONSENT_OF = {name: consent for consent, names in _CONSENTS.items() for name in names} | {
    topic.id.replace("-", " "): topic.id
    for topic in (*CORE, *FULL)
    if topic.kind is ClauseKind.CONSENT
}


class Consent(NamedTuple):
    """A column on a consent: the answer to it or, with ``dated``, the day of that answer."""

    clause: str
    dated: bool


Meaning = Column | Consent


class Columns(NamedTuple):
    """What each column means, by its place; ``unknown`` are the others, by their headers."""

    known: dict[Meaning, int]
    unknown: dict[str, int]

    def header(self, meaning: Meaning, header: Sequence[str]) -> str:
        """How the file calls a column that it has."""
        return header[self.known[meaning]]


def columns(header: Sequence[str], left_out: Collection[str] = ()) -> Columns:
    """What the columns under ``header`` mean; those that are ``left_out`` by name mean nothing.

    Raises:
        NoTable: two mean the same, or none holds the names.
    """
    known: dict[Meaning, int] = {}
    unknown: dict[str, int] = {}
    passed_over = {plain_words(each) for each in left_out}
    for place, title in enumerate(header):
        if plain_words(title) in passed_over:
            continue
        meaning = _meaning(title)
        if meaning is None:
            name = title or _("column {number}").format(number=place + 1)
            unknown[name if name not in unknown else f"{name} ({place + 1})"] = place
        elif meaning in known:
            message = _("the columns “{one}” and “{other}” mean the same")
            raise NoTable(message.format(one=header[known[meaning]], other=title))
        else:
            known[meaning] = place
    if not known.keys() & {Column.NAME, Column.FIRST_NAME, Column.LAST_NAME}:
        message = _("no column is called “name” or “navn”; there are: {headers}")
        shown = ", ".join(title for title in header[:20] if title)
        raise NoTable(message.format(headers=shown or "–"))
    return Columns(known, unknown)


def _meaning(title: str) -> Meaning | None:
    name = plain_words(title)
    if name in _COLUMN_OF:
        return _COLUMN_OF[name]
    if name in _CONSENT_OF:
        return Consent(_CONSENT_OF[name], dated=False)
    begun, _space, ending = name.rpartition(" ")
    if ending in _DAY_OF and begun in _CONSENT_OF:
        return Consent(_CONSENT_OF[begun], dated=True)
    return None
