"""The command line: options in, one call of graph.app, text out."""

import gc
import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from click.core import ParameterSource

from graph import app
from graph.errors import TraceError
from graph.problems import Severity
from graph.settings import read_settings

EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130
BANGKOK = timedelta(hours=7)  # Thailand keeps no summer time.
TABLE_ROWS = 40
LEVELS = ("never", *(str(severity) for severity in Severity))
Command = TypeVar("Command", bound=Callable[..., Any])


class _Cli(click.Group):
    """A group whose errors are one line each, with the exit codes of the manual."""

    def invoke(self, context: click.Context) -> Any:
        try:
            settings = read_settings(Path.cwd())
            if "lang" in settings:
                settings["language"] = settings.pop("lang")
            context.default_map = dict.fromkeys(self.commands, settings)
            return super().invoke(context)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            sys.exit(EXIT_INTERRUPTED)
        except app.SourcesHaveErrorsError as error:
            click.echo(app.problem_lines(error.problems, app.Layout()), nl=False, err=True)
            raise _FailedError(str(error)) from error
        except TraceError as error:
            raise _FailedError(str(error)) from error


class _FailedError(click.ClickException):
    """A mistake of the user, in one line."""

    exit_code = EXIT_USAGE


def _today() -> date:
    return (datetime.now(UTC) + BANGKOK).date()


class _Day(click.ParamType[date]):
    """A date in ISO form, of the common era."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, context: Any) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a date such as 2024-09-30", param, context)
        if day.year >= 2400:  # noqa: PLR2004  # no common-era year of a plan
            era = day.year - 543
            self.fail(f"'{value}' is in the Buddhist era: write {era}{value[4:]}", param, context)
        return day


def _setting(*names: str, **attributes: Any) -> Callable[[Command], Command]:
    """Return an option that the environment may set too."""
    envvar = "POLICYTRACE_" + names[0].removeprefix("--").replace("-", "_").upper()
    return click.option(*names, envvar=envvar, show_default=True, **attributes)


data_option = _setting(
    "--data",
    type=click.Path(path_type=Path),
    default="data",
    help="Folder of the YAML sources.",
)
language_option = _setting(
    "--lang",
    "language",
    type=click.Choice(app.LANGUAGES),
    default="th",
    help="Language of titles and labels.",
)


def _fail_on(default: str) -> Callable[[Command], Command]:
    return _setting(
        "--fail-on",
        type=click.Choice(LEVELS),
        default=default,
        help="Exit with 1 at this severity and above.",
    )


@click.group(cls=_Cli, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="policytrace", message="%(prog)s %(version)s")
def main() -> None:
    """Trace policies to key results, projects and units, from YAML kept in git.

    Settings: a flag, else the environment (POLICYTRACE_DATA, POLICYTRACE_LANG, …), else
    [tool.policytrace] in pyproject.toml.

    \b
    Exit codes:  0 clean    1 findings at or above --fail-on
                 2 usage, settings or unreadable sources
                 3 a service is out of reach    130 interrupted
    """


@main.command()
@data_option
@_fail_on("error")
def check(data: Path, fail_on: str) -> None:
    """Read the sources and print every problem at once.

    \b
    Each line:  file:line:column: severity: message [code]
    Example:    policytrace check --data data
    """
    checked = app.check(data)
    click.echo(app.problem_lines(checked.problems, _layout()), nl=False)
    click.echo(checked.tally(), err=True)
    _exit_for(max((one.severity for one in checked.problems), default=None), fail_on)


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…|all")
@data_option
@_setting(
    "--engine",
    type=click.Choice(app.ENGINES),
    default=app.ENGINES[0],
    help="What computes the rows.",
)
@_setting(
    "--as-of",
    type=_Day(),
    help="The day to report for.  [default: today in Bangkok]",
)
@_setting(
    "--fiscal-year",
    type=click.IntRange(2400, 2700),
    help="Only this fiscal year (Buddhist era).  [default: all]",
)
@_setting(
    "--all-tiers",
    is_flag=True,
    help="Handoffs between any two units, not only districts and bureaus.",
)
@_setting(
    "--format",
    type=click.Choice(app.FORMATS),
    default="table",
    help="How to write the answer.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="A file, or a folder for one file a report.  [default: the terminal]",
)
@_setting(
    "--limit",
    type=click.IntRange(min=0),
    default=TABLE_ROWS,
    help="Rows of each table; 0 for all. Other formats hold every row.",
)
@language_option
@_fail_on("never")
@click.option(
    "--lenient",
    is_flag=True,
    help="Go on where a reference leads nowhere; other errors still stop.",
)
def report(
    names: tuple[str, ...],
    *,
    data: Path,
    engine: str,
    as_of: date | None,
    fiscal_year: int | None,
    format: str,
    output: Path | None,
    limit: int,
    language: str,
    fail_on: str,
    all_tiers: bool,
    lenient: bool,
) -> None:
    """Answer the questions NAME…, or all of them.

    \b
    orphan-projects    projects that serve no policy, and where the chain breaks
    unowned-policies   policies that nobody owns, and who might
    handoffs           work that crosses between districts and bureaus

    \b
    Examples:
      policytrace report all
      policytrace report orphan-projects --fiscal-year 2567 --format csv -o orphans.csv
      policytrace report handoffs --all-tiers --lang en
    """
    from graph.reports.result import Parameters

    parameters = Parameters(
        as_of=as_of or _today(), fiscal_year=fiscal_year, all_tiers=all_tiers, language=language
    )
    graph = app.open_graph(data, lenient=lenient)
    results = app.ask(graph, names, parameters, engine)
    if output is None:
        click.echo(app.render(results, _layout(format, limit)), nl=False)
    for path in app.write(results, app.Layout(format=format), output) if output else ():
        click.echo(f"wrote {path}", err=True)
    _exit_for(app.worst_finding(results), fail_on)


def _complete_id(context: click.Context, _param: Any, incomplete: str) -> Iterable[str]:
    try:
        data = context.params.get("data")
        if context.get_parameter_source("data") in (None, ParameterSource.DEFAULT):
            data = read_settings(Path.cwd()).get("data", data)
        items = app.check(Path(data or "data")).portfolio.items
    except TraceError:
        return []
    return sorted(one for one in items if one.startswith(incomplete))


@main.command()
@click.argument("item_id", metavar="ID", shell_complete=_complete_id)
@data_option
@click.option("--up", "side", flag_value="up", help="Only the way up to the policies.")
@click.option("--down", "side", flag_value="down", help="Only the way down to the units.")
@click.option(
    "--depth", type=click.IntRange(1, 100), default=12, show_default=True, help="Steps each way."
)
@language_option
def trace(item_id: str, data: Path, side: str | None, depth: int, language: str) -> None:
    """Show the chain of one item as a tree: up to the policies, down to the units.

    \b
    Examples:
      policytrace trace KR-2567-1.4.05
      policytrace trace P166 --down --lang en
    """
    from graph.reports.trace import Extent

    graph = app.open_graph(data)
    extent = Extent(up=side != "down", down=side != "up", depth=depth)
    click.echo(app.trace(graph, item_id, extent, language, _layout()), nl=False)
    sys.exit(EXIT_CLEAN)


def _layout(format_name: str = "table", limit: int = 0) -> app.Layout:
    """Return the layout for the terminal: without colour when piped, or with NO_COLOR set."""
    from shutil import get_terminal_size

    columns = get_terminal_size((120, 40)).columns
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return app.Layout(format=format_name, columns=columns, limit=limit, colour=colour)


def _exit_for(worst: Severity | None, fail_on: str) -> NoReturn:
    fails = fail_on != "never" and worst is not None and worst >= Severity[fail_on.upper()]
    sys.exit(EXIT_FINDINGS if fails else EXIT_CLEAN)


def run() -> None:
    """Run the program, and leave without taking a large graph apart piece by piece.

    While the exit is on its way up, its traceback keeps the graph alive; the system then frees all
    memory at once, which would else take as long as asking the questions did.
    """
    gc.disable()  # One answer and out: to collect a large graph costs time and frees nothing.
    code: object = EXIT_CLEAN
    try:
        main()
    except SystemExit as leaving:
        code = leaving.code
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:  # The reader of a pipe has gone.
            code = EXIT_FINDINGS
        os._exit(code if isinstance(code, int) else EXIT_CLEAN if code is None else EXIT_USAGE)


if __name__ == "__main__":
    run()
