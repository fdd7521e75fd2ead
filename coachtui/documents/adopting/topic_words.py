"""The words by which a topic is known, in Norwegian and English: beginnings of words, in small letters.

Here belongs data and nothing else. A beginning matches where a word begins with it; several words
stand as they are written.
"""

from __future__ import annotations

from coachtui.language import Language

TOPIC_WORDS: dict[Language, dict[str, tuple[str, ...]]] = {
    "nb": {
        "purpose": ("formål", "hensikt", "hva coaching er", "om coaching", "bakgrunn"),
        "client-agenda": ("agenda", "dine ønsker", "klientens ønsker", "dagsorden"),
        "roles": (
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
        "format": ("gjennomføring", "videosamtale", "oppmøte", "telefonsamtale", "sted for møtene"),
        "fees": ("pris", "honorar", "betaling", "faktura", "mva", "kostnad", "vederlag"),
        "package": ("pakke", "klippekort", "ubrukte"),
        "cancel": ("avbestill", "avlys", "flytting av", "ombooking"),
        "late-noshow": ("forsinke", "ikke møter opp", "uteblir", "kommer for sent"),
        "withdrawal-right": ("angrerett", "angrefrist"),
        "not-therapy": ("terapi", "behandling av", "psykolog", "helsehjelp", "ikke behandling"),
        "secrecy-limits": ("avvergeplikt", "avverge", "unntak fra taushet", "meldeplikt"),
        "end": ("oppsigelse", "avslutning", "avslutte", "opphør", "heving"),
        "data-protection": ("personvern", "personopplysning", "gdpr", "datatilsynet"),
        "records": ("notat", "oppbevar", "arkiv", "sletting", "journal"),
        "sensitive-data": ("helseopplysning", "sensitive", "særlige kategorier"),
        "recording": ("opptak", "lydopptak", "videoopptak", "filming"),
        "ai-use": ("kunstig intelligens", "ki-verktøy", "språkmodell", "chatgpt"),
        "supervision": ("veileder", "supervisjon", "mentorcoach"),
        "reference": ("referanse", "anbefaling", "uttalelse", "logo"),
        "sponsor": ("oppdragsgiver", "arbeidsgiver betaler", "trepart", "arbeidsgiver"),
        "conflicts": ("interessekonflikt", "habilitet", "inhabil"),
        "materials": ("arbeidsark", "materiell", "opphavsrett", "immaterielle"),
        "liability": ("ansvarsbegrensning", "erstatning", "ansvarsfraskrivelse"),
        "complaints": ("klage", "forbrukerrådet", "reklamasjon"),
        "changes": ("endringer i avtalen", "endring av avtalen", "endring"),
        "law": ("lovvalg", "verneting", "tvist", "norsk rett"),
        "continuity": ("sykdom", "dødsfall", "dersom coachen blir syk"),
        "group-secrecy": ("i gruppen", "gruppecoaching", "deltakerne"),
    },
    "en": {
        "purpose": ("purpose", "aim of", "what coaching is", "about coaching", "background"),
        "client-agenda": ("agenda", "your wishes", "client's wishes"),
        "roles": ("role", "responsibilities", "coach's responsib", "client's responsib"),
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
        "package": ("package", "unused", "prepaid"),
        "cancel": ("cancel", "reschedul"),
        "late-noshow": ("late arriv", "no-show", "no show", "miss a session", "missed session"),
        "withdrawal-right": ("cooling-off", "right of withdrawal", "14 days", "fourteen days"),
        "not-therapy": (
            "therapy",
            "psycholog",
            "treatment",
            "counselling",
            "counseling",
            "medical",
        ),
        "secrecy-limits": (
            "exceptions to confidential",
            "required by law",
            "duty to report",
            "imminent",
        ),
        "end": ("terminat", "ending", "end of the agreement", "end the agreement"),
        "data-protection": ("data protection", "personal data", "gdpr", "privacy"),
        "records": ("record keeping", "notes", "retention", "stored", "kept for"),
        "sensitive-data": ("health information", "sensitive", "special categor"),
        "recording": ("recording", "recorded", "audio", "videotap"),
        "ai-use": ("artificial intelligence", "ai tool", "language model", "chatgpt"),
        "supervision": ("supervis", "mentor coach"),
        "reference": ("testimonial", "reference", "quote", "logo"),
        "sponsor": ("sponsor", "employer", "three-way", "third party pays"),
        "conflicts": ("conflict of interest", "conflicts of interest", "other ties"),
        "materials": ("materials", "worksheet", "copyright", "intellectual property"),
        "liability": ("liabilit", "damages", "indemn", "disclaimer"),
        "complaints": ("complain", "grievance"),
        "changes": ("changes to", "amendment", "modification"),
        "law": ("governing law", "jurisdiction", "dispute", "severab", "applicable law"),
        "continuity": ("illness", "death", "incapac"),
        "group-secrecy": ("in the group", "group coaching", "participants"),
    },
}

CONSENT_WORDS: dict[Language, tuple[str, ...]] = {
    "nb": ("samtykke", "jeg tillater", "gir tillatelse"),
    "en": ("consent", "i allow", "give permission", "opt in", "opt-in"),
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
