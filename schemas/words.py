"""Danish words for the codes of `trace.v1` and of the facts, as caseworkers read them. Words only."""

from __future__ import annotations

from typing import Final

ORD: Final = {
    "DAGPENGE": "dagpenge", "KONTANTHJAELP": "kontanthjælp", "UDDANNELSESHJAELP": "uddannelseshjælp", "SHO": "SHO",
    "SYGEDAGPENGE": "sygedagpenge", "RESSOURCEFORLOEB": "ressourceforløb", "JOBAFKLARING": "jobafklaring",
    "LEDIGHEDSYDELSE": "ledighedsydelse", "REVALIDERING": "revalidering", "FLEKSJOB": "fleksjob",
    "FOERTIDSPENSION": "førtidspension", "JOBPARAT": "jobparat", "AKTIVITETSPARAT": "aktivitetsparat",
    "UDDANNELSESPARAT": "uddannelsesparat", "INGEN": "uden visitation",
    "JOBSAMTALE": "jobsamtale", "FAELLESSAMTALE": "fællessamtale", "OPFOELGNING": "opfølgningssamtale",
    "CV_SAMTALE": "CV-samtale", "RAADIGHEDSSAMTALE": "rådighedssamtale", "ANDEN": "anden samtale",
    "PERSONLIG": "personligt fremmøde", "VIDEO": "video", "TELEFON": "telefon", "UKENDT": "ukendt",
    "INDKALDT": "indkaldt", "AFHOLDT": "afholdt", "AFLYST": "aflyst", "UDEBLEVET": "udeblevet",
    "JOBCENTER": "jobcentret", "AKASSE": "a-kassen", "ANDEN_AKTOER": "anden aktør", "JA": "ja", "NEJ": "nej",
    "VIRKSOMHEDSPRAKTIK": "virksomhedspraktik", "LOENTILSKUD_OFFENTLIG": "offentligt løntilskud",
    "LOENTILSKUD_PRIVAT": "privat løntilskud", "NYTTEINDSATS": "nytteindsats",
    "ORDINAER_UDDANNELSE": "ordinær uddannelse", "OEVRIG_VEJLEDNING": "øvrig vejledning", "MENTOR": "mentor",
    "AFGIVET": "afgivet", "PAABEGYNDT": "påbegyndt", "AFSLUTTET": "afsluttet", "AFBRUDT": "afbrudt",
    "FOERSTE_HENVENDELSE": "første henvendelse", "TILMELDT": "tilmeldt", "AFMELDT": "afmeldt",
    "CV_GODKENDT": "CV godkendt", "INDPLACERING": "indplacering", "FRITAGELSE": "fritagelse",
    "DOED": "død", "UDREJST": "udrejst", "FLYTTET": "flyttet", "AKASSE_SKIFT": "skiftet a-kasse",
    "SAMMENLAGT": "sammenlagt med en anden",
    "REVURDERING": "revurdering", "ORDINAER": "ordinær beskæftigelse", "UDDANNELSE": "uddannelse",
}  # fmt: skip
"""A word of the facts' vocabularies as people write it."""

STATUS: Final = {
    "KONSTATERET": ("konstateret", "fristen er overskredet"),
    "FORELOEBIG": ("foreløbig", "fristen er passeret, men ingen betaling dækker den endnu"),
    "VARSEL": ("varsel", "der er stadig tid"),
    "AFHJULPET": ("afhjulpet", "opfyldt for sent"),
    "OPFYLDT": ("opfyldt", ""),
    "BORTFALDET": ("bortfaldet", "forløbet sluttede før fristen"),
}
"""A status and what it means; nothing more to say of one where the second is empty."""

ROLES: Final = {
    "anker": ("Fristen regnes fra", "Fristen regnes ikke fra"),
    "fritagelse": ("Fristen flyttes af", "Fristen flyttes ikke af"),
    "betalt": ("Betalte perioder", "Betalt uden for dagpengeperioden"),
    "taeller": ("Tæller", "Tæller ikke"),
    "timer": ("Timer, der tæller", "Timer, der ikke tæller"),
}
"""What a rule asked of facts: the titles of those that counted and of those that did not."""

SPELLS: Final = {
    "kontaktforloeb": "Kontaktforløb",
    "ydelsesforloeb": "Ydelsesforløb",
    "dagpengeperiode": "Dagpengeperiode",
}
"""What a spell is called."""
