"""A fact as a line of JSON: which fields there are and what they may hold. The field lists are the contract's.

A missing field is an error, null is for the optional ones, an unknown key is none of our business.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Int32 = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]


class Fact(msgspec.Struct, tag_field="type", gc=False, kw_only=True):
    """The envelope. `registered_at` is parsed for a whole column at a time."""

    fact_id: str
    revision: Int32
    deleted: bool
    registered_at: str
    source: str


class PersonFact(Fact, gc=False, kw_only=True):
    """A fact about a citizen: `person_id`, or at the edge `cpr`."""

    kommune: Int32
    akasse: Int32 | None
    person_id: str | UnsetType = UNSET
    cpr: str | UnsetType = UNSET


class Ydelse(PersonFact, tag="ydelse", gc=False, kw_only=True):
    ydelse: Literal[
        "DAGPENGE",
        "KONTANTHJAELP",
        "UDDANNELSESHJAELP",
        "SHO",
        "SYGEDAGPENGE",
        "RESSOURCEFORLOEB",
        "JOBAFKLARING",
        "LEDIGHEDSYDELSE",
        "REVALIDERING",
        "FLEKSJOB",
        "FOERTIDSPENSION",
    ]
    visitation: Literal["INGEN", "JOBPARAT", "AKTIVITETSPARAT", "UDDANNELSESPARAT"]
    period_start: date
    period_end: date
    loentimer: float


class Samtale(PersonFact, tag="samtale", gc=False, kw_only=True):
    samtaletype: Literal["JOBSAMTALE", "FAELLESSAMTALE", "OPFOELGNING", "CV_SAMTALE", "RAADIGHEDSSAMTALE", "ANDEN"]
    form: Literal["PERSONLIG", "VIDEO", "TELEFON", "UKENDT"]
    status: Literal["INDKALDT", "AFHOLDT", "AFLYST", "UDEBLEVET"]
    dato: date
    aktoer: Literal["JOBCENTER", "AKASSE", "ANDEN_AKTOER"]
    akasse_deltog: Literal["JA", "NEJ", "UKENDT"]
    akasse_fravalgt: bool


class Tilbud(PersonFact, tag="tilbud", gc=False, kw_only=True):
    tilbudstype: Literal[
        "VIRKSOMHEDSPRAKTIK",
        "LOENTILSKUD_OFFENTLIG",
        "LOENTILSKUD_PRIVAT",
        "NYTTEINDSATS",
        "ORDINAER_UDDANNELSE",
        "OEVRIG_VEJLEDNING",
        "MENTOR",
    ]
    status: Literal["AFGIVET", "PAABEGYNDT", "AFSLUTTET", "AFBRUDT", "AFLYST"]
    startdato: date
    slutdato: date | None


class Borgerstatus(PersonFact, tag="borgerstatus", gc=False, kw_only=True):
    kind: Literal[
        "FOERSTE_HENVENDELSE", "TILMELDT", "AFMELDT", "CV_GODKENDT", "INDPLACERING", "FRITAGELSE", "REVURDERING"
    ]
    dato: date
    slutdato: date | None
    livsbegivenhed: Literal["INGEN", "AKASSE_SKIFT", "DOED", "FLYTTET", "UDREJST", "UKENDT", "SAMMENLAGT"] = "INGEN"
    sammenlagt_med: str | None = None
    sammenlagt_med_cpr: str | UnsetType = UNSET


class Beskaeftigelse(PersonFact, tag="beskaeftigelse", gc=False, kw_only=True):
    kind: Literal["ORDINAER", "FLEKSJOB", "UDDANNELSE"]
    maaned: date
    timer: float


class Rammevilkaar(Fact, tag="rammevilkaar", gc=False, kw_only=True):
    scope: Literal["KOMMUNE", "AKASSE"]
    kode: Int32
    aar: Int32
    befolkning_16_66: Int32 | None
    forventet_andel: float | None
    forventet_afgang_3mdr: float | None
    forventet_afgang_6mdr: float | None


class Tilfredshed(Fact, tag="tilfredshed", gc=False, kw_only=True):
    scope: Literal["KOMMUNE", "AKASSE"]
    kode: Int32
    aar: Int32
    kind: Literal["BORGER", "VIRKSOMHED"]
    score: float
    svar: Int32
    maal: float | None


STRUCTS: Final[dict[str, type[Fact]]] = {
    "ydelse": Ydelse,
    "samtale": Samtale,
    "tilbud": Tilbud,
    "borgerstatus": Borgerstatus,
    "beskaeftigelse": Beskaeftigelse,
    "rammevilkaar": Rammevilkaar,
    "tilfredshed": Tilfredshed,
}
ANY_FACT: Final[Any] = Ydelse | Samtale | Tilbud | Borgerstatus | Beskaeftigelse | Rammevilkaar | Tilfredshed
TYPE_OF: Final = {struct: name for name, struct in STRUCTS.items()}
