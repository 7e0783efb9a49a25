"""Commands about topics on a broker: apply (as schemas/topics has them) and acl (as infra/kafka has it)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated

import typer

from infra.kafka.acl import Principal, commands, principals
from schemas.registry import topics as all_topics
from streams.cli.common import Partitions, out, settings
from streams.pipeline import acl, topics
from streams.pipeline.topics import Change, Shape
from streams.settings import require

room = typer.Typer(help="The topics on a broker.", no_args_is_help=True)


def add_to(cli: typer.Typer) -> None:
    """Register the commands."""
    cli.add_typer(room, name="topics")


@room.command("apply")
def apply(
    partitions: Partitions = 4,
    replication: Annotated[int, typer.Option(min=1, help="Copies of each partition; 3 in production.")] = 1,
    grow: Annotated[bool, typer.Option(help="Person topics may get more partitions (workers stopped).")] = False,
    dry_run: Annotated[bool, typer.Option(help="Only show the differences.")] = False,
) -> None:
    """Bring the topics on FOKUSVAGT_KAFKA to their definitions, and show what is different; safe to run again.

    Partitions, retention, cleanup and min.insync.replicas. What would harm a running system is refused before anything
    is changed. Where FOKUSVAGT_SCHEMA_REGISTRY_URL is set, the schemas are registered too.
    """
    chosen, shape = settings(), Shape(partitions, replication, grow)
    require(chosen, "kafka")
    if dry_run:
        _tell(topics.compared(chosen.access(), all_topics(), shape))
        return
    _tell(topics.apply(chosen.access(), all_topics(), shape))
    if chosen.schema_registry_url:
        count = topics.register_schemas(chosen.schema_registry_url)
        out.print(f"{count} schemas registered", highlight=False)


def _tell(changes: list[Change]) -> None:
    """A line for each difference: + made, ~ changed, ! refused."""
    for change in changes:
        sign = "!" if change.refused else "+" if change.what == "new" else "~"
        words = change.wanted if change.what == "new" else f"{change.what}: {change.there or 'unset'} → {change.wanted}"
        _line(f"{sign} {change.topic}  {words}{'  (' + change.refused + ')' if change.refused else ''}")
    if not changes:
        _line("no topic is different")


@room.command("acl")
def access(
    only: Annotated[str, typer.Option(help="One user, such as kommune-751.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of kafka-acls commands.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Only what FOKUSVAGT_KAFKA has otherwise.")] = False,
    give: Annotated[bool, typer.Option("--apply", help="Make FOKUSVAGT_KAFKA so; needs an administrator.")] = False,
) -> None:
    """Who may do what on Kafka: every kommune and a-kasse, the workers, the operator and the others.

    Printed as commands of Kafka's own tools. Quotas are only printed: kafka-configs sets them. Safe to apply again.

    Example: fokusvagt topics acl --only kommune-751
    """
    users = [found for found in principals() if only in ("", found.user)]
    if not users:
        raise typer.BadParameter(f"{only!r} is no user in infra/kafka/principals.yaml", param_hint="--only")
    if not diff and not give:
        _spell(users, as_json)
        return
    chosen = settings()
    require(chosen, "kafka")
    found = acl.difference(chosen.access(), users, all_users=not only)
    if give:
        acl.apply(chosen.access(), found)
    for sign, grants in (("+", found.missing), ("-", found.excess)):
        for grant in grants:
            _line(f"{sign} {grant.user}  {grant.operation} {grant.kind} {grant.name} {grant.pattern}")
    if not found.missing and not found.excess:
        _line("no right is different")


def _spell(users: Iterable[Principal], as_json: bool) -> None:
    if not as_json:
        for line in commands(users):
            _line(line)
        return
    for found in users:
        grants = [grant._asdict() for grant in found.grants]
        _line(json.dumps(found._asdict() | {"grants": grants}, ensure_ascii=False))


def _line(text: str) -> None:
    out.print(text, highlight=False, markup=False, soft_wrap=True)
