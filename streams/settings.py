"""What an installation decides: addresses, names and switches, from the environment or a TOML file.

Read once at start and handed on; nothing else looks at the environment. A wrong setting is named in one line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, get_args

from streams import logs
from streams.access import MECHANISMS, PROTOCOLS, Kafka
from streams.core.catalogue import REGIMER, Regime

PREFIX: Final = "FOKUSVAGT_"
CONFIG: Final = "FOKUSVAGT_CONFIG"
_CHOICES: Final = {
    "clock": ("live", "topic"),
    "emit_alerts": ("auto", "live", "all", "no"),
    "log_level": logs.LEVELS,
    "log_format": logs.FORMATS,
    "kafka_security_protocol": PROTOCOLS,
    "kafka_sasl_mechanism": MECHANISMS,
}


class SettingsError(ValueError):
    """A setting is wrong; the message is one line and says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; `FOKUSVAGT_KAFKA` is `kafka`, and so on.

    `clock`: `live` publishes the Copenhagen date, `topic` only follows `fokusvagt.clock.v1`. `run` marks the
    progress rows of one replay. `regimes`: which rule regimes are computed. `variants`: readings of unclear law chosen
    instead of the catalogue's own, such as FS-2.fjerde-til-sjette. `metrics_port`: where a worker tells
    Prometheus how it does (`metrics_host`: loopback unless a probe must reach it from outside); 0: nowhere.
    `log_format`: `auto` is text on a terminal and JSON elsewhere. `kafka_password_file` and `pseudonym_key_file` hold
    the secret where it is not given itself. `emit_alerts`: `live` alerts of what changes after a
    partition's first business date, `all` of that date too, `no` of nothing; `auto` is `live` with the live clock,
    else `no`.
    """

    kafka: str = ""
    kafka_security_protocol: str = "PLAINTEXT"
    kafka_sasl_mechanism: str = MECHANISMS[0]
    kafka_user: str = ""
    kafka_password: str = ""
    kafka_password_file: str = ""
    kafka_ca: str = ""
    clickhouse_url: str = ""
    schema_registry_url: str = ""
    pseudonym_key: str = ""
    pseudonym_key_file: str = ""
    group: str = "fokusvagt"
    clock: str = "live"
    run: str = ""
    regimes: tuple[str, ...] = REGIMER
    variants: tuple[str, ...] = ()
    state_dir: str = ".fokusvagt"
    session_seconds: float = 8.0
    metrics_port: int = 0
    metrics_host: str = "127.0.0.1"
    emit_alerts: str = "auto"
    log_level: str = "WARNING"
    log_format: str = "auto"

    @property
    def emission(self) -> str:
        """`emit_alerts` with `auto` resolved: live, all or no."""
        if self.emit_alerts != "auto":
            return self.emit_alerts
        return "live" if self.clock == "live" else "no"

    def __repr__(self) -> str:
        """Without addresses' passwords or keys: settings may end in a log."""
        return f"Settings(kafka={self.kafka!r}, group={self.group!r}, clock={self.clock!r})"

    def access(self) -> Kafka:
        """How our Kafka is reached."""
        own = {name: getattr(self, f"kafka_{name}") for name in ("security_protocol", "sasl_mechanism", "user", "ca")}
        return Kafka(self.kafka, password=self.kafka_password, **own)


def load(environment: Mapping[str, str], overrides: Mapping[str, Any] | None = None) -> Settings:
    """Settings from a TOML file (`FOKUSVAGT_CONFIG`), the environment over it, and what the caller says over both.

    SettingsError: an unknown name, a wrong value or an unreadable file.
    """
    values = _file(environment.get(CONFIG))
    known = {f.name for f in fields(Settings)}
    for name, text in environment.items():
        if name.startswith(PREFIX) and name != CONFIG:
            values[name.removeprefix(PREFIX).lower()] = text
    values |= {name: value for name, value in (overrides or {}).items() if value is not None}
    unknown = sorted(set(values) - known)
    if unknown:
        raise SettingsError(f"unknown setting {PREFIX}{unknown[0].upper()}; known are {', '.join(sorted(known))}")
    return _checked(Settings(**{name: _typed(name, value) for name, value in values.items()}))


def _file(path: str | None) -> dict[str, Any]:
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{CONFIG}={path} cannot be read: {error}") from None


def _typed(name: str, value: Any) -> Any:
    if name in ("regimes", "variants"):
        return tuple(filter(None, value.split(","))) if isinstance(value, str) else tuple(value)
    if name in ("session_seconds", "metrics_port"):
        try:
            return float(value) if name == "session_seconds" else int(value)
        except ValueError:
            raise SettingsError(f"{PREFIX}{name.upper()}={value} is not a number") from None
    return str(value)


def _checked(settings: Settings) -> Settings:
    for name, allowed in _CHOICES.items():
        value = getattr(settings, name)
        if value not in allowed:
            raise SettingsError(f"{PREFIX}{name.upper()}={value} is not one of {', '.join(allowed)}")
    for regime in settings.regimes:
        if regime not in get_args(Regime):
            raise SettingsError(f"{PREFIX}REGIMES names {regime}, which is not one of {', '.join(get_args(Regime))}")
    return _with_access(settings)


def _with_access(settings: Settings) -> Settings:
    """The settings with the password read and Kafka's settings found to fit together."""
    password, key = _secret(settings, "kafka_password"), _secret(settings, "pseudonym_key")
    settings = replace(settings, kafka_password=password, pseudonym_key=key)
    if settings.kafka_ca:
        _text("kafka_ca", settings.kafka_ca)
    login, protocol = settings.kafka_user, settings.kafka_security_protocol
    if protocol == "SASL_SSL":
        require(settings, "kafka_user", "kafka_password")
    elif login or settings.kafka_password:
        raise SettingsError(f"{protocol} takes no user and password; set {PREFIX}KAFKA_SECURITY_PROTOCOL=SASL_SSL")
    return settings


def _secret(settings: Settings, name: str) -> str:
    """The secret itself, or what the file that holds it says."""
    given, path = getattr(settings, name), getattr(settings, f"{name}_file")
    if given and path:
        raise SettingsError(f"both {PREFIX}{name.upper()} and {PREFIX}{name.upper()}_FILE are set; give one")
    found = _text(f"{name}_file", path).strip() if path else given
    if path and not found:
        raise SettingsError(f"{PREFIX}{name.upper()}_FILE={path} is empty; put the secret in it")
    return str(found)


def _text(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{PREFIX}{name.upper()}={path} cannot be read: {error}") from None


def require(settings: Settings, *names: str) -> None:
    """SettingsError for the first of these settings that is empty."""
    for name in names:
        if not getattr(settings, name):
            raise SettingsError(f"{PREFIX}{name.upper()} is not set; give it in the environment or in {CONFIG}")
