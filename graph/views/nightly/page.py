"""The night as one page: for a mail, a screen of any width and paper; without network or script.

Both languages stand in it, and which of them is shown is a choice of the reader that the style
follows; so the page works where scripts are stripped or forbidden, as from a mail they often are.
"""

from functools import cache
from pathlib import Path
from typing import Any

from graph.reports.nightly.night import Night
from graph.views import content_policy
from graph.views.cells import header
from graph.views.nightly.content import content, title_of
from graph.views.nightly.sparkline import HEIGHT, WIDTH
from graph.views.nightly.words import baht, longest, more_in_csv, more_units, say

_HERE = Path(__file__).parent
_LANGUAGES = {"th": "ไทย", "en": "English"}
_FILES = ("report.xlsx", "report.csv", "report.json", "report.md", "report.sarif")


def render(night: Night) -> str:
    """Return the whole file; the same night gives the same bytes."""
    style = _text("page.css")
    rules = {
        "default-src": "'none'",
        "style-src": content_policy.digest(style),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    text: str = _template().render(
        policy=content_policy.policy(rules),
        style=style,
        language=night.language,
        languages=_LANGUAGES,
        contents=[content(night, language) for language in _LANGUAGES],
        files=_FILES,
        width=WIDTH,
        height=HEIGHT,
    )
    return text


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _template() -> Any:
    import jinja2

    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        {
            one.__name__: one
            for one in (baht, header, longest, more_in_csv, more_units, say, title_of)
        }
    )
    return environment.from_string(_text("page.html.j2"))
