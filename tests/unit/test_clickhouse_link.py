"""What is worth trying again, and what is said about the rest."""

from __future__ import annotations

import pytest
from clickhouse_connect.driver.exceptions import DatabaseError, OperationalError, ProgrammingError

from streams.adapters.clickhouse.link import Link, Patience, Refused, Unavailable, passes, told


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError("refused"),
        OperationalError("Error executing HTTP request"),
        DatabaseError("HTTP driver received HTTP status 503"),
        DatabaseError("Code: 252", code=252),
        DatabaseError("Code: 241", code=241),
        DatabaseError("Code: 243. NOT_ENOUGH_SPACE", code=243),
        Unavailable("broke off"),
    ],
)
def test_what_may_pass_is_tried_again(error: Exception) -> None:
    assert passes(error)
    assert isinstance(told(error, "http://h:1"), Unavailable)


@pytest.mark.parametrize(
    "error",
    [
        DatabaseError("Code: 53. TYPE_MISMATCH", code=53),
        DatabaseError("Code: 516. AUTHENTICATION_FAILED", code=516),
        DatabaseError("HTTP driver received HTTP status 404"),
        ProgrammingError("the client is closed"),
    ],
)
def test_what_will_not_pass_is_refused(error: Exception) -> None:
    assert not passes(error)
    assert isinstance(told(error, "http://h:1"), Refused)


def test_the_client_is_opened_anew_after_each_failure_until_it_works() -> None:
    opened: list[int] = []

    def opener(_: str) -> int:
        opened.append(len(opened))
        if len(opened) < 4:
            raise ConnectionRefusedError
        return len(opened)

    link = Link("http://h:1", Patience(first=0.001, longest=0.002), opener=opener)
    assert link.run(lambda client: client) == 4


def test_an_error_of_the_action_itself_is_not_swallowed() -> None:
    link = Link("http://h:1", opener=lambda _: object())
    with pytest.raises(ZeroDivisionError):
        link.run(lambda _: 1 // 0)


def test_whoever_watches_hears_of_every_pause() -> None:
    heard: list[str] = []
    failures = iter([ConnectionRefusedError(), ConnectionRefusedError()])

    def opener(_: str) -> str:
        for failure in failures:
            raise failure
        return "client"

    patience = Patience(first=0.001, longest=0.002, waiting=[lambda: heard.append("waiting")])
    assert Link("http://h:1", patience, opener=opener).run(str) == "client"
    assert heard == ["waiting", "waiting"]
