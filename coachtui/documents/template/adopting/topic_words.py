"""The words by which a topic is known, in Norwegian and English, and those for what has no title.

Here belongs data and nothing else. What a topic is known by are beginnings of words, in small
letters: one matches where a word begins with it; several words stand as they are written.
"""

from __future__ import annotations

from coachtui.language import Language

TOPIC_WORDS: dict[Language, dict[str, tuple[str, ...]]] = {
    "nb": {
        "purpose": ("formål", "hensikt", "hva coaching er", "om coaching", "bakgrunn"),
        "client-agenda": (
            "det du ønsker",
            "agenda",
            "dine ønsker",
            "klientens ønsker",
            "dagsorden",
        ),
        "roles": (
            "ansvar for hva",
            "hvem gjør hva",
            "plikter",
            "rolle",
            "ansvarsfordeling",
            "partenes ansvar",
            "coachens ansvar",
            "klientens ansvar",
        ),
        "prep-tasks": ("forbered", "oppgave", "hjemmeoppgave", "mellom møtene jobber"),
        "own-result": ("resultat", "egne svar", "eget ansvar", "gir ikke råd"),
        "challenge": ("utfordrende", "provoser", "utfordre"),
        "openness": ("åpenhet", "ærlig", "åpen om", "oppriktig"),
        "support": ("støtte", "oppmerksomhet", "oppmuntr"),
        "cadence": (
            "hyppighet",
            "hvor ofte",
            "varighet",
            "møtene varer",
            "antall møter",
            "møteplan",
        ),
        "between": (
            "mellom møtene",
            "mellom samtalene",
            "kontakt mellom",
            "svartid",
            "tilgjengelighet",
        ),
        "evaluation": ("evaluer", "tilbakemelding"),
        "confidentiality": ("taushet", "konfidensial", "fortrolig"),
        "ethics-code": ("etikk", "etiske retningslinje", "etisk"),
        "icf-log": ("icf", "sertifisering", "coachinglogg", "akkrediter"),
        "goals": ("mål for", "målsetting", "delmål", "mål"),
        "format": (
            "hvordan vi møtes",
            "hvor vi møtes",
            "gjennomføring",
            "videosamtale",
            "oppmøte",
            "telefonsamtale",
            "sted for møtene",
        ),
        "fees": ("koster", "pris", "honorar", "betaling", "faktura", "mva", "kostnad", "vederlag"),
        "package": ("antall møter", "pakke", "klippekort", "ubrukte"),
        "cancel": ("avbestill", "avlys", "flytting av", "ombooking"),
        "late-noshow": ("forsinke", "ikke møter opp", "uteblir", "kommer for sent"),
        "withdrawal-right": ("angrerett", "angrefrist"),
        "not-therapy": (
            "hva coaching ikke er",
            "ikke terapi",
            "terapi",
            "behandling av",
            "psykolog",
            "helsehjelp",
            "ikke behandling",
        ),
        "secrecy-limits": (
            "må vike",
            "taushetsplikten gjelder ikke",
            "avvergeplikt",
            "avverge",
            "unntak fra taushet",
            "meldeplikt",
        ),
        "end": (
            "vi slutter",
            "slutter",
            "si opp",
            "varighet og opp",
            "oppsigelse",
            "avslutning",
            "avslutte",
            "opphør",
            "heving",
        ),
        "data-protection": (
            "opplysninger om deg",
            "opplysningene om",
            "behandlingsansvarlig",
            "personvern",
            "personopplysning",
            "gdpr",
            "datatilsynet",
        ),
        "records": ("notat", "oppbevar", "arkiv", "sletting", "journal"),
        "sensitive-data": (
            "følsom",
            "helse og",
            "helseopplysning",
            "sensitive",
            "særlige kategorier",
        ),
        "recording": ("bildeopptak", "lyd- og", "opptak", "lydopptak", "videoopptak", "filming"),
        "ai-use": ("kunstig intelligens", "ki-verktøy", "språkmodell", "chatgpt"),
        "supervision": ("veileder", "supervisjon", "mentorcoach"),
        "reference": ("referanse", "anbefaling", "uttalelse", "logo"),
        "sponsor": (
            "andre betaler",
            "bestiller",
            "oppdragsgiver",
            "arbeidsgiver betaler",
            "trepart",
            "arbeidsgiver",
        ),
        "conflicts": ("bånd til", "interessekonflikt", "habilitet", "inhabil"),
        "materials": ("arbeidsark", "materiell", "opphavsrett", "immaterielle"),
        "liability": ("ansvar for tap", "ansvarsbegrensning", "erstatning", "ansvarsfraskrivelse"),
        "complaints": ("fornøyd", "misnøye", "klage", "forbrukerrådet", "reklamasjon"),
        "changes": ("endringer i avtalen", "endring av avtalen", "endring"),
        "law": ("domstol", "lov og", "lovvalg", "verneting", "tvist", "norsk rett"),
        "continuity": (
            "blir borte",
            "blir syk",
            "sykdom",
            "dødsfall",
            "dersom coachen blir syk",
        ),
        "group-secrecy": ("i gruppen", "gruppecoaching", "deltakerne"),
    },
    "en": {
        "purpose": ("purpose", "aim of", "what coaching is", "about coaching", "background"),
        "client-agenda": ("agenda", "your wishes", "client's wishes"),
        "roles": (
            "responsible for what",
            "who does what",
            "duties",
            "role",
            "responsibilities",
            "coach's responsib",
            "client's responsib",
        ),
        "prep-tasks": ("prepar", "homework", "task", "assignment"),
        "own-result": ("result", "own answers", "no advice", "outcomes"),
        "challenge": ("challeng", "provok", "provocative"),
        "openness": ("openness", "honest", "candour", "candor", "frank"),
        "support": ("support", "attention", "encourag"),
        "cadence": (
            "frequency",
            "how often",
            "duration",
            "number of sessions",
            "schedule",
            "scheduling",
        ),
        "between": ("between meetings", "between sessions", "response time", "availability"),
        "evaluation": ("evaluat", "feedback", "review of progress"),
        "confidentiality": ("confidential", "secrecy", "privacy of"),
        "ethics-code": ("ethic", "code of conduct"),
        "icf-log": ("icf", "certification", "coaching log", "credential", "accredit"),
        "goals": ("goal", "objective"),
        "format": ("format", "video call", "in person", "by phone", "location"),
        "fees": ("fee", "price", "payment", "invoice", "vat", "cost", "compensation", "rate"),
        "package": ("number of sessions", "number of meetings", "package", "unused", "prepaid"),
        "cancel": ("cancel", "reschedul"),
        "late-noshow": (
            "is late",
            "lateness",
            "late arriv",
            "no-show",
            "no show",
            "miss a session",
            "missed session",
        ),
        "withdrawal-right": ("cooling-off", "right of withdrawal", "14 days", "fourteen days"),
        "not-therapy": (
            "what coaching is not",
            "not therapy",
            "therapy",
            "psycholog",
            "treatment",
            "counselling",
            "counseling",
            "medical",
        ),
        "secrecy-limits": (
            "give way",
            "exceptions to confidential",
            "required by law",
            "duty to report",
            "imminent",
        ),
        "end": (
            "when we stop",
            "when we end",
            "terminat",
            "ending",
            "end of the agreement",
            "end the agreement",
        ),
        "data-protection": ("data protection", "personal data", "gdpr", "privacy"),
        "records": ("record keeping", "notes", "retention", "stored", "kept for"),
        "sensitive-data": ("health information", "sensitive", "special categor"),
        "recording": ("recording", "recorded", "audio", "videotap"),
        "ai-use": ("artificial intelligence", "ai tool", "language model", "chatgpt"),
        "supervision": ("supervis", "mentor coach"),
        "reference": ("naming you", "testimonial", "reference", "quote", "logo"),
        "sponsor": ("someone else pays", "sponsor", "employer", "three-way", "third party pays"),
        "conflicts": ("ties to", "conflict of interest", "conflicts of interest", "other ties"),
        "materials": ("materials", "worksheet", "copyright", "intellectual property"),
        "liability": ("liabilit", "damages", "indemn", "disclaimer"),
        "complaints": ("satisfied", "complain", "grievance"),
        "changes": ("changes to", "amendment", "modification"),
        "law": (
            "law and",
            "court",
            "governing law",
            "jurisdiction",
            "dispute",
            "severab",
            "applicable law",
        ),
        "continuity": ("is gone", "dies", "illness", "death", "incapac"),
        "group-secrecy": ("in the group", "group coaching", "participants"),
    },
}

CONSENT_WORDS: dict[Language, tuple[str, ...]] = {
    "nb": ("samtykke", "jeg tillater", "gir tillatelse", "sier du nei", "du kan si nei"),
    "en": (
        "consent",
        "i allow",
        "give permission",
        "opt in",
        "opt-in",
        "if you say no",
        "may say no",
    ),
}
"""What tells a clause that asks for a yes of its own."""

COMMON_WORDS: dict[Language, frozenset[str]] = {
    "nb": frozenset(
        {
            *("og", "i", "er", "det", "som", "på", "til", "av", "en", "et", "ikke", "å", "du"),
            *("vi", "skal", "med", "for", "kan", "eller", "den", "har", "ved", "om", "fra"),
        }
    ),
    "en": frozenset(
        {
            *("the", "and", "of", "to", "is", "you", "in", "that", "will", "with", "for", "or"),
            *("be", "this", "not", "we", "are", "by", "may", "as", "it", "from", "any"),
        }
    ),
}
"""What every text of a language is full of."""

TITLES: dict[Language, str] = {"nb": "Coachingavtale", "en": "Coaching agreement"}
"""The title of an agreement that has none."""

POINTS: dict[Language, str] = {"nb": "Punkt", "en": "Clause"}
"""The title of a clause that has no words, with its number behind it."""
