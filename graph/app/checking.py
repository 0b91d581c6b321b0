"""The use case of a check: problems as text, or for the programs that show them at their places."""

from collections.abc import Iterable
from pathlib import Path

from graph.app import Checked, Layout


def render(checked: Checked, form: str, layout: Layout) -> str:
    """Write the problems of the sources as one of `CHECK_FORMATS`."""
    from graph.views import check_json, problem_lines

    files = checked.portfolio.files
    if form == "text":
        return problem_lines.render(checked.problems, layout.style)
    if form == "json":
        return check_json.render(checked.problems, len(files), len(checked.portfolio.items))
    from graph.views import output, remarks

    return output.render_remarks([remarks.of_check(checked.problems, files, layout.root)], form)


def write(checked: Checked, form: str, layout: Layout, output: Path) -> Iterable[Path]:
    """Write the same to a file.

    Raises:
        UsageError: the place cannot be written to.
    """
    from graph.views.output import write_texts

    return write_texts({output: render(checked, form, layout)})
