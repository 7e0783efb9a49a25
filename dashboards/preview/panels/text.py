"""text: words of the author, with the variables put in before they come here."""

from __future__ import annotations

from html import escape

from dashboards.preview.view import Drawing, Html, Markdown, View


def text(drawing: Drawing) -> View:
    """Markdown, or HTML that the browser cleans before it is shown."""
    content = drawing.words(str(drawing.option("content", "")))
    mode = drawing.option("mode", "markdown")
    if mode == "code":
        return Html(f"<pre>{escape(content)}</pre>")
    return Html(content) if mode == "html" else Markdown(content)
