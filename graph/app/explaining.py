"""The use cases of codes: list them all, explain one."""

from graph.app import Layout
from graph.model.explanations import EXPLANATIONS, Explanation, explanation_of
from graph.views import explaining


def rules(language: str, layout: Layout) -> str:
    """Return every code that the program can show, as one of `RULE_FORMATS`."""
    explained = EXPLANATIONS.values()
    if layout.format == "json":
        return explaining.json_of(explained, shown_by())
    if layout.format == "md":
        return explaining.markdown_of(explained, shown_by(), language)
    return explaining.table_of(explained, shown_by(), language, layout.style)


def explain(code: str, language: str, layout: Layout) -> str:
    """Return all that is told of a code, or of the code of a finding.

    Raises:
        UsageError: there is no such code.
    """
    told = explanation_of(code)
    shown = shown_by()[told.code]
    return explaining.page_of(told, shown, language, layout.columns, layout.style)


def shown_by() -> dict[str, str]:
    """Return what to type after `policytrace` to see each code."""
    return {one.code: _verb(one) for one in EXPLANATIONS.values()}


def _verb(told: Explanation) -> str:
    from graph.reports.registry import REPORTS

    if told.rule is None:
        return explaining.CHECK
    owners = (name for name, report in REPORTS.items() if told.rule in report.rules)
    return f"report {next(owners, 'all --lenient')}"
