"""Danish words for facts, reasons and dates, as caseworkers read them. Words only."""

from __future__ import annotations

from typing import Final

from schemas.words import ORD
from streams.core.calendar import NO_DATE, to_date
from streams.explain.case import Fact

MAANEDER: Final = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
GRUNDE: Final = {
    "TAELLER": "tæller",
    "EFTER_FRISTEN": "tæller, men ligger efter fristen",
    "ANNULLERET": "registreringen er annulleret",
    "EFTER_T": "ligger efter den dag, der spørges til",
    "IKKE_AFHOLDT": "er ikke afholdt",
    "IKKE_STARTET": "er ikke påbegyndt",
    "TYPE": "{type} tæller ikke",
    "AKTOER": "er holdt af {aktoer} og tæller ikke her",
    "FORM": "er holdt ved personligt fremmøde",
    "FOER_FORLOEBET": "ligger før forløbet",
    "EFTER_FORLOEBET": "ligger efter forløbet",
    "UDEN_FOR_FORLOEBET": "ligger uden for de første måneder af et forløb",
    "FOER_ANKER": "ligger før den dag, fristen regnes fra",
    "FOR_TIDLIGT": "ligger for tidligt i forløbet til denne regel",
    "UDEN_FOR_PERIODEN": "ligger uden for dagpengeperioden",
    "UDEN_FOR_VINDUET": "ligger uden for de 12 måneder, der måles på",
    "FOR_LANGT_FRA_START": "ligger for langt fra forløbets start",
    "EN_SENERE_GAELDER": "en senere hændelse gælder i stedet",
    "AKASSE_DELTOG": "a-kassen deltog, eller det er ukendt",
    "FRAVALGT": "borgeren har fravalgt a-kassens deltagelse",
    "FOR_LIDT_FORBRUG": "ligger før den sammenlagte ledighed er lang nok",
    "EN_ANDEN_DAG": "er en anden dag",
    "UDEN_SLUTDATO": "har ingen slutdato og flytter derfor ingen frist",
    "FLYTTER_IKKE": "dækker ikke fristen",
    "IKKE_ORDINAER": "er ikke ordinær beskæftigelse",
}
"""Why a fact counted or did not."""


def dato(day: int) -> str:
    """A day as people write it: 14. marts 2025."""
    d = to_date(day)
    return f"{d.day}. {MAANEDER[d.month - 1]} {d.year}"


def iso(day: int) -> str:
    """A day as YYYY-MM-DD."""
    return to_date(day).isoformat()


def maybe_iso(day: int) -> str | None:
    """The same; None for no date."""
    return None if day == NO_DATE else iso(day)


def ordene(navne: tuple[str, ...]) -> str:
    """Words in a row: «jobsamtale, fællessamtale eller opfølgningssamtale»."""
    said = [ORD[navn] for navn in navne]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} eller {said[-1]}"


def hvad(fact: Fact) -> str:
    """A fact in a few words."""
    match fact.type:
        case "samtale":
            return f"{_ord(fact, 'samtaletype')}, {_ord(fact, 'status')}, {_ord(fact, 'aktoer')}, {_ord(fact, 'form')}"
        case "tilbud":
            return f"{_ord(fact, 'tilbudstype')}, {_ord(fact, 'status')}"
        case "ydelse":
            return f"{_ord(fact, 'ydelse')}, {_ord(fact, 'visitation')}"
        case "borgerstatus":
            event = fact.word("livsbegivenhed")
            return _ord(fact, "kind") if event == "INGEN" else f"{_ord(fact, 'kind')}: {ORD[event]}"
    return f"{_ord(fact, 'kind')}, {float(fact.record['timer']):g} timer"


def grund(reason: str, fact: Fact) -> str:
    """A reason, said of this fact."""
    words = {
        "type": _ord(fact, "samtaletype" if fact.type == "samtale" else "tilbudstype")
        if fact.type in ("samtale", "tilbud")
        else "",
        "aktoer": _ord(fact, "aktoer") if fact.type == "samtale" else "",
    }
    return GRUNDE[reason].format(**words)


def _ord(fact: Fact, field: str) -> str:
    return ORD[fact.word(field)]


def number(value: float) -> str:
    """At most four decimals, with a Danish comma."""
    return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
