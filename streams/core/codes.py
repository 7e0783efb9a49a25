"""The closed vocabularies of the facts, as integer codes.

Only names live here. A code is the position of the name in alphabetical order, so that comparing codes is
comparing names: the law's tie-breaks ("the smaller ydelse") are then plain integer comparisons.
"""

from typing import Final

YDELSER: Final = tuple(
    sorted(
        (
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
        )
    )
)
VISITATIONER: Final = tuple(sorted(("INGEN", "JOBPARAT", "AKTIVITETSPARAT", "UDDANNELSESPARAT")))
SAMTALETYPER: Final = tuple(
    sorted(("JOBSAMTALE", "FAELLESSAMTALE", "OPFOELGNING", "CV_SAMTALE", "RAADIGHEDSSAMTALE", "ANDEN"))
)
FORMER: Final = tuple(sorted(("PERSONLIG", "VIDEO", "TELEFON", "UKENDT")))
SAMTALESTATUSSER: Final = tuple(sorted(("INDKALDT", "AFHOLDT", "AFLYST", "UDEBLEVET")))
AKTOERER: Final = tuple(sorted(("JOBCENTER", "AKASSE", "ANDEN_AKTOER")))
DELTAGELSER: Final = tuple(sorted(("JA", "NEJ", "UKENDT")))
TILBUDSTYPER: Final = tuple(
    sorted(
        (
            "VIRKSOMHEDSPRAKTIK",
            "LOENTILSKUD_OFFENTLIG",
            "LOENTILSKUD_PRIVAT",
            "NYTTEINDSATS",
            "ORDINAER_UDDANNELSE",
            "OEVRIG_VEJLEDNING",
            "MENTOR",
        )
    )
)
TILBUDSTATUSSER: Final = tuple(sorted(("AFGIVET", "PAABEGYNDT", "AFSLUTTET", "AFBRUDT", "AFLYST")))
BORGERSTATUSSER: Final = tuple(
    sorted(
        (
            "FOERSTE_HENVENDELSE",
            "TILMELDT",
            "AFMELDT",
            "CV_GODKENDT",
            "INDPLACERING",
            "FRITAGELSE",
            "REVURDERING",
        )
    )
)
LIVSBEGIVENHEDER: Final = ("INGEN", "AKASSE_SKIFT", "DOED", "FLYTTET", "UDREJST", "UKENDT", "SAMMENLAGT")
"""Not in alphabetical order: new words go to the end, since old rows keep their codes."""
BESKAEFTIGELSER: Final = tuple(sorted(("ORDINAER", "FLEKSJOB", "UDDANNELSE")))

STATUSSER: Final = ("INGEN", "OPFYLDT", "VARSEL", "BORTFALDET", "AFHJULPET", "KONSTATERET", "FORELOEBIG")
ANSVARLIGE: Final = ("KOMMUNE", "AKASSE")


def code(vocabulary: tuple[str, ...], name: str) -> int:
    """The code of `name`; ValueError names the vocabulary's words when it is not one of them."""
    try:
        return vocabulary.index(name)
    except ValueError:
        raise ValueError(f"{name!r} is not one of {', '.join(vocabulary)}") from None


def mask(vocabulary: tuple[str, ...], names: tuple[str, ...]) -> int:
    """The bit set of `names`: bit i is set when vocabulary[i] is among them."""
    return sum(1 << code(vocabulary, name) for name in set(names))
