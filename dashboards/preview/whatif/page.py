"""`/hvad-nu-hvis`: the form, how far the answer is, and the answer. Whoever opens it sees the question that runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from nicegui import ui

from dashboards.preview import danish
from dashboards.preview.colors import Theme
from dashboards.preview.model import Json
from dashboards.preview.mount import Mounted
from dashboards.preview.whatif.question import Change, Deed, WrongQuestion, question
from dashboards.preview.whatif.result import panels, summary
from dashboards.preview.whatif.trying import Busy, Trying
from schemas.regions import kommuner

LEAD: Final = (
    "Den gemte historie bedømmes to gange: som den er, og som den ville være med en anden regel eller flere samtaler. "
    "Svaret er tal, ingen borgere, og der skrives intet i databasen."
)
WRONG: Final = {
    "FORKERT": "Spørgsmålet kan ikke besvares her: ",
    "AFVIST": "Databasen afviser spørgsmålet.",
    "VAEK": "Databasen svarer ikke. Prøv igen om lidt.",
    "INTET": "Der kom intet svar. Prøv igen om lidt, eller spørg med `fokusvagt whatif`.",
    "STOPPET": "Stoppet.",
}
OFTEN: Final = 0.5


@dataclass
class Form:
    """What the reader is filling in."""

    changes: list[Change] = field(default_factory=list)
    rule_id: str = ""
    parameter: str = ""
    value: str = ""
    kommune: str = ""
    antal: str = ""
    dag: str = ""

    def question(self, rules: dict[str, Json]) -> Json:
        """What is asked, what stands in the fields counted in; WrongQuestion."""
        changes = [*self.changes, *([Change(self.rule_id, self.parameter, self.value)] if self.value else [])]
        deeds = [Deed(self.kommune, self.antal, self.dag)] if self.antal else []
        return question(changes, deeds, {rule_id: rule["parametre"] for rule_id, rule in rules.items()})


class WhatIf:
    """The page in one tab."""

    def __init__(self, rules: list[Json], trying: Trying, theme: Theme) -> None:
        self._rules = {rule["rule_id"]: rule for rule in rules}
        self._trying, self._theme, self._form = trying, theme, Form()
        self._seen = -1

    def build(self) -> None:
        """Draw the form, and what there is to show of an answer."""
        ui.html("<h1>Hvad nu hvis?</h1>", sanitize=True)
        ui.label(LEAD).classes("fv-lead")
        with ui.element("section").classes("fv-card fv-ask"):
            self._law()
            self._deed()
            self._buttons()
        with ui.element("section").classes("fv-progress").mark("progress") as self._progress:
            self._bar = ui.linear_progress(0, show_value=False).props("rounded aria-label=Fremdrift")
            self._far = ui.label()
        self._answer = ui.element("div")
        self._show()
        ui.timer(OFTEN, self._show, immediate=False)

    def _law(self) -> None:
        rules = {rule_id: f"{rule_id} · {rule['titel']}" for rule_id, rule in self._rules.items()}
        with ui.element("fieldset"):
            _legend("En regel er en anden")
            rule = ui.select(rules, label="Regel", with_input=True).props("dense outlined options-dense").mark("regel")
            self._parameter = ui.select({}, label="Værdi, der ændres").props("dense outlined").mark("parameter")
            self._value = ui.input("Ny værdi").props("dense outlined inputmode=decimal").mark("vaerdi")
            ui.button("Tilføj endnu en", on_click=self._add).props("flat dense no-caps")
        self._listed = ui.element("ul").classes("fv-changes")
        rule.on_value_change(lambda event: self._chosen(str(event.value or "")))
        self._parameter.on_value_change(lambda event: setattr(self._form, "parameter", str(event.value or "")))
        self._value.on_value_change(lambda event: setattr(self._form, "value", str(event.value or "")))

    def _chosen(self, rule_id: str) -> None:
        self._form.rule_id = rule_id
        numbers = self._rules.get(rule_id, {}).get("parametre", {})
        words = {name: f"{name.replace('_', ' ')} (i dag {danish.number(value)})" for name, value in numbers.items()}
        self._parameter.set_options(words, value=next(iter(words), None))

    def _add(self) -> None:
        form = self._form
        try:
            form.question(self._rules)
        except WrongQuestion as error:
            ui.notify(str(error), type="warning")
            return
        form.changes.append(Change(form.rule_id, form.parameter, form.value))
        self._value.set_value("")
        with self._listed, ui.element("li"):
            ui.label(" ".join((form.changes[-1].rule_id, form.changes[-1].parameter, "=", form.changes[-1].value)))

    def _deed(self) -> None:
        names = {str(code): one.navn for code, one in sorted(kommuner().items(), key=lambda each: each[1].navn)}
        with ui.element("fieldset"):
            _legend("En kommune holder flere samtaler")
            fields: list[tuple[str, Any]] = [
                ("kommune", ui.select(names, label="Kommune", with_input=True).props("dense outlined options-dense")),
                ("antal", ui.input("Samtaler mere").props("dense outlined inputmode=numeric")),
                ("dag", ui.input("Holdt den").props("dense outlined type=date stack-label")),
            ]
        for name, one in fields:
            one.mark(name)
            one.on_value_change(lambda event, name=name: setattr(self._form, name, str(event.value or "")))

    def _buttons(self) -> None:
        with ui.element("div").classes("fv-buttons"):
            ui.button("Regn", on_click=self._ask).props("unelevated no-caps").mark("regn")
            self._stop = ui.button("Stop", on_click=self._trying.stop).props("flat no-caps")

    def _ask(self) -> None:
        try:
            self._trying.start(self._form.question(self._rules))
        except WrongQuestion as error:
            ui.notify(str(error), type="warning")
        except Busy:
            ui.notify("Der regnes allerede på et spørgsmål. Vent, eller stop det.", type="warning")
        self._show()

    def _show(self) -> None:
        """How far it is; and the answer when it is new."""
        trying = self._trying
        self._progress.set_visibility(trying.running)
        self._stop.set_visibility(trying.running)
        if trying.running:
            self._bar.set_value(trying.done / trying.total if trying.total else 0)
            self._bar.props(remove="indeterminate") if trying.done else self._bar.props("indeterminate")
            part = f"{danish.number(trying.done)} af {danish.number(trying.total)} dele" if trying.total else "henter"
            self._far.set_text(f"{_asked(trying.question)}: {part}, {danish.duration(trying.seconds)}")
        if trying.mark != self._seen:
            self._seen = trying.mark
            self._answer.clear()
            if trying.told is not None:
                with self._answer:
                    self._told(trying.told)

    def _told(self, told: Json) -> None:
        ui.label(f"{_asked(self._trying.question)} · {danish.duration(self._trying.seconds)}").classes("fv-fine")
        if "answer" not in told:
            said = WRONG.get(told["error"], WRONG["INTET"])
            ui.label(said + (told["text"] if said.endswith(": ") else "")).classes("fv-error")
            return
        titles = {rule_id: rule["titel"] for rule_id, rule in self._rules.items()}
        ui.label(summary(told["answer"])).classes("fv-sum").mark("svar")
        shown = [*panels(told["answer"], titles, self._theme)]
        if not shown:
            ui.label("Ingen sag og intet mål bliver anderledes.").classes("fv-empty")
        with ui.element("div").classes("fv-grid fv-flow"):
            for each in shown:
                _card(each.title, each.wide, each.high, each.view)


def _legend(words: str) -> None:
    with ui.element("legend"):
        ui.label(words)


def _card(title: str, wide: int, high: int, view: Any) -> None:
    with ui.element("section").classes("fv-panel").style(f"--w:{wide};--h:{high}"):
        with ui.element("div").classes("fv-head"), ui.element("h2").classes("fv-title"):
            ui.label(title)
        with ui.element("div").classes("fv-body") as body:
            pass
    Mounted(body).show(view)


def _asked(question: Json) -> str:
    """The question as it is told while it runs."""
    deeds = [text.split(":") for text in question.get("samtaler", [])]
    said = [f"{kommuner()[int(code)].navn}: {antal} samtaler mere {dag}" for code, antal, dag in deeds]
    return ", ".join([*question.get("set", []), *said])
