"""The command line: options in, one call of graph.app, text out."""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta, timezone
from io import TextIOWrapper
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from click.core import ParameterSource

from graph import app
from graph.errors import ServiceError, TraceError
from graph.problems import Severity
from graph.settings import day, read_settings

if TYPE_CHECKING:
    from graph.reports.result import Result

EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE, EXIT_SERVICE, EXIT_INTERRUPTED = 0, 1, 2, 3, 130
BANGKOK = timezone(timedelta(hours=7))  # Thailand keeps no summer time.
TABLE_ROWS = 40
PATIENCE = 0.7  # Seconds before a bar shows that something takes long.
LEVELS = ("never", *(str(severity) for severity in Severity))
Command = TypeVar("Command", bound=Callable[..., Any])


class _Cli(click.Group):
    """A group whose errors are one line each, with the exit codes of the manual."""

    def invoke(self, context: click.Context) -> Any:
        try:
            settings = read_settings(Path.cwd())
            if "lang" in settings:
                settings["language"] = settings.pop("lang")
            context.default_map = self._defaults(settings)
            return super().invoke(context)
        except (KeyboardInterrupt, click.Abort):
            click.echo("interrupted", err=True)
            sys.exit(EXIT_INTERRUPTED)
        except app.SourcesHaveErrorsError as error:
            click.echo(app.problem_lines(error.problems, app.Layout()), nl=False, err=True)
            raise _FailedError(str(error)) from error
        except ServiceError as error:
            raise _ServiceFailedError(str(error)) from error
        except TraceError as error:
            raise _FailedError(str(error)) from error

    def _defaults(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Return each verb's settings: those words left out that are for other verbs alone."""
        choices: dict[str, dict[str | None, Sequence[Any]]] = {
            verb: {
                one.name: one.type.choices
                for one in command.params
                if isinstance(one.type, click.Choice)
            }
            for verb, command in self.commands.items()
        }
        everywhere = {
            (name, word) for own in choices.values() for name in own for word in own[name]
        }
        return {
            verb: {
                name: value
                for name, value in settings.items()
                if value in own.get(name, (value,)) or (name, value) not in everywhere
            }
            for verb, own in choices.items()
        }


class _FailedError(click.ClickException):
    """A mistake of the user, in one line."""

    exit_code = EXIT_USAGE


class _ServiceFailedError(click.ClickException):
    """A service that is out of reach, in one line."""

    exit_code = EXIT_SERVICE


def _now() -> datetime:
    return datetime.now(BANGKOK)


def _today() -> date:
    return _now().date()


class _Day(click.ParamType[date]):
    """A date in ISO form, of the common era."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, context: Any) -> date:
        try:
            return value if isinstance(value, date) else day(value)
        except TraceError as error:
            self.fail(str(error), param, context)


def _setting(*names: str, **attributes: Any) -> Callable[[Command], Command]:
    """Return an option that the environment may set too."""
    envvar = "POLICYTRACE_" + names[0].removeprefix("--").replace("-", "_").upper()
    return click.option(*names, envvar=envvar, show_default=True, **attributes)


def _choice(
    name: str, choices: Sequence[str], default: str, text: str
) -> Callable[[Command], Command]:
    return _setting(name, type=click.Choice(choices), default=default, help=text)


_PATH: Any = click.Path(path_type=Path)
_BUDDHIST_YEAR = click.IntRange(2400, 2700)


def data_option(command: Command) -> Command:
    """Let a verb read sources: from a folder, and from the cache where it holds them."""
    cache = click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        callback=_read_in_our_manner,
        help="Read every source afresh.",
    )
    folder = _setting("--data", type=_PATH, default="data", help="Folder of the YAML sources.")
    return folder(cache(command))


def _read_in_our_manner(context: click.Context, _param: Any, no_cache: bool) -> None:
    if not context.resilient_parsing:
        context.with_resource(_reading(context.default_map or {}, no_cache=no_cache))


def _reading(
    settings: Mapping[str, Any], *, no_cache: bool = False
) -> AbstractContextManager[None]:
    from graph.app.manners import reading

    cache = os.environ.get("POLICYTRACE_CACHE") or settings.get("cache", True)
    note = _Steps() if _talk() == "verbose" else None
    return reading(cache=not no_cache and cache, progress=_Progress("reading"), note=note)


dataset_option = _setting(
    "--dataset", default=app.DATASET, help="Name of the sources on a server that holds several."
)
as_of_option = _setting(
    "--as-of", type=_Day(), help="The day to report for.  [default: today in Bangkok]"
)
year_option = _setting(
    "--fiscal-year",
    type=_BUDDHIST_YEAR,
    help="Only this fiscal year (Buddhist era).  [default: all]",
)
lenient_option = click.option(
    "--lenient",
    is_flag=True,
    help="Go on where a reference leads nowhere; other errors still stop.",
)
format_option = _choice("--format", app.FORMATS, "table", "How to write the answer.")
language_option = _setting(
    "--lang",
    "language",
    type=click.Choice(app.LANGUAGES),
    default="th",
    help="Language of titles and labels.",
)
select_option = _setting(
    "--select",
    metavar="SELECTOR",
    help="Only rows about what this finds: see `policytrace list`.  [default: all]",
)
exclude_option = _setting(
    "--exclude", metavar="SELECTOR", help="Leave out what this finds.  [default: none]"
)


def _fail_on(default: str) -> Callable[[Command], Command]:
    return _choice("--fail-on", LEVELS, default, "Exit with 1 at this severity and above.")


def _output(text: str) -> Callable[[Command], Command]:
    return click.option("--output", "-o", type=_PATH, help=f"{text}  [default: the terminal]")


@click.group(cls=_Cli, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="policytrace", message="%(prog)s %(version)s")
@click.option("--verbose", "-v", "talk", flag_value="verbose", help="Tell each step and its time.")
@click.option("--quiet", "-q", "talk", flag_value="quiet", help="Tell nothing but the answer.")
def main(talk: str | None) -> None:
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
@click.option(
    "--format",
    "form",
    type=click.Choice(app.CHECK_FORMATS),
    default="text",
    show_default=True,
    help="How to write the problems.",
)
@_output("A file.")
@_fail_on("error")
def check(data: Path, form: str, output: Path | None, fail_on: str) -> None:
    """Read the sources and print every problem at once.

    \b
    Each line:  file:line:column: severity: message [code]

    \b
    Examples:
      policytrace check --data data
      policytrace check --format sarif -o problems.sarif
    """
    from graph.app import checking

    checked = app.check(data)
    if output is None:
        click.echo(checking.render(checked, form, _layout()), nl=False)
    for path in checking.write(checked, form, _plain(), output) if output else ():
        _notice(f"wrote {path}")
    _notice(checked.tally())
    _exit_for(max((one.severity for one in checked.problems), default=None), fail_on)


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…|all")
@data_option
@_choice("--engine", app.ENGINES, app.ENGINES[0], "What computes the rows.")
@dataset_option
@as_of_option
@year_option
@select_option
@exclude_option
@_setting(
    "--all-tiers",
    is_flag=True,
    help="Handoffs between any two units, not only districts and bureaus.",
)
@_choice("--format", (*app.FORMATS, *app.REMARK_FORMATS), "table", "How to write the answer.")
@_output("A file, or a folder for one file a report.")
@_setting(
    "--limit",
    type=click.IntRange(min=0),
    default=TABLE_ROWS,
    help="Rows of each table; 0 for all. Other formats hold every row.",
)
@language_option
@_fail_on("never")
@lenient_option
def report(
    names: tuple[str, ...],
    *,
    data: Path,
    engine: str,
    dataset: str,
    as_of: date | None,
    fiscal_year: int | None,
    select: str | None,
    exclude: str | None,
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
    coverage           how far down the chain of each policy reaches
    gaps               what has nothing below it
    areas              what reaches each district, and what does not
    progress           how far the plan is, and how much data that rests on
    split-targets      targets whose parts do not make the whole
    staleness          figures and states that nobody has brought up to date
    contradictions     figures that cannot be right, or go against each other
    overview           what each unit carries, by dimension, strategy and zone

    \b
    `all` are the first three; the last five know no other --engine. Examples:
      policytrace report all
      policytrace report orphan-projects --fiscal-year 2567 --format csv -o orphans.csv
      policytrace report handoffs --all-tiers --lang en --engine neo4j
      policytrace report all --format sarif -o findings.sarif
      policytrace report all --select 'owner:B1100' --exclude 'status:done'
      policytrace report progress contradictions --as-of 2024-09-30
    """
    from graph.reports.result import Parameters

    parameters = Parameters(
        as_of=as_of or _today(),
        fiscal_year=fiscal_year,
        all_tiers=all_tiers,
        language=language,
        select=select,
        exclude=exclude,
    )
    sources = app.Sources(folder=data, dataset=dataset, lenient=lenient)
    results = app.report(sources, names, parameters, engine, _selectors())
    _give(results, format, output, limit)
    _exit_for(app.worst_finding(results), fail_on)


@main.command()
@click.argument("name", required=False, metavar="NAME|-")
@click.option("--file", "-f", "path", type=_PATH, help="A file of your own, in place of NAME.")
@click.option("--param", "-p", "given", multiple=True, metavar="NAME=VALUE", help="A parameter.")
@data_option
@_choice("--engine", app.ENGINES[:0:-1], "embedded", "What answers Cypher.")
@dataset_option
@as_of_option
@year_option
@format_option
@_output("A file.")
@_setting(
    "--limit",
    type=click.IntRange(min=0),
    help=f"Rows at most; 0 for all.  [default: {TABLE_ROWS} for a table, else all]",
)
@_setting("--timeout", type=click.FloatRange(0.1, 86_400), default=30, help="Seconds at most.")
@language_option
def query(
    name: str | None,
    *,
    path: Path | None,
    given: tuple[str, ...],
    data: Path,
    engine: str,
    dataset: str,
    as_of: date | None,
    fiscal_year: int | None,
    format: str,
    output: Path | None,
    limit: int | None,
    timeout: float,
    language: str,
) -> None:
    """Ask the graph in Cypher: a query of the library (see queries/), a file, or - for stdin.

    Only reading is let through. `dataset`, `as_of`, `fiscal_year`, `all_tiers` and `lang` are there
    as parameters; -p gives others, with a date, a number, true, false, null or text.

    \b
    Examples:
      policytrace query trace -p id=KR-2567-1.4.05
      policytrace query handoffs -p as_of=2024-09-01 -p all_tiers=true --engine neo4j
      echo 'MATCH (u:Unit) RETURN u.tier AS tier, count(u) AS units' | policytrace query -
    """
    from graph.engines.answers import Limits
    from graph.reports.result import Parameters

    if (name is None) == (path is None):
        raise click.UsageError("name one query: NAME, --file FILE, or - for standard input")
    typed = sys.stdin.buffer.read() if name == "-" else None
    asked = app.find_query(name, path, typed)
    parameters = Parameters(as_of=as_of or _today(), fiscal_year=fiscal_year, language=language)
    rows = limit if limit is not None else TABLE_ROWS if format == "table" and not output else 0
    limits = Limits(seconds=timeout, rows=rows or None)
    sources = app.Sources(folder=data, dataset=dataset)
    result = app.query(asked, given, parameters, sources=sources, engine=engine, limits=limits)
    _give([result], format, output, 0)
    sys.exit(EXIT_CLEAN)


@main.command()
@data_option
@dataset_option
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--verify", is_flag=True, help="Read all of it again and compare.")
@click.option("--full", is_flag=True, help="Write everything again, changed or not.")
@click.option("--large", is_flag=True, help="In one transaction, however much it is.")
@_setting("--wait", type=click.FloatRange(0), default=60, help="Seconds for another load to end.")
def load(
    data: Path, dataset: str, dry_run: bool, verify: bool, full: bool, large: bool, wait: float
) -> None:
    """Put the sources into Neo4j: all of them or nothing, and only what has changed.

    The server is the one of NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD (or NEO4J_PASSWORD_FILE) and
    NEO4J_DATABASE, or else the one that `policytrace neo4j start` runs. Readers see the old graph
    until the new one is whole; what others wrote there stays.

    \b
    Examples:
      policytrace load --dry-run
      NEO4J_URI=neo4j+s://HOST NEO4J_PASSWORD_FILE=secret policytrace load --verify
    """
    from graph.app import servers
    from graph.engines.loading.outcome import Options, Watcher

    options = Options(dry_run=dry_run, full=full, large=large, wait=wait)
    sources = app.Sources(folder=data, dataset=dataset)
    watcher = Watcher(progress=_Progress("load"), notice=_notice)
    loaded = servers.load(sources, _now(), options, watcher=watcher, verify=verify)
    click.echo(servers.told(loaded), nl=False)
    sys.exit(EXIT_FINDINGS if loaded.differences else EXIT_CLEAN)


@main.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", default="-")
@data_option
@as_of_option
@_choice("--format", app.DIFF_FORMATS, "table", "How to write the answer.")
@_output("A file.")
@_setting(
    "--limit",
    type=click.IntRange(min=0),
    default=TABLE_ROWS,
    help="Changes under each heading; 0 for all. Other formats hold every one.",
)
@language_option
@_setting(
    "--fail-on",
    type=click.Choice([LEVELS[0], "new", *LEVELS[1:]]),
    default="never",
    help="Exit with 1 at new findings of this severity and above; new is any.",
)
@lenient_option
def diff(
    before: str,
    after: str,
    *,
    data: Path,
    as_of: date | None,
    format: str,
    output: Path | None,
    limit: int,
    language: str,
    fail_on: str,
    lenient: bool,
) -> None:
    """Tell what changed from revision A of the sources to B: items, links and findings.

    Each is whatever git calls a revision (a tag, a branch, HEAD~3), REVISION:PATH where the folder
    stood elsewhere, a folder, or - for the working folder, which B is if not given.

    \b
    Examples:
      policytrace diff HEAD
      policytrace diff v1.0 main --format md -o changes.md
      policytrace diff ../last-year/data data --fail-on new
    """
    from graph.app import differences

    sources = app.Sources(folder=data, lenient=lenient)
    comparison = differences.diff(before, after, sources, as_of or _today())
    if output is None:
        text = differences.render(comparison, _layout(format, limit), language)
        click.echo(text, nl=False)
    else:
        for path in differences.write(comparison, _plain(format), language, output):
            click.echo(f"wrote {path}", err=True)
    sys.exit(EXIT_FINDINGS if differences.fails(comparison, fail_on) else EXIT_CLEAN)


@main.command()
@click.argument("form", type=click.Choice(["neo4j-admin"]))
@click.argument("folder", type=_PATH, metavar="DIR")
@data_option
@dataset_option
@click.option("--select", "chosen", metavar="SELECTOR", help="Only what this finds.")
@click.option("--exclude", "left_out", metavar="SELECTOR", help="Leave out what this finds.")
def export(
    form: str,
    folder: Path,
    *,
    data: Path,
    dataset: str,
    chosen: str | None,
    left_out: str | None,
) -> None:
    """Write the graph for another program: CSV and the command for `neo4j-admin database import`.

    For a new database, and for more than one transaction of `policytrace load` should carry. The
    settings `select` and `exclude` are for reports, and not heeded here.

    \b
    Examples:
      policytrace export neo4j-admin build/import
      policytrace export neo4j-admin build/drains --select '+owner:B1100+'
    """
    from graph.app import servers
    from graph.reports.result import Parameters

    parameters = Parameters(as_of=_today(), select=chosen, exclude=left_out)
    sources = app.Sources(folder=data, dataset=dataset)
    written = servers.export(sources, folder, _now(), parameters, _selectors())
    click.echo(servers.told_of_export(written, form), nl=False)
    sys.exit(EXIT_CLEAN)


@main.group()
def neo4j() -> None:
    """Run a Neo4j server on this machine, without Docker (extra: server).

    \b
    Example:  policytrace neo4j start && policytrace load && policytrace report all --engine neo4j
    """


@neo4j.command()
def start() -> None:
    """Start it; the first time 128 MB are fetched. It listens on this machine alone."""
    from graph.app import servers

    click.echo(servers.told_of_server(servers.start(_notice)), nl=False)
    sys.exit(EXIT_CLEAN)


@neo4j.command()
def stop() -> None:
    """Stop it; what it holds stays."""
    from graph.app import servers

    servers.stop(_notice)
    sys.exit(EXIT_CLEAN)


@neo4j.command()
def status() -> None:
    """Tell whether it runs, where, and where its password stands; exit 3 if it does not run."""
    from graph.app import servers

    server = servers.status()
    click.echo(servers.told_of_server(server), nl=False)
    sys.exit(EXIT_CLEAN if server.running else EXIT_SERVICE)


state_option = _setting(
    "--state",
    type=_PATH,
    default=Path("build", "nightly-state"),
    help="Folder in which the nightly job remembers.",
)


@main.group("state")
@click.pass_context
def remembered(context: click.Context) -> None:
    """See and tidy what the nightly job remembers from night to night.

    \b
    Examples:
      policytrace state show --lang en
      policytrace state compact --state /var/lib/policytrace
    """
    settings = context.default_map or {}  # A group's verbs have settings too.
    context.default_map = dict.fromkeys(("show", "compact", "drop-baseline"), settings)


@remembered.command()
@state_option
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="How to write it.",
)
@_setting(
    "--limit",
    type=click.IntRange(min=0),
    default=TABLE_ROWS,
    help="Nights of the table, the last ones; 0 for all. JSON holds every night.",
)
@language_option
def show(state: Path, as_of: date | None, form: str, limit: int, language: str) -> None:
    """Tell which nights ran, what is open, and what is left of the baseline; change nothing."""
    from graph.app import remembering

    layout = _layout(form, limit)
    told = remembering.show(state, as_of or _today(), language, layout)
    click.echo(told, nl=False)
    sys.exit(EXIT_CLEAN)


@remembered.command()
@state_option
def compact(state: Path) -> None:
    """Write the log as one snapshot and the last night's lines; what is known stays the same."""
    from graph.app import remembering

    for line in remembering.compact(state):
        _notice(line)
    sys.exit(EXIT_CLEAN)


@remembered.command()
@state_option
def drop_baseline(state: Path) -> None:
    """Take the baseline away, so that old debt counts as any other."""
    from graph.app import remembering

    for line in remembering.drop_baseline(state, _today()):
        _notice(line)
    sys.exit(EXIT_CLEAN)


def _complete_id(context: click.Context, _param: Any, incomplete: str) -> Iterable[str]:
    try:
        data = context.params.get("data")
        if context.get_parameter_source("data") in (None, ParameterSource.DEFAULT):
            data = read_settings(Path.cwd()).get("data", data)
        with _reading(context.default_map or {}):
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
@click.option(
    "--breadth",
    type=click.IntRange(min=0),
    help="Items of a kind below one item, before the rest is folded into a line; 0 for all."
    "  [default: 12, and fewer where the tree gets long]",
)
@as_of_option
@_choice("--format", app.TRACE_FORMATS, "table", "How to write it; json and csv fold nothing.")
@_output("A file.")
@language_option
def trace(
    item_id: str,
    *,
    data: Path,
    side: str | None,
    depth: int,
    breadth: int | None,
    as_of: date | None,
    format: str,
    output: Path | None,
    language: str,
) -> None:
    """Show the chain of one item as a tree: up to the policies, down to the units.

    Each step has its basis (stated or inferred) and its strength (direct or via strategy), and
    beside it who leads or owns the item, with its tier, its budget and how far it is.

    \b
    Examples:
      policytrace trace KR-2567-1.4.05
      policytrace trace P166 --down --lang en
      policytrace trace S1 --down --breadth 3 --format mermaid -o safe-city.mmd
    """
    from graph.reports.trace import Extent

    graph = app.open_graph(data)
    extent = Extent(
        up=side != "down",
        down=side != "up",
        depth=depth,
        breadth=breadth,
        as_of=as_of or _today(),
    )
    layout = _layout(format) if output is None else app.Layout(format=format)
    text = app.trace(graph, item_id, extent, language, layout)
    if output is None:
        click.echo(text, nl=False)
    for path in app.write_texts({output: text}) if output else ():
        click.echo(f"wrote {path}", err=True)
    sys.exit(EXIT_CLEAN)


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(app.RULE_FORMATS),
    default="table",
    show_default=True,
    help="How to write the list.",
)
@language_option
def rules(form: str, language: str) -> None:
    """List the codes of all problems and findings, with their severity.

    \b
    Example:  policytrace rules --lang en
    """
    from graph.app import explaining

    click.echo(explaining.rules(form, language, _layout()), nl=False)
    sys.exit(EXIT_CLEAN)


@main.command()
@click.argument("code", metavar="CODE")
@language_option
def explain(code: str, language: str) -> None:
    """Say what a code means, why it matters, and how to mend or waive it; with an example.

    CODE is one of `policytrace rules`, or the id of a finding.

    \b
    Examples:
      policytrace explain SRC125
      policytrace explain TRC201:PRJ-N197 --lang en
    """
    from graph.app import explaining

    click.echo(explaining.explain(code, language, _layout()), nl=False)
    sys.exit(EXIT_CLEAN)


@main.command("list")
@click.argument("terms", nargs=-1, required=True, metavar="SELECTOR…")
@data_option
@exclude_option
@as_of_option
@format_option
@_output("A file.")
@_setting(
    "--limit",
    type=click.IntRange(min=0),
    default=TABLE_ROWS,
    help="Rows of the table; 0 for all. Other formats hold every row.",
)
@language_option
def list_items(
    terms: tuple[str, ...],
    *,
    data: Path,
    exclude: str | None,
    as_of: date | None,
    format: str,
    output: Path | None,
    limit: int,
    language: str,
) -> None:
    """List the items that SELECTOR finds, in the grammar of dbt's node selection.

    \b
    P001  KR-2567-*       an id; *, ? and […] stand for other characters
    +x  x+  2+x+1         x and all upstream, downstream; two steps up, one down
    method:value          kind owner tier area strategy dimension status year
                          basis finding file selector
    x y                   a space is "or"
    x,y                   a comma is "and", and binds tighter

    Downstream is the way from policy to strategy, objective, key result, project and unit. Put
    the selector in quotes, as the shell reads * and ? too.

    \b
    Examples:
      policytrace list '+PRJ-N197+'
      policytrace list 'kind:project,owner:B1100,finding:TRC201' --format csv
      policytrace list '+PRJ-N197,kind:policy owner:B1700' --exclude year:2568
    """
    from graph.app import selecting
    from graph.reports.result import Parameters

    parameters = Parameters(
        as_of=as_of or _today(), language=language, select=" ".join(terms), exclude=exclude
    )
    result = selecting.listed(app.Sources(folder=data), parameters, _selectors())
    _give([result], format, output, limit)
    sys.exit(EXIT_CLEAN)


@main.command()
@click.argument("terms", nargs=-1, metavar="[SELECTOR…]")
@data_option
@dataset_option
@as_of_option
@year_option
@select_option
@exclude_option
@click.option(
    "--output",
    "-o",
    type=_PATH,
    default=Path("build", "graph.html"),
    show_default=True,
    help="The file to write.",
)
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@_setting(
    "--source-url",
    metavar="TEMPLATE",
    help="Where a line of the sources can be read, with {file} and {line} in it.",
)
@language_option
@lenient_option
def view(
    terms: tuple[str, ...],
    *,
    data: Path,
    dataset: str,
    as_of: date | None,
    fiscal_year: int | None,
    select: str | None,
    exclude: str | None,
    output: Path,
    opens: bool,
    source_url: str | None,
    language: str,
    lenient: bool,
) -> None:
    """Write the interactive page: one HTML file that needs no network.

    SELECTOR leaves only what it finds on the page, with what is upstream of it (see: list); what
    stands around it is shown, and not counted. --lang is the language that the page opens in.

    \b
    Examples:
      policytrace view --open
      policytrace view 'owner:B1100' --fiscal-year 2567 --lang en -o drainage.html
      policytrace view --source-url 'https://git.example.org/plan/blob/main/{file}#L{line}'
    """
    from graph.app import viewing
    from graph.reports.result import Parameters

    parameters = Parameters(
        as_of=as_of or _today(),
        fiscal_year=fiscal_year,
        language=language,
        select=" ".join(terms) or select,
        exclude=exclude,
    )
    sources = app.Sources(folder=data, dataset=dataset, lenient=lenient)
    app.write_texts({output: viewing.page(sources, parameters, _selectors(), source_url)})
    _notice(f"wrote {output}")
    if opens:
        click.launch(str(output))
    sys.exit(EXIT_CLEAN)


def _selectors() -> Mapping[str, str]:
    """Return the named selectors of the settings."""
    settings = click.get_current_context().default_map or {}
    selectors: Mapping[str, str] = settings.get("selectors", {})
    return selectors


_PAGES = click.option(
    "--format",
    "form",  # The setting `format` is that of reports, and may be one that these do not have.
    type=click.Choice(("table", "json", "md")),
    default="table",
    show_default=True,
    help="How to write it.",
)
_LENIENT = click.option(
    "--lenient",
    is_flag=True,
    help="Go on where a reference leads nowhere; other errors still stop.",
)


@main.command()
@click.argument("asked", metavar="ID|FINDING", shell_complete=_complete_id)
@data_option
@as_of_option
@year_option
@_PAGES
@language_option
@_LENIENT
def why(
    asked: str,
    *,
    data: Path,
    as_of: date | None,
    fiscal_year: int | None,
    form: str,
    language: str,
    lenient: bool,
) -> None:
    """Say where the chain of an item breaks, and what would mend it; or explain a finding.

    What might be linked is suggested by titles alike and by what the same unit's work serves:
    guesses, to be checked.

    \b
    Examples:
      policytrace why PRJ-N202
      policytrace why OWN301:P002 --lang en
    """
    from graph.app import one_item
    from graph.reports.result import Parameters

    parameters = Parameters(as_of=as_of or _today(), fiscal_year=fiscal_year, language=language)
    sources = app.Sources(folder=data, lenient=lenient)
    click.echo(one_item.why(sources, asked, parameters, _layout(form)), nl=False)
    sys.exit(EXIT_CLEAN)


@main.command()
@click.argument("item_id", metavar="ID", shell_complete=_complete_id)
@data_option
@as_of_option
@_PAGES
@language_option
@_LENIENT
def impact(
    item_id: str, *, data: Path, as_of: date | None, form: str, language: str, lenient: bool
) -> None:
    """Say what is lost if an item is dropped: traces, owners, money, hand-overs.

    What stands inside the item goes with it; the parts of a strategy or a unit stay.

    \b
    Examples:
      policytrace impact KR-2567-2.1.03
      policytrace impact B1000 --lang en --format json
    """
    from graph.app import one_item
    from graph.reports.result import Parameters

    parameters = Parameters(as_of=as_of or _today(), language=language)
    sources = app.Sources(folder=data, lenient=lenient)
    click.echo(one_item.impact(sources, item_id, parameters, _layout(form)), nl=False)
    sys.exit(EXIT_CLEAN)


@main.command()
@_output("A file, such as data/schema.json.")
def schema(output: Path | None) -> None:
    """Print the JSON Schema of the source files, with which editors complete and check them.

    \b
    Example:  policytrace schema -o data/schema.json
    A file names it in its first line:  # yaml-language-server: $schema=schema.json
    """
    from graph.app import schema as use_case

    if output is None:
        click.echo(use_case.schema(), nl=False)
    else:
        use_case.write_schema(output)
        click.echo(f"wrote {output}", err=True)
    sys.exit(EXIT_CLEAN)


_KINDS = (
    *("policy", "strategy", "objective", "key-result", "project"),
    *("unit", "kpi", "area", "handoff", "dimension"),
)


@main.command()
@click.argument("kind", type=click.Choice(_KINDS))
@data_option
@click.option("--id", "item_id", help="Its id.  [default: the next of its kind]")
@click.option("--title-th", help="Its title, or the subject of a handoff, in Thai.")
@click.option("--title-en", help="The same in English.")
@click.option("--unit", "--owner", "--lead", "unit", help="The unit that owns or leads it.")
@click.option("--set", "given", multiple=True, metavar="FIELD=VALUE", help="Another field.")
@click.option("--file", "path", type=_PATH, help="Where to put it.  [default: beside its like]")
@click.option("--yes", is_flag=True, help="Ask nothing, not even on a terminal.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@language_option
def new(
    kind: str,
    *,
    data: Path,
    item_id: str | None,
    title_th: str | None,
    title_en: str | None,
    unit: str | None,
    given: tuple[str, ...],
    path: Path | None,
    yes: bool,
    dry_run: bool,
    language: str,
) -> None:
    """Add an item to the sources: the next id, the right file, nothing else changed.

    On a terminal it asks for what is missing. Several ids are parted by commas; [] says "none".
    Nothing is written if the sources would have errors with it.

    \b
    Examples:
      policytrace new policy --title-th ทางเท้าเดินได้ --title-en "Walkable footpaths"
      policytrace new project --title-th ขุดลอกคลอง --lead B1100 --set key_results=KR-2567-1.4.05
      policytrace new key-result --title-th ขุดลอกคลอง --set objective=O-2567-1.4 --set target=90
    """
    from graph.app import adding
    from graph.sources.adding.wanted import Wanted

    wanted = Wanted(
        kind=adding.KINDS[kind],
        fields=_fields(given, item_id),
        title_th=title_th,
        title_en=title_en,
        unit=unit,
        file=path,
    )
    asks = sys.stdin.isatty() and not yes
    addition = adding.add(data, wanted, _asking(language) if asks else None)
    click.echo(addition.diff, nl=False)
    click.echo(app.problem_lines(addition.problems, _layout()), nl=False, err=True)
    question = f"write {addition.item_id} to {addition.path}?"
    if not dry_run and (not asks or click.confirm(question, default=True, err=True)):
        adding.write(addition)
        click.echo(f"wrote {addition.item_id} to {addition.path}:{addition.line}", err=True)
    sys.exit(EXIT_CLEAN)


def _fields(given: Sequence[str], item_id: str | None) -> dict[str, str]:
    """Return FIELD=VALUE options and the id as a mapping."""
    fields: dict[str, str] = {} if item_id is None else {"id": item_id}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or name in fields:
            wrong = "is given twice" if sign else "is not FIELD=VALUE, such as target=90"
            raise click.UsageError(f"--set {one if not sign else name} {wrong}")
        fields[name] = value
    return fields


def _asking(language: str) -> Callable[[Any], str]:
    """Return what asks a question on the terminal, and again until the answer fits."""

    def ask(question: Any) -> str:
        def answered(text: str) -> str:
            try:
                if text or question.default != "":
                    question.check(text)
            except TraceError as error:
                raise click.UsageError(str(error)) from error
            return text

        choices = f" ({', '.join(question.choices)})" if question.choices else ""
        text = f"{question.name}: {question.meaning[language == 'en']}{choices}"
        answer: str = click.prompt(
            text,
            default=question.default,
            show_default=bool(question.default),
            value_proc=answered,
            err=True,
        )
        return answer

    return ask


class _Progress:
    """A bar on the error stream of a terminal, for what takes long, and nothing elsewhere."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._began = monotonic()
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        is_long = self._bar is not None or monotonic() - self._began > PATIENCE
        if not is_long or not sys.stderr.isatty() or _talk() == "quiet":
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr)
        self._bar.update(done - self._bar.pos)
        if done >= total:
            self._bar.render_finish()


class _Steps:
    """Each step in a line, with the seconds since the one before it."""

    def __init__(self) -> None:
        self._last = monotonic()

    def __call__(self, step: str) -> None:
        now = monotonic()
        click.echo(f"{now - self._last:7.3f} s  {step}", err=True)
        self._last = now


def _talk() -> str | None:
    """Return `verbose`, `quiet`, or None for what lies between."""
    context = click.get_current_context(silent=True)  # While a shell completes, there is none.
    talk: str | None = context.find_root().params.get("talk") if context else None
    return talk


def _notice(text: str) -> None:
    if _talk() != "quiet":
        click.echo(text, err=True)


def _give(results: "Sequence[Result]", format: str, output: Path | None, limit: int) -> None:
    if output is None:
        click.echo(app.render(results, _layout(format, limit)), nl=False)
    for path in app.write(results, _plain(format), output) if output else ():
        _notice(f"wrote {path}")


def _plain(format_name: str = "table") -> app.Layout:
    """Return the layout for a file: without colour, and as wide as the text."""
    return app.Layout(format=format_name, root=Path.cwd().as_posix())


def _layout(format_name: str = "table", limit: int = 0) -> app.Layout:
    """Return the layout for the terminal: without colour when piped, or with NO_COLOR set."""
    from shutil import get_terminal_size

    columns = get_terminal_size((120, 40)).columns
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    root = Path.cwd().as_posix()
    return app.Layout(format=format_name, columns=columns, limit=limit, colour=colour, root=root)


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
    _escape_what_is_no_text()
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


def _escape_what_is_no_text() -> None:
    """Let what UTF-8 cannot write, as in names of files, be escaped here as it is in files."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    run()
