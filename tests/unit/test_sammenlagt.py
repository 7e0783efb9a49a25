"""Where the facts of a person who was merged into another are told, and as what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import msgspec
import pyarrow as pa
import pytest

from streams.adapters.codec import arrow_schema
from streams.adapters.readers.facts import ANY_FACT
from streams.adapters.sammenlagt import OWN, Merger, Route, Standing, copies, merger, routes

AT = datetime(2024, 6, 1, 12, tzinfo=UTC)
FIRST = Merger("p", "m", "q")


def told(*mergers: Merger, others: dict[str, set[str]] | None = None, **standing: Standing) -> list[Route]:
    """The routes of p."""
    by_fact = {(each.person_id, each.fact_id): standing[each.fact_id] for each in mergers}
    return routes(mergers, by_fact, others or {})["p"]


def test_the_first_merger_tells_the_facts_as_they_are() -> None:
    assert told(FIRST, m=Standing(0, "q")) == [Route("q", 0, True)]


def test_an_annulled_merger_is_undone_and_a_revived_one_wins_over_that() -> None:
    (undone,), (revived,) = told(FIRST, m=Standing(1, "")), told(FIRST, m=Standing(2, "q"))
    assert (undone.stands, revived.stands) == (False, True)
    assert 0 < undone.shift < revived.shift


@pytest.mark.parametrize("order", list(permutations([FIRST, Merger("p", "m", "r"), Merger("p", "n", "q")])))
def test_routes_are_a_matter_of_what_is_known_not_of_when_it_came(order: tuple[Merger, ...]) -> None:
    found = told(*order, m=Standing(1, "r"), n=Standing(0, ""))
    assert found == [Route("q", 3, False), Route("r", 4, True)]


def test_nothing_goes_to_somebody_who_is_merged_into_the_person() -> None:
    assert told(FIRST, others={"q": {"r"}, "r": {"p"}}, m=Standing(0, "q")) == []


def facts(**own: Any) -> pa.Table:
    """One borgerstatus of p."""
    head = {"fact_id": "b", "revision": 2, "deleted": False, "registered_at": AT, "source": "jobcenter:101"}
    fact = {"person_id": "p", "kommune": 101, "akasse": None, "kind": "AFMELDT", "dato": date(2024, 6, 1)}
    rest = {"slutdato": None, "livsbegivenhed": "DOED", "sammenlagt_med": None}
    return pa.Table.from_pylist([head | fact | rest | own], schema=arrow_schema("star.borgerstatus.v1"))


def test_a_copy_is_the_fact_of_another_person() -> None:
    (copy,) = copies(facts(), {"p": [Route("q", 0, True)]}, {}).to_pylist()
    assert copy == facts().to_pylist()[0] | {"person_id": "q"}


def test_where_the_merger_stands_no_more_the_fact_is_annulled_in_our_own_name() -> None:
    (copy,) = copies(facts(), {"p": [Route("q", 1, False)]}, {}).to_pylist()
    assert (copy["deleted"], copy["source"], copy["registered_at"] > AT) == (True, OWN, True)


def test_what_we_annulled_ourselves_is_not_told_to_whom_it_came_from() -> None:
    ways = {"p": [Route("q", 0, True), Route("r", 0, True)]}
    assert copies(facts(source=OWN), ways, {"p": {"q"}})["person_id"].to_pylist() == ["r"]


def test_the_merger_itself_is_not_the_others() -> None:
    merging = facts(livsbegivenhed="SAMMENLAGT", sammenlagt_med="q")
    (copy,) = copies(merging, {"p": [Route("q", 0, True)]}, {}).to_pylist()
    assert (copy["deleted"], copy["livsbegivenhed"], copy["sammenlagt_med"]) == (True, "INGEN", None)


def test_the_fact_of_a_merger_is_a_valid_one_and_the_same_each_time() -> None:
    made = merger("p", "q", date(2024, 6, 1), AT, 101)
    assert made == merger("p", "q", date(2024, 6, 1), AT, 101)
    assert msgspec.convert(made, ANY_FACT).fact_id == made["fact_id"] != merger("p", "r", AT, AT, 101)["fact_id"]
