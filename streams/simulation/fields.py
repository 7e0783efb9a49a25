"""What each column of a fact holds, for whoever turns columns into text or Arrow. Names only, no data."""

from __future__ import annotations

from functools import cache
from typing import Final

from streams.core import codes
from streams.simulation.columns import AKASSE, EINDKOMST, STAR, UDBETALING
from streams.simulation.rammer import SCOPES, TILFREDSHED

TEXT, WHOLE, CODE, FLAG, DATE, STAMP, SOURCE, HOURS, NUMBER, OTHER = range(10)
KINDS: Final[dict[str, int]] = {
    **dict.fromkeys(("fact_id", "person_id"), TEXT),
    **dict.fromkeys(("revision", "kode", "aar", "svar", "kommune"), WHOLE),
    **dict.fromkeys(("akasse", "befolkning_16_66"), CODE),
    **dict.fromkeys(("deleted", "akasse_fravalgt"), FLAG),
    **dict.fromkeys(("period_start", "period_end", "dato", "startdato", "slutdato", "maaned"), DATE),
    "registered_at": STAMP,
    "source": SOURCE,
    **dict.fromkeys(("loentimer", "timer"), HOURS),
    **dict.fromkeys(("forventet_andel", "forventet_afgang_3mdr", "forventet_afgang_6mdr", "score", "maal"), NUMBER),
    "sammenlagt_med": OTHER,
}
ENUMS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("ydelse", "ydelse"): codes.YDELSER,
    ("ydelse", "visitation"): codes.VISITATIONER,
    ("samtale", "samtaletype"): codes.SAMTALETYPER,
    ("samtale", "form"): codes.FORMER,
    ("samtale", "status"): codes.SAMTALESTATUSSER,
    ("samtale", "aktoer"): codes.AKTOERER,
    ("samtale", "akasse_deltog"): codes.DELTAGELSER,
    ("tilbud", "tilbudstype"): codes.TILBUDSTYPER,
    ("tilbud", "status"): codes.TILBUDSTATUSSER,
    ("borgerstatus", "kind"): codes.BORGERSTATUSSER,
    ("borgerstatus", "livsbegivenhed"): codes.LIVSBEGIVENHEDER,
    ("beskaeftigelse", "kind"): codes.BESKAEFTIGELSER,
    ("rammevilkaar", "scope"): SCOPES,
    ("tilfredshed", "scope"): SCOPES,
    ("tilfredshed", "kind"): TILFREDSHED,
}


@cache
def source_names() -> tuple[str, ...]:
    """The source systems by the codes of the column `source`."""
    names = {EINDKOMST: "eindkomst", UDBETALING: "udbetaling-danmark", STAR: "star"}
    akasser = {AKASSE + n: f"akasse:{n}" for n in range(1, 1000)}
    return tuple((names | akasser).get(n, f"jobcenter:{n}") for n in range(STAR + 1))
