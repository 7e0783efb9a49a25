"""Every command in a document is one that there is, with options that it has; every link leads to something."""

from __future__ import annotations

import re
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer._click.exceptions import MissingParameter, NoArgsIsHelpError
from typer.main import get_command

from streams.cli import cli
from tests.docs.exceptions import NOT_RUN, excepted, reason
from tests.docs.shown import DOCUMENTS, ROOT, Shown, in_blocks, in_words

SHOWN = [each for path in DOCUMENTS for each in (*in_blocks(path), *in_words(path))]
OURS = [each for each in SHOWN if each.words[0] == "fokusvagt"]
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")


def ids(each: Any) -> str:
    return f"{each.document}: {each.text}" if isinstance(each, Shown) else str(each)


@pytest.mark.parametrize("each", OURS, ids=ids)
def test_a_command_has_every_option_that_is_shown(each: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for word in each.words:
        if "." in word and "/" not in word and not word.startswith("-"):
            (tmp_path / word).touch()  # options that name a file want it to be there
    with suppress(*((MissingParameter, NoArgsIsHelpError) if each.named else ())):
        understand(each.words)


def understand(words: list[str]) -> None:
    """Read a command line as it will be read when it is run; raises what that raises."""
    command, context, rest = get_command(cli), None, words[1:]
    while True:
        context = command.make_context(words[0], list(rest), parent=context)
        if not hasattr(command, "resolve_command"):
            return
        _, command, rest = command.resolve_command(context, [*context._protected_args, *context.args])


@pytest.mark.parametrize("each", [each for each in SHOWN if each.words[0] == "make"], ids=ids)
def test_a_target_of_make_is_there(each: Shown) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{each.words[1]}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("each", [each for each in SHOWN if each.words[:2] == ["python", "-m"]], ids=ids)
def test_a_module_that_is_run_is_there(each: Shown) -> None:
    assert find_spec(each.words[2])


def test_an_exception_is_for_a_command_that_is_shown() -> None:
    shown = [each.text for each in SHOWN]
    assert [start for start in NOT_RUN if not any(excepted(text, start) for text in shown)] == []


def test_whatever_is_neither_ours_nor_an_exception_is_a_program_of_every_machine() -> None:
    strangers = [each for each in SHOWN if each.words[0] != "fokusvagt" and not reason(each.text)]
    assert {each.words[0] for each in strangers} <= {"cp"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(path: Path) -> None:
    targets = [found[0] for found in LINK.findall(path.read_text(encoding="utf-8")) if found[0]]
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_alert_leads_to_its_chapter_of_the_runbook() -> None:
    runbook = (ROOT / "infra/docs/RUNBOOK.md").read_text(encoding="utf-8")
    rules = yaml.safe_load((ROOT / "infra/prometheus/rules.yaml").read_text(encoding="utf-8"))["groups"][0]["rules"]
    for rule in rules:
        if "alert" in rule:
            document, _, chapter = rule["annotations"]["runbook"].partition("#")
            assert document == "infra/docs/RUNBOOK.md"
            assert f'<a id="{chapter}"></a>' in runbook
            assert f"`{rule['alert']}`" in runbook
