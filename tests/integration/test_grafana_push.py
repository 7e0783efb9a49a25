"""`fokusvagt grafana`: what it makes of an empty Grafana, that it does so once, and what it says when it cannot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboards.alerts import GROUPS
from dashboards.pages import pages
from streams.cli import cli, main
from tests.support.grafana_stub import TOKEN, Grafana, grafana

ONLY = ("--only", "kommune:751,akasse:2")
DASHBOARDS = len(pages()) + 2  # the national pages, and a receiver's own for each of ONLY
ALERTS = sum(len(alerts) for _, _, alerts in GROUPS)


@pytest.fixture
def server() -> Iterator[Grafana]:
    with grafana() as running:
        yield running


def run(server: Grafana, *words: str, token: str = TOKEN) -> Result:
    return CliRunner().invoke(cli, ["grafana", *words, "--url", server.url], env={"GRAFANA_TOKEN": token})


def pushed(server: Grafana, *words: str) -> str:
    answer = run(server, "push", *ONLY, *words)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_a_first_push_makes_everything_and_a_second_changes_nothing(server: Grafana) -> None:
    pushed(server)
    assert set(server.folders) == {"fokusvagt", "fokusvagt-kommune-751", "fokusvagt-akasse-2"}
    assert len(server.dashboards) == DASHBOARDS
    assert len(server.rules) == ALERTS
    server.writes.clear()
    assert "nothing to do" in pushed(server)
    assert server.writes == []


def test_all_120_receivers_have_a_folder_a_team_and_a_data_source_of_their_own(server: Grafana) -> None:
    assert run(server, "push").exit_code == 0
    assert (len(server.folders), len(server.teams), len(server.datasources)) == (121, 121, 121)
    users = {source["jsonData"]["username"] for source in server.datasources.values()}
    assert len(users) == 121
    assert "kommune_751" in users


def test_a_folder_is_seen_by_its_own_team_only(server: Grafana) -> None:
    pushed(server)
    seen = {uid: [(each["team"], each["permission"]) for each in who] for uid, who in server.permissions.items()}
    assert seen["fokusvagt-kommune-751"] == [("Fokusvagt kommune 751", 1)]
    assert seen["fokusvagt"] == [("Fokusvagt", 1)]


def test_a_kommunes_page_asks_its_own_data_source_and_leads_nowhere_else(server: Grafana) -> None:
    pushed(server)
    page = server.dashboards["fokusvagt-kommune-751"]["dashboard"]
    chosen = {v["name"]: v["current"]["value"] for v in page["templating"]["list"]}
    assert chosen["datasource"] == "fokusvagt-kommune-751"
    assert chosen["kommune"] == "751"
    assert "/d/fokusvagt-kommune?" not in json.dumps(page)
    assert server.dashboards["fokusvagt-kommune-751"]["meta"]["folderUid"] == "fokusvagt-kommune-751"


def test_a_dry_run_shows_what_differs_and_changes_nothing(server: Grafana) -> None:
    pushed(server)
    server.dashboards["fokusvagt-drift"]["dashboard"]["title"] = "Et andet navn"
    server.permissions["fokusvagt"].append({"role": "Viewer", "permission": 1})
    server.writes.clear()
    said = pushed(server, "--dry-run")
    assert "~ dashboard fokusvagt-drift\n    dashboard.title: 'Et andet navn' → 'Drift'" in said
    assert "~ permissions of fokusvagt" in said
    assert "2 would change" in said
    assert server.writes == []


def test_a_dry_run_on_an_empty_server_lists_everything_as_new(server: Grafana) -> None:
    said = pushed(server, "--dry-run")
    for line in (
        "+ team Fokusvagt kommune 751",
        "+ folder fokusvagt",
        "+ data source fokusvagt-akasse-2",
        "+ alert rule",
    ):
        assert line in said
    assert server.writes == []


def test_a_push_puts_back_what_somebody_changed(server: Grafana) -> None:
    pushed(server)
    server.dashboards["fokusvagt-drift"]["dashboard"]["panels"].pop()
    server.datasources["fokusvagt-clickhouse"]["jsonData"]["host"] = "elsewhere"
    server.rules["fokusvagt-stilstand"]["title"] = "Stille"
    server.folders["fokusvagt"]["title"] = "Mappe"
    assert "4 changed" in pushed(server)
    assert server.folders["fokusvagt"] | {"title": "Fokusvagt", "version": 2} == server.folders["fokusvagt"]
    assert "nothing to do" in pushed(server)


def test_a_write_that_somebody_overtook_is_read_again_and_then_written(server: Grafana) -> None:
    pushed(server)
    page = server.dashboards["fokusvagt-drift"]["dashboard"]
    page["title"] = "En ændring"

    def overtake() -> None:
        page["version"] += 1

    server.before["POST", "/api/dashboards/db"] = overtake
    assert "1 changed" in pushed(server)
    assert server.dashboards["fokusvagt-drift"]["dashboard"]["title"] == "Drift"


def test_a_conflict_that_stays_is_one_line(server: Grafana) -> None:
    pushed(server)
    server.dashboards["fokusvagt-drift"]["dashboard"]["title"] = "En ændring"

    def always() -> None:
        server.dashboards["fokusvagt-drift"]["dashboard"]["version"] += 1
        server.before["POST", "/api/dashboards/db"] = always

    server.before["POST", "/api/dashboards/db"] = always
    answer = run(server, "push", *ONLY)
    assert "changed by someone else" in str(answer.exception)
    assert "\n" not in str(answer.exception)


def test_a_password_is_set_where_there_is_none_and_never_shown(server: Grafana, tmp_path: Path) -> None:
    secrets = tmp_path / "passwords.json"
    secrets.write_text(json.dumps({"kommune_751": "hemmeligt"}))
    pushed(server)
    said = pushed(server, "--passwords", str(secrets))
    assert server.secrets["fokusvagt-kommune-751"] == {"password": "hemmeligt"}
    assert "1 changed" in said
    assert "hemmeligt" not in said
    assert "nothing to do" in pushed(server, "--passwords", str(secrets))
    assert "1 changed" in pushed(server, "--passwords", str(secrets), "--rotate")


def test_an_export_is_what_was_pushed_and_can_be_pushed_elsewhere(server: Grafana, tmp_path: Path) -> None:
    pushed(server)
    assert "files in" in run(server, "export", str(tmp_path / "a")).stdout
    assert "nothing to do" in run(server, "push", "--from", str(tmp_path / "a")).stdout
    with grafana() as other:
        assert run(other, "push", "--from", str(tmp_path / "a")).exit_code == 0
        run(other, "export", str(tmp_path / "b"))
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.json"))
    assert len(files) == 3 * 3 + DASHBOARDS + ALERTS  # teams, folders and data sources
    assert all((tmp_path / "a" / f).read_text() == (tmp_path / "b" / f).read_text() for f in files)


@pytest.mark.parametrize(
    ("words", "token", "code", "line"),
    [
        (["--url", "http://127.0.0.1:9"], TOKEN, 1, "no Grafana answers on http://127.0.0.1:9"),
        (["--url", "grafana"], TOKEN, 2, "'grafana' is no address of a Grafana"),
        ([], "glsa_wrong", 1, "does not know the token (401)"),
        ([], "", 2, "no token: set GRAFANA_TOKEN"),
        (["--only", "kommune:999"], TOKEN, 2, "no receiver kommune:999"),
        (["--clickhouse", "here"], TOKEN, 2, "--clickhouse 'here' is not host:port"),
        (["--from", "/nonexistent"], TOKEN, 2, "holds no export"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    server: Grafana,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    token: str,
    code: int,
    line: str,
) -> None:
    monkeypatch.setenv("GRAFANA_TOKEN", token)
    monkeypatch.setenv("GRAFANA_URL", server.url)
    monkeypatch.setattr("sys.argv", ["fokusvagt", "grafana", "push", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == code
    assert line in said
    assert len(said.strip().splitlines()) == 1
    assert TOKEN not in said


def test_a_dashboard_that_comes_from_the_servers_disk_is_left_to_it_in_one_line(server: Grafana) -> None:
    pushed(server)
    server.dashboards["fokusvagt-drift"]["meta"]["provisioned"] = True
    server.dashboards["fokusvagt-drift"]["dashboard"]["title"] = "En ændring"
    assert "(400): Cannot save provisioned dashboard" in str(run(server, "push", *ONLY).exception)


def test_a_token_without_rights_is_told_what_it_lacks(server: Grafana) -> None:
    server.forbidden = True
    answer = run(server, "push", *ONLY)
    assert "must be an Admin of the organisation" in str(answer.exception)
    assert TOKEN not in str(answer.exception)
