"""The secret behind the pseudonyms: from the environment or a file, never both, and never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.settings import SettingsError, load


def test_the_key_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("hemmelig\n", encoding="utf-8")
    found = load({"FOKUSVAGT_PSEUDONYM_KEY_FILE": str(tmp_path / "key")})
    assert found.pseudonym_key == "hemmelig"
    assert "hemmelig" not in repr(found)


@pytest.mark.parametrize(
    ("content", "settings", "reason"),
    [
        (None, {}, "cannot be read"),
        ("", {}, "is empty"),
        ("a", {"FOKUSVAGT_PSEUDONYM_KEY": "b"}, "give one"),
    ],
)
def test_a_key_that_is_not_there_or_twice_is_one_line(
    content: str | None, settings: dict[str, str], reason: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "key").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=reason):
        load(settings | {"FOKUSVAGT_PSEUDONYM_KEY_FILE": str(tmp_path / "key")})
