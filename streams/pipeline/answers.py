"""What the preview may ask: why a case stands as it does, and what if. JSON values in, JSON values out.

The preview is a process of its own that knows nothing of us; what goes between is `trace.v1` and the figures of a
what-if. Who looked is noted before a trace is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, Protocol

from streams.adapters.clickhouse.link import Link, Refused, Unavailable
from streams.explain.trace import as_json
from streams.pipeline.explain import Explainer, NothingToExplain, log_access
from streams.pipeline.sending import Shown
from streams.pipeline.whatif.deeds import DeedError, parse
from streams.pipeline.whatif.told import figures
from streams.pipeline.whatif.whatif import Question, whatif
from streams.rules.documents import CatalogueError
from streams.rules.loader import documents, load
from streams.rules.periods import at

MOST_PERSONS: Final = 250_000
"""Deeds are dealt to everybody at once: with more persons it is the command's task, not a page's."""
_PERSONS: Final = "SELECT uniqExact(person_id) FROM fokusvagt.facts_ydelse"

Json = Mapping[str, Any]


class Now(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """This instant, UTC."""


class Answers:
    """Answers one question at a time over a database whose law is read so; `who` is asking."""

    def __init__(self, link: Link, regimes: tuple[str, ...], variants: tuple[str, ...], clock: Now, who: str) -> None:
        self._link, self._regimes, self._variants, self._clock, self._who = link, regimes, variants, clock, who
        self._law = load(regimes=regimes, chosen=variants)

    def answer(self, question: Json, shown: Shown) -> dict[str, Any]:
        """{"answer": …}, or {"error": a word, "text": one line}: nothing that is asked ends us."""
        try:
            return {"answer": self._answer(question, shown)}
        except NothingToExplain as error:
            return {"error": error.why, "text": str(error)}
        except (DeedError, CatalogueError, ValueError) as error:
            return {"error": "FORKERT", "text": str(error).splitlines()[0]}
        except Refused as error:
            return {"error": "AFVIST", "text": str(error).splitlines()[0]}
        except Unavailable:
            return {"error": "VAEK", "text": "the database does not answer"}

    def _answer(self, question: Json, shown: Shown) -> Any:
        match question:
            case {"ask": "hvorfor", "what": str(name)}:
                return self._why(name)
            case {"ask": "regler"}:
                return [*self._rules()]
            case {"ask": "hvis", "set": [*changes], "samtaler": [*deeds]} if changes or deeds:
                return self._what_if([*map(str, changes)], [*map(str, deeds)], shown)
        raise ValueError("a question that nobody has an answer to")

    def _why(self, name: str) -> list[dict[str, Any]]:
        found = Explainer(self._link, self._law, variants=self._variants).what(name)
        log_access(self._link, self._clock.now(), self._who, "hvorfor", found)
        return [as_json(trace) for trace in found]

    def _rules(self) -> Iterator[dict[str, Any]]:
        """The rules in force with the numbers that they read as of the database's date, or today."""
        today = self._clock.now().date().isoformat()
        for document in documents():
            body = document.body
            if body["regime"] in self._regimes and (numbers := _numbers(body["parametre"], today)):
                yield {"rule_id": document.name, "titel": body["titel"]["da"], "parametre": numbers}

    def _what_if(self, changes: list[str], deeds: list[str], shown: Shown) -> dict[str, Any]:
        done = tuple(parse(text) for text in deeds)
        if done and self._persons() > MOST_PERSONS:
            raise ValueError(f"more than {MOST_PERSONS} persons: ask `fokusvagt whatif`")
        changed = load(regimes=self._regimes, changes=changes, chosen=self._variants)
        return figures(*whatif(self._link, Question(self._law, changed, done, None), shown))

    def _persons(self) -> int:
        return int(self._link.run(lambda client: client.query(_PERSONS).result_rows)[0][0])


def _numbers(parametre: Mapping[str, Any], day: str) -> dict[str, int | float]:
    """The parameters that are numbers, with their values on the day."""
    values = {name: at(dated, max(day, dated[0]["fra"])) for name, dated in parametre.items()}
    return {name: value for name, value in values.items() if type(value) in (int, float)}
