"""From a file's values at one moment to the core's rule kinds. Every kind is a row in a table; no rule id is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from streams.core import catalogue as core
from streams.core import codes

ALLE = "ALLE"

KINDS: dict[str, Callable[..., core.Rule]] = {
    "frist": core.Frist,
    "forbrugt_frist": core.ForbrugtFrist,
    "uden_akasse": core.UdenAkasse,
    "samtaleform": core.Samtaleform,
    "varighed": core.Varighed,
    "fokus_samtaler": core.FokusSamtaler,
    "fokus_tilbud": core.FokusTilbud,
    "forsoergelse": core.Forsoergelse,
    "skaerpet_tilsyn": core.SkaerpetTilsyn,
    "akasse_andel": core.AkasseAndel,
    "samtale_andel": core.SamtaleAndel,
    "samtaler_pr_fuldtid": core.SamtalerPrFuldtid,
    "aktive_dage": core.AktiveDage,
    "forbrugt_andel": core.ForbrugtAndel,
    "medlem_andel": core.MedlemAndel,
}
TAELLERE: dict[str, Callable[..., core.Samtaler | core.Tilbud | core.Borgerstatus]] = {
    "samtaler": core.Samtaler,
    "tilbud": core.Tilbud,
    "borgerstatus": core.Borgerstatus,
}
SAMTALEVALG = ("samtaler", "heraf")
# What a rule of the kind has when its file leaves the parameter out: the absence of the thing, never a figure.
ABSENT: dict[str, dict[str, Any]] = {
    "frist": {"haendelse": None, "haendelse_dage": 0, "frist_maaneder": 0, "frist_dage": 0, "undskylder": False},
    "forbrugt_frist": {"efter_betalte_dage": 0},
    "varighed": {"kort_dage": 0, "kort_ydelser": (), "kort_visitationer": ()},
}
FRACTIONS = ("maal", "timer")
VOCABULARIES: dict[str, tuple[str, ...]] = {
    "aktoerer": codes.AKTOERER,
    "ansvarlig": codes.ANSVARLIGE,
    "deltog": codes.DELTAGELSER,
    "former": codes.FORMER,
    "haendelse": codes.BORGERSTATUSSER,
    "kind": codes.BORGERSTATUSSER,
    "kort_visitationer": codes.VISITATIONER,
    "kort_ydelser": codes.YDELSER,
    "statusser": codes.SAMTALESTATUSSER,
    "tilbudstype": codes.TILBUDSTYPER,
    "tilbudstyper": codes.TILBUDSTYPER,
    "typer": codes.SAMTALETYPER,
    "visitationer": codes.VISITATIONER,
    "ydelser": codes.YDELSER,
}
TILBUD_VOCABULARIES: dict[str, tuple[str, ...]] = {
    "oevrige": codes.TILBUDSTYPER,
    "oevrige_ydelser": codes.YDELSER,
    "startede_statusser": codes.TILBUDSTATUSSER,
    "typer": codes.TILBUDSTYPER,
}


def rule(kind: str, head: core.Head, values: dict[str, Any]) -> core.Rule:
    """One rule version of `kind` from its parameters' values (without `ansvarlig`, which `head` has)."""
    given = {name: _value(name, value) for name, value in values.items()}
    return KINDS[kind](head=head, **(ABSENT.get(kind, {}) | given))


def taellende_tilbud(values: dict[str, Any]) -> core.TaellendeTilbud:
    """The shared answer to which started tilbud count."""
    words = {name: tuple(sorted(values[name])) for name in TILBUD_VOCABULARIES}
    return core.TaellendeTilbud(skaeringsdato=date.fromisoformat(values["skaeringsdato"]), **words)


def suspension(values: dict[str, Any]) -> core.Suspension:
    """A period whose days do not count."""
    return core.Suspension(date.fromisoformat(values["fra"]), date.fromisoformat(values["til"]))


def unknown_words(vocabularies: dict[str, tuple[str, ...]], values: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """(parameter, what to do) for each word that its vocabulary does not have; `taeller` is looked into."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{inner}", remedy) for inner, remedy in unknown_words(vocabularies, value))
        elif name in vocabularies:
            words = vocabularies[name]
            wrong = [word for word in _listed(value) if word not in (*words, ALLE)]
            yield from ((name, f"{word} is not one of {', '.join(words)}") for word in wrong)


def _value(name: str, value: Any) -> Any:
    """Lists as sorted tuples, ALLE as the whole vocabulary, `taeller` and choices of samtaler as their dataclasses."""
    if name == "taeller":
        return _taeller(**value)
    if name in SAMTALEVALG:
        return core.Samtalevalg(**{inner: _value(inner, each) for inner, each in value.items()})
    if value == ALLE:
        return VOCABULARIES[name]
    if name in FRACTIONS:
        return float(value)
    return tuple(sorted(value)) if isinstance(value, list) else value


def _taeller(art: str, **values: Any) -> core.Samtaler | core.Tilbud | core.Borgerstatus:
    return TAELLERE[art](**{name: _value(name, value) for name, value in values.items()})


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]
