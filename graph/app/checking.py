"""The use case of a check: problems as text, or for the programs that show them at their places."""

from graph.app import Checked, Layout
from graph.problems import Severity


def worst(checked: Checked) -> Severity | None:
    """Return the highest severity among the problems."""
    return max((one.severity for one in checked.problems), default=None)


def render(checked: Checked, layout: Layout) -> str:
    """Write the problems of the sources as one of `CHECK_FORMATS`."""
    from graph.views import check_json, problem_lines

    files = checked.portfolio.files
    if layout.format == "text":
        return problem_lines.render(checked.problems, layout.style)
    if layout.format == "json":
        return check_json.render(checked.problems, len(files), len(checked.portfolio.items))
    from graph.views import output, remarks

    found = remarks.of_check(checked.problems, files, layout.root)
    return output.render_remarks([found], layout.format)
