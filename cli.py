"""The command line: options in, one call of graph.app, text out."""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from functools import partial, wraps
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.core import ParameterSource

from graph import app
from graph.app import Sources
from graph.calendar import BANGKOK, FIRST_BUDDHIST_YEAR, LAST_BUDDHIST_YEAR
from graph.errors import ServiceError, TraceError
from graph.problems import LEVELS, reaches
from graph.settings import day, read_settings, settings_of_verbs
from graph.views.answer import Answer, terminal_layout

if TYPE_CHECKING:
    from graph.app.importing import Import
    from graph.app.rolling import Years
    from graph.reports.comparison import Comparison
    from graph.reports.result import Parameters, Result
    from graph.reports.years.comparison import YearComparison
    from graph.sources.adding.wanted import Question, Wanted
    from graph.sources.filled.book import Whose

EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE, EXIT_SERVICE, EXIT_INTERRUPTED = 0, 1, 2, 3, 130
_EXITS = {
    "clean": EXIT_CLEAN,
    "findings": EXIT_FINDINGS,
    "unreadable": EXIT_USAGE,
    "untold": EXIT_SERVICE,
}
TABLE_ROWS = 40
PATCH_LINES = 200  # Of a patch that is written at once.
_ASKED = 3  # Files that a question names, before it tells how many more there are.
PATIENCE = 0.7  # Seconds before a bar shows that something takes long.
Verb = Callable[..., Any]
Option = Callable[[Verb], Verb]  # A decorator: one option of a verb, or several.


class _Cli(click.Group):
    """A group whose errors are one line each, with the exit codes of the manual."""

    def invoke(self, context: click.Context) -> Any:
        try:
            context.default_map = self._defaults(read_settings(Path.cwd()))
            return super().invoke(context)
        except (KeyboardInterrupt, click.Abort):
            click.echo("interrupted", err=True)
            sys.exit(EXIT_INTERRUPTED)
        except TraceError as error:
            if isinstance(error, app.SourcesHaveErrorsError):
                click.echo(app.problem_lines(error.problems, app.Layout()), nl=False, err=True)
            click.ClickException(str(error)).show()
            sys.exit(EXIT_SERVICE if isinstance(error, ServiceError) else EXIT_USAGE)

    def _defaults(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        choices = {
            verb: {
                one.name or "": one.type.choices
                for one in command.params
                if isinstance(one.type, click.Choice)
            }
            for verb, command in self.commands.items()
        }
        return settings_of_verbs(settings, choices)


def _now() -> datetime:
    return datetime.now(BANGKOK)


def _today() -> date:
    return _now().date()


def _day(_context: click.Context, _param: Any, given: str | None) -> date:
    """Return the day that is given, a date in ISO form, or else today."""
    try:
        return _today() if given is None else day(given)
    except TraceError as error:
        raise click.BadParameter(str(error)) from error


def _day_or_none(context: click.Context, param: Any, given: str | None) -> date | None:
    """Return the day that is given, a date in ISO form, if any is."""
    return None if given is None else _day(context, param, given)


# Options ------------------------------------------------------------------------------------------


def _setting(*names: str, **attributes: Any) -> Option:
    """Return an option that the environment may set too."""
    envvar = "POLICYTRACE_" + names[0].removeprefix("--").replace("-", "_").upper()
    return click.option(*names, envvar=envvar, show_default=True, **attributes)


def _choice(name: str, choices: Sequence[str], text: str, default: str | None = None) -> Option:
    """Return a setting that is one of these words, the first one where nothing is said."""
    return _setting(name, type=click.Choice(choices), default=default or choices[0], help=text)


def _limit(rows: str, others: str = "Other formats hold every row.") -> Option:
    text = f"{rows}; 0 for all. {others}"
    return _setting("--limit", type=_COUNT, default=TABLE_ROWS, help=text)


def _fail_on(default: str) -> Option:
    return _choice("--fail-on", LEVELS, "Exit with 1 at this severity and above.", default)


def _output(text: str, default: Path | None = None) -> Option:
    shown = text if default else f"{text}  [default: the terminal]"
    return click.option(
        "--output", "-o", type=_PATH, default=default, show_default=True, help=shown
    )


_PATH: Any = click.Path(path_type=Path)
_COUNT = click.IntRange(min=0)
_YEAR = click.IntRange(FIRST_BUDDHIST_YEAR, LAST_BUDDHIST_YEAR)
dataset_option = _setting(
    "--dataset", default=app.DATASET, help="Name of the sources on a server that holds several."
)
lenient_option = click.option(
    "--lenient",
    is_flag=True,
    help="Go on where a reference leads nowhere; other errors still stop.",
)
as_of_option = _setting(
    "--as-of",
    metavar="YYYY-MM-DD",
    callback=_day,
    help="The day to report for.  [default: today in Bangkok]",
)
year_option = _setting(
    "--fiscal-year",
    type=_YEAR,
    help="Only this fiscal year (Buddhist era).  [default: all]",
)
plan_year_option = _setting(
    "--fiscal-year",
    type=_YEAR,
    help="The fiscal year (Buddhist era).  [default: that of the day]",
)
select_option = _setting(
    "--select",
    metavar="SELECTOR",
    help="Only rows about what this finds: see `policytrace list`.  [default: all]",
)
exclude_option = _setting(
    "--exclude", metavar="SELECTOR", help="Leave out what this finds.  [default: none]"
)
tiers_option = _setting(
    "--all-tiers",
    is_flag=True,
    help="Handoffs between any two units, not only districts and bureaus.",
)
language_option = _choice("--lang", app.LANGUAGES, "Language of titles and labels.")


# Bundles: what several options say together is handed to a verb as one argument -------------------


def _handing(name: str, make: Callable[..., Any], *options: str, **renamed: str) -> Option:
    """Return a decorator that hands a verb one object in place of these options.

    It is made of those that the verb has, wherever in its help they stand; `renamed` are options
    that `make` knows by another name.
    """
    names = dict.fromkeys(options) | renamed

    def decorate(verb: Verb) -> Verb:
        @wraps(verb)
        def handed(**values: Any) -> Any:
            own = {names[one] or one: values.pop(one) for one in names if one in values}
            return verb(**values, **{name: make(**own)})

        return handed

    return decorate


def _all_of(*decorators: Option) -> Option:
    """Return one decorator for several, which stand in this order in the help."""

    def decorate(verb: Verb) -> Verb:
        for one in reversed(decorators):
            verb = one(verb)
        return verb

    return decorate


def sources_options(verb: Verb) -> Verb:
    """Let a verb read sources, from a folder and from the cache where it holds them.

    It is handed `sources`, which heed --dataset and --lenient if it has these.
    """
    return _all_of(
        _setting("--data", type=_PATH, default="data", help="Folder of the YAML sources."),
        click.option("--no-cache", is_flag=True, help="Read every source afresh."),
        _handing("sources", _sources, "no_cache", "dataset", "lenient", data="folder"),
    )(verb)


def _sources(*, no_cache: bool, **others: Any) -> Sources:
    """Return where the sources stand; until the verb ends, they are read as its options say."""
    context = click.get_current_context()
    context.with_resource(_reading(context.default_map or {}, no_cache=no_cache))
    return Sources(**others)


def _reading(
    settings: Mapping[str, Any], *, no_cache: bool = False
) -> AbstractContextManager[None]:
    from graph.app.manners import reading

    cache = os.environ.get("POLICYTRACE_CACHE") or settings.get("cache", True)
    note = _Steps() if _talk() == "verbose" else None
    return reading(cache=not no_cache and cache, progress=_Progress("reading"), note=note)


def question_options(*options: Option) -> Option:
    """Let a verb answer for a day, and by these options too.

    It is handed `asked`, the parameters of the question, which heed --lang as well.
    """
    names = ("as_of", "fiscal_year", "select", "exclude", "all_tiers")
    return _all_of(as_of_option, *options, _handing("asked", _parameters, *names, lang="language"))


def _parameters(**asked: Any) -> "Parameters":
    from graph.reports.result import Parameters

    return Parameters(**asked)


def answer_options(*options: Option) -> Option:
    """Let a verb give its answer as these options say; it is handed `answer`.

    They are of --format, --output and --limit; one of these that stands elsewhere is heeded too.
    """
    handing = _handing("answer", Answer, "format", "output", "limit", form="format")
    return _all_of(*options, handing)


def _format(*formats: str, text: str = "How to write the answer.") -> Option:
    return _choice("--format", formats, text)


def _form(formats: Sequence[str], text: str) -> Option:
    """Return a --format that nothing sets: the setting may be one that these verbs do not have."""
    words = click.Choice(formats)
    return click.option(
        "--format", "form", type=words, default=formats[0], show_default=True, help=text
    )


def _give(
    answer: Answer,
    render: Callable[[app.Layout], str | bytes],
    write: Callable[[app.Layout, Path], Iterable[Path]] | None = None,
) -> None:
    text, files = answer.written(render, write)
    if text:
        click.echo(text, nl=False)
    for path in files:
        _notice(f"wrote {path}")


def _give_results(answer: Answer, results: "Sequence[Result]") -> None:
    render = app.render_bytes if answer.format in app.BOOK_FORMATS else app.render
    _give(answer, partial(render, results), partial(app.write, results))


# Verbs --------------------------------------------------------------------------------------------


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
@sources_options
@answer_options(_form(app.CHECK_FORMATS, "How to write the problems."), _output("A file."))
@_fail_on("error")
def check(sources: Sources, answer: Answer, fail_on: str) -> None:
    """Read the sources and print every problem at once.

    \b
    Each line:  file:line:column: severity: message [code]

    \b
    Examples:
      policytrace check --data data
      policytrace check --format sarif -o problems.sarif
    """
    from graph.app import checking

    checked = app.check(sources.folder)
    _give(answer, partial(checking.render, checked))
    _notice(checked.tally())
    _leave(fails=reaches(checking.worst(checked), fail_on))


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…|all")
@sources_options
@_choice("--engine", app.ENGINES, "What computes the rows.")
@dataset_option
@question_options(year_option, select_option, exclude_option, tiers_option)
@answer_options(
    _format(*app.FORMATS, *app.PAGE_FORMATS, *app.BOOK_FORMATS, *app.REMARK_FORMATS),
    _output("A file, or a folder for one file a report."),
    _limit("Rows of each table"),
)
@language_option
@_fail_on("never")
@lenient_option
def report(
    names: tuple[str, ...],
    *,
    sources: Sources,
    asked: "Parameters",
    engine: str,
    answer: Answer,
    fail_on: str,
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
    budget-readiness   what projects that ask for budget still miss
    alignment          where the plans of bureaus and districts do not go together

    \b
    `all` are the first three; the last seven know no other --engine. Examples:
      policytrace report all
      policytrace report orphan-projects --fiscal-year 2567 --format csv -o orphans.csv
      policytrace report handoffs --all-tiers --lang en --engine neo4j
      policytrace report all --format sarif -o findings.sarif
      policytrace report all --format xlsx -o reports.xlsx
      policytrace report all --select 'owner:B1100' --exclude 'status:done'
      policytrace report progress contradictions --as-of 2024-09-30
    """
    results = app.report(sources, names, asked, engine, _selectors())
    _give_results(answer, results)
    _leave(fails=reaches(app.worst_finding(results), fail_on))


@main.command()
@click.argument("name", required=False, metavar="NAME|-")
@click.option("--file", "-f", "path", type=_PATH, help="A file of your own, in place of NAME.")
@click.option("--param", "-p", "given", multiple=True, metavar="NAME=VALUE", help="A parameter.")
@sources_options
@_choice("--engine", app.ENGINES[:0:-1], "What answers Cypher.")
@dataset_option
@question_options(year_option)
@answer_options(_format(*app.FORMATS), _output("A file."))
@_setting(
    "--limit",
    type=_COUNT,
    help=f"Rows at most; 0 for all.  [default: {TABLE_ROWS} for a table, else all]",
)
@_setting("--timeout", type=click.FloatRange(0.1, 86_400), default=30, help="Seconds at most.")
@language_option
def query(
    name: str | None,
    *,
    path: Path | None,
    given: tuple[str, ...],
    sources: Sources,
    engine: str,
    asked: "Parameters",
    answer: Answer,
    timeout: float,
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
    from graph.app import querying
    from graph.engines.answers import Limits

    if (name is None) == (path is None):
        raise click.UsageError("name one query: NAME, --file FILE, or - for standard input")
    typed = sys.stdin.buffer.read() if name == "-" else None
    found = querying.find(name, path, typed)
    limits = Limits(seconds=timeout, rows=answer.rows(TABLE_ROWS))
    result = querying.answer(found, given, asked, sources=sources, engine=engine, limits=limits)
    _give_results(answer, [result])


@main.command()
@sources_options
@dataset_option
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--verify", is_flag=True, help="Read all of it again and compare.")
@click.option("--full", is_flag=True, help="Write everything again, changed or not.")
@click.option("--large", is_flag=True, help="In one transaction, however much it is.")
@_setting("--wait", type=click.FloatRange(0), default=60, help="Seconds for another load to end.")
def load(
    *, sources: Sources, dry_run: bool, verify: bool, full: bool, large: bool, wait: float
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
    watcher = Watcher(progress=_Progress("load"), notice=_notice)
    loaded = servers.load(sources, _now(), options, watcher=watcher, verify=verify)
    click.echo(servers.told(loaded), nl=False)
    _leave(fails=bool(loaded.differences))


@main.command()
@click.argument("before", metavar="A", required=False)
@click.argument("after", metavar="[B]", required=False)
@click.option("--years", type=_YEAR, nargs=2, help="Two fiscal years of A, in place of A and B.")
@sources_options
@question_options()
@answer_options(
    _format(*app.DIFF_FORMATS),
    _output("A file."),
    _limit("Changes under each heading", "Other formats hold every one."),
)
@language_option
@_choice(
    "--fail-on",
    [LEVELS[0], "new", *LEVELS[1:]],
    "Exit with 1 at new findings of this severity and above; new is any.",
)
@lenient_option
def diff(
    before: str | None,
    after: str | None,
    *,
    years: tuple[int, int] | None,
    sources: Sources,
    asked: "Parameters",
    answer: Answer,
    fail_on: str,
) -> None:
    """Tell what changed from revision A of the sources to B: items, links and findings.

    Each is whatever git calls a revision (a tag, a branch, HEAD~3), REVISION:PATH where the folder
    stood elsewhere, a folder, or - for the working folder, which B is if not given.

    With --years, what of one fiscal year goes on in the other, what is new and what was dropped, in
    one revision: the working folder if A is not given. It has no findings, so --fail-on says
    nothing to it.

    \b
    Examples:
      policytrace diff HEAD
      policytrace diff v1.0 main --format md -o changes.md
      policytrace diff ../last-year/data data --fail-on new
      policytrace diff --years 2567 2568
    """
    from graph.app import differences, year_differences

    first, second = ("-" if one is None else one for one in (before, after))
    if years:
        if after is not None:
            raise click.UsageError("--years compares two years of one revision: leave B out")
        of_years = year_differences.diff_years(first, *years, sources)
        _give_differences(of_years, answer, asked.language)
        return
    if before is None:
        raise click.UsageError("name a revision A, or two fiscal years with --years")
    comparison = differences.diff(first, second, sources, asked.as_of)
    _give_differences(comparison, answer, asked.language)
    _leave(fails=differences.fails(comparison, fail_on))


def _give_differences(
    comparison: "Comparison | YearComparison", answer: Answer, language: str
) -> None:
    from graph.app import differences

    render = partial(differences.render, comparison, language)
    _give(answer, render, partial(differences.write, comparison, language))


@main.command()
@click.argument("form", type=click.Choice(["neo4j-admin", "graphml", "json-ld", "csv", "cypher"]))
@click.argument("place", type=_PATH, metavar="PLACE")
@sources_options
@dataset_option
@click.option("--select", "chosen", metavar="SELECTOR", help="Only what this finds.")
@click.option("--exclude", "left_out", metavar="SELECTOR", help="Leave out what this finds.")
@click.option("--base-iri", "base", metavar="IRI", help="What names in json-ld begin with.")
def export(
    form: str,
    place: Path,
    *,
    sources: Sources,
    chosen: str | None,
    left_out: str | None,
    base: str | None,
) -> None:
    """Write the graph for another program; PLACE is a folder for neo4j-admin and csv, else a file.

    \b
    neo4j-admin  CSV and the command for `neo4j-admin database import`: a new database, and more
                 than one transaction of `policytrace load` should carry
    cypher       a script that cypher-shell runs on an empty database
    graphml      for networkx, Gephi, yEd, igraph
    json-ld      linked data, in words of W3C ORG, SKOS, schema.org and Dublin Core
    csv          for spreadsheets: a file for each kind and each relation

    The settings `select` and `exclude` are for reports, and not heeded here.

    \b
    Examples:
      policytrace export neo4j-admin build/import
      policytrace export graphml build/drains.graphml --select '+owner:B1100+'
      policytrace export json-ld plan.jsonld --base-iri https://data.example.org/plan/
    """
    from graph.app import exporting

    parameters = _parameters(as_of=_today(), select=chosen, exclude=left_out)
    target = exporting.Target(form=form, place=place, base=base, at=_now())
    click.echo(exporting.export(sources, target, parameters, _selectors()), nl=False)


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


@neo4j.command()
def stop() -> None:
    """Stop it; what it holds stays."""
    from graph.app import servers

    servers.stop(_notice)


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


@main.command()
@sources_options
@state_option
@_setting("--out", type=_PATH, default="build/nightly", help="The folder for a folder a night.")
@click.option("--at", "revision", metavar="REVISION", help="Read the sources of a git revision.")
@question_options()
@_choice("--engine", app.ENGINES, "What computes the rows.")
@click.option("--load", "loads", is_flag=True, help="Put the sources into Neo4j first.")
@dataset_option
@click.option("--baseline", "accepts", is_flag=True, help="Accept what stands today as old debt.")
@_choice("--fail-on", app.NIGHTLY_FAILS, "Exit with 1 where there is any such finding.")
@_setting("--notify", type=_PATH, metavar="FILE", help="Tell those whom this TOML file names.")
@language_option
@lenient_option
def nightly(*, sources: Sources, asked: "Parameters", **job: Any) -> None:
    """Find what is new, back, mended and stuck since the last night, and write a report of it.

    In the folder of the day: a page, a workbook, Markdown, JSON, CSV and SARIF, a workbook for each
    unit to answer in, and a zip of all. `latest` beside it leads to the last good night, and
    `status.json` tells how this run went. Where the sources cannot be read, that report stays.

    \b
    Examples:
      policytrace nightly --baseline
      policytrace nightly --at origin/main --state /var/lib/policytrace --out /srv/nightly
      policytrace nightly --load --notify notify.toml --fail-on error
    """
    from graph.app.night_job import Job
    from graph.app.nightly import run as run_job

    done = run_job(Job(sources=sources, parameters=asked, started_at=_now(), **job))
    click.echo(app.problem_lines(done.problems, app.Layout()), nl=False, err=True)
    for one in done.troubles:
        click.echo(f"Warning: {one}", err=True)
    click.echo(done.line)
    if done.report:
        _notice(f"wrote {done.report}")
    sys.exit(_EXITS[done.outcome])


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
@answer_options(
    _form(("table", "json"), "How to write it."),
    _limit("Nights of the table, the last ones", "JSON holds every night."),
)
@language_option
def show(state: Path, as_of: date, answer: Answer, lang: str) -> None:
    """Tell which nights ran, what is open, and what is left of the baseline; change nothing."""
    from graph.app import remembering

    _give(answer, partial(remembering.show, state, as_of, lang))


@remembered.command()
@state_option
def compact(state: Path) -> None:
    """Write the log as one snapshot and the last night's lines; what is known stays the same."""
    from graph.app import remembering

    for line in remembering.compact(state):
        _notice(line)


@remembered.command()
@state_option
def drop_baseline(state: Path) -> None:
    """Take the baseline away, so that old debt counts as any other."""
    from graph.app import remembering

    for line in remembering.drop_baseline(state, _today()):
        _notice(line)


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
@sources_options
@click.option("--up", "side", flag_value="up", help="Only the way up to the policies.")
@click.option("--down", "side", flag_value="down", help="Only the way down to the units.")
@click.option(
    "--depth", type=click.IntRange(1, 100), default=12, show_default=True, help="Steps each way."
)
@click.option(
    "--breadth",
    type=_COUNT,
    help="Items of a kind below one item, before the rest is folded into a line; 0 for all."
    "  [default: 12, and fewer where the tree gets long]",
)
@as_of_option
@answer_options(
    _format(*app.TRACE_FORMATS, text="How to write it; json and csv fold nothing."),
    _output("A file."),
)
@language_option
def trace(
    item_id: str,
    *,
    sources: Sources,
    side: str | None,
    depth: int,
    breadth: int | None,
    as_of: date,
    answer: Answer,
    lang: str,
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

    graph = app.open_graph(sources.folder)
    up, down = side != "down", side != "up"
    extent = Extent(up=up, down=down, depth=depth, breadth=breadth, as_of=as_of)
    _give(answer, partial(app.trace, graph, item_id, extent, lang))
    _leave()


@main.command()
@answer_options(_form(app.RULE_FORMATS, "How to write the list."))
@language_option
def rules(answer: Answer, lang: str) -> None:
    """List the codes of all problems and findings, with their severity.

    \b
    Example:  policytrace rules --lang en
    """
    from graph.app import explaining

    _give(answer, partial(explaining.rules, lang))


@main.command()
@click.argument("code", metavar="CODE")
@language_option
def explain(code: str, lang: str) -> None:
    """Say what a code means, why it matters, and how to mend or waive it; with an example.

    CODE is one of `policytrace rules`, or the id of a finding.

    \b
    Examples:
      policytrace explain SRC125
      policytrace explain TRC201:PRJ-N197 --lang en
    """
    from graph.app import explaining

    click.echo(explaining.explain(code, lang, terminal_layout()), nl=False)


@main.command("list")
@click.argument("terms", nargs=-1, required=True, metavar="SELECTOR…")
@sources_options
@exclude_option
@question_options()
@answer_options(_format(*app.FORMATS), _output("A file."), _limit("Rows of the table"))
@language_option
def list_items(
    terms: tuple[str, ...], *, sources: Sources, asked: "Parameters", answer: Answer
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

    asked = replace(asked, select=" ".join(terms))
    _give_results(answer, [selecting.listed(sources, asked, _selectors())])


@main.command()
@click.argument("unit", metavar="UNIT")
@sources_options
@dataset_option
@question_options(year_option)
@click.option("--output", "-o", type=_PATH, required=True, help="The workbook, FILE.xlsx.")
@lenient_option
def template(unit: str, *, sources: Sources, asked: "Parameters", output: Path) -> None:
    """Write the workbook in which a unit fills in its plan of a fiscal year.

    What the sources hold of it stands there, with lists, hints and empty rows; a bureau's divisions
    are in it, too. --fiscal-year is needed.

    \b
    Examples:
      policytrace template D5039 --fiscal-year 2567 -o watthana.xlsx
      policytrace template B1100 --fiscal-year 2568 -o drainage.xlsx
    """
    from graph.app import templating

    _give(
        Answer(format="xlsx", output=output),
        lambda _layout: templating.template(sources, unit, asked),
    )


@main.command()
@click.argument("terms", nargs=-1, metavar="[SELECTOR…]")
@sources_options
@dataset_option
@question_options(year_option, select_option, exclude_option)
@_output("The file to write.", Path("build", "graph.html"))
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
    sources: Sources,
    asked: "Parameters",
    output: Path,
    opens: bool,
    source_url: str | None,
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

    asked = replace(asked, select=" ".join(terms) or asked.select)
    app.write_texts({output: viewing.page(sources, asked, _selectors(), source_url)})
    _notice(f"wrote {output}")
    if opens:
        click.launch(str(output))


def _selectors() -> Mapping[str, str]:
    """Return the named selectors of the settings."""
    settings = click.get_current_context().default_map or {}
    selectors: Mapping[str, str] = settings.get("selectors", {})
    return selectors


@main.command()
@click.argument("item", metavar="ID|FINDING", shell_complete=_complete_id)
@sources_options
@question_options(year_option)
@answer_options(_form(app.RULE_FORMATS, "How to write it."))
@language_option
@lenient_option
def why(item: str, *, sources: Sources, asked: "Parameters", answer: Answer) -> None:
    """Say where the chain of an item breaks, and what would mend it; or explain a finding.

    What might be linked is suggested by titles alike and by what the same unit's work serves:
    guesses, to be checked.

    \b
    Examples:
      policytrace why PRJ-N202
      policytrace why OWN301:P002 --lang en
    """
    from graph.app import one_item

    _give(answer, partial(one_item.why, sources, item, asked))


@main.command()
@click.argument("item_id", metavar="ID", shell_complete=_complete_id)
@sources_options
@question_options()
@answer_options(_form(app.RULE_FORMATS, "How to write it."))
@language_option
@lenient_option
def impact(item_id: str, *, sources: Sources, asked: "Parameters", answer: Answer) -> None:
    """Say what is lost if an item is dropped: traces, owners, money, hand-overs.

    What stands inside the item goes with it; the parts of a strategy or a unit stay.

    \b
    Examples:
      policytrace impact KR-2567-2.1.03
      policytrace impact B1000 --lang en --format json
    """
    from graph.app import one_item

    _give(answer, partial(one_item.impact, sources, item_id, asked))


@main.command()
@click.argument("unit_id", metavar="UNIT", shell_complete=_complete_id)
@sources_options
@question_options(plan_year_option)
@answer_options(_form(("html", "docx", "xlsx", "md"), "How to write it."), _output("A file."))
@language_option
@lenient_option
def plan(unit_id: str, *, sources: Sources, asked: "Parameters", answer: Answer) -> None:
    """Write the operational plan of a unit for a fiscal year, or of the whole city.

    Objectives with their key results, projects with their budget and what they serve, what the
    unit expects of others and others of it, and what is still missing. Without --fiscal-year, the
    year of the day. A bureau's divisions are in its plan.

    \b
    Examples:
      policytrace plan B1100 --fiscal-year 2567 -o plan.html
      policytrace plan D5039 --fiscal-year 2567 --format docx -o plan.docx
      policytrace plan BMA --fiscal-year 2567 --format xlsx -o city.xlsx
    """
    from graph.app import planning

    planning.refuse_other_ending(answer)
    _give(answer, partial(planning.plan, sources, unit_id, asked))
    _leave()


@main.command()
@click.argument("project_id", metavar="PROJECT", shell_complete=_complete_id)
@sources_options
@question_options()
@answer_options(_form(("html", "docx", "md"), "How to write it."), _output("A file."))
@language_option
@lenient_option
def sheet(project_id: str, *, sources: Sources, asked: "Parameters", answer: Answer) -> None:
    """Write what a budget hearing on one project asks for, on a page or two.

    What it is, the chain up to the policies with strength and basis, its key results and where
    they stand, handoffs, projects much like it, and what is still missing.

    \b
    Examples:
      policytrace sheet PRJ-N197 -o sheet.html
      policytrace sheet PRJ-N184 --as-of 2024-09-30 --format docx -o sheet.docx
    """
    from graph.app import planning

    planning.refuse_other_ending(answer, planning.SHEET_FORMATS)
    _give(answer, partial(planning.sheet, sources, project_id, asked))
    _leave()


@main.command()
@answer_options(_output("A file, such as data/schema.json."))
def schema(answer: Answer) -> None:
    """Print the JSON Schema of the source files, with which editors complete and check them.

    \b
    Example:  policytrace schema -o data/schema.json
    A file names it in its first line:  # yaml-language-server: $schema=schema.json
    """
    from graph.app import schema as use_case

    _give(answer, lambda _layout: use_case.schema())


@main.group()
def answers() -> None:
    """Bring back what units have answered in their digests of the nightly report.

    \b
    Example:  policytrace answers import B1000.xlsx --output answers.patch
    """


@answers.command("import")
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar="FILE.xlsx…")
@sources_options
@dataset_option
@question_options()
@click.option("--state", type=_PATH, help="What `nightly` remembers: tell who has not answered.")
@click.option("--write", "writes", is_flag=True, help="Change the sources at once.")
@click.option(
    "--output", "-o", "patch", type=_PATH, help="A file for the patch.  [default: the terminal]"
)
@answer_options(_form(("table", "json"), "How to tell what has come back."))
@language_option
def import_answers(
    files: tuple[Path, ...],
    *,
    sources: Sources,
    asked: "Parameters",
    state: Path | None,
    writes: bool,
    patch: Path | None,
    answer: Answer,
) -> None:
    """Make of the answers in digests a patch of the sources, to be reviewed and applied.

    The patch goes to the terminal or a file, and with --write into the sources; then which units
    have answered, what was refused and in which cell, and what is for people to read. Answers that
    would bring an error into the sources are refused. JSON holds all of it, the patch too.

    \b
    Exit codes:  0 all answers taken    1 some refused    2 a workbook or the sources unreadable

    \b
    Examples:
      policytrace answers import B1000.xlsx | git apply
      policytrace answers import digests/*.xlsx --output answers.patch --state state
    """
    from graph.app import answers as use_case

    found = use_case.read(files, sources, replace(asked, all_tiers=True), state)
    is_piped = not (patch or writes or answer.format == "json")
    if is_piped:
        click.echo(found.told.patch, nl=False)
    for path in app.write_texts({patch: found.told.patch}) if patch else ():
        _notice(f"wrote {path}")
    for path in use_case.write(found) if writes else ():
        _notice(f"wrote {path}")
    click.echo(use_case.render(found, asked.language, answer.layout), nl=False, err=is_piped)
    _leave(fails=not found.is_whole)


@main.group("import")
def imports() -> None:
    """Take what others keep into the sources: shown as a patch, and then written.

    \b
    Examples:
      policytrace import xlsx B1100-2567.xlsx
      policytrace import traffy bangkok_traffy.csv --dry-run
    """


def import_options(*options: Option) -> Option:
    """Let a verb show what an import changes, ask, and write it; it is handed `writing`.

    `options` are its own, which stand between those of the sources and these.
    """
    return _all_of(
        sources_options,
        *options,
        click.option("--yes", is_flag=True, help="Ask nothing, not even on a terminal."),
        click.option("--dry-run", is_flag=True, help="Only show what would change."),
        answer_options(_form(("table", "json"), "How to tell what has come in.")),
        language_option,
        _handing("writing", _writing, "yes", "dry_run", "answer", "lang"),
    )


def _file_option(default: str) -> Option:
    return click.option("--file", type=_PATH, help=f"Where new items go.  [default: {default}]")


def _writing(
    *, yes: bool, dry_run: bool, answer: Answer, lang: str
) -> Callable[["Import"], NoReturn]:
    """Return what shows an import, asks and writes it, as the options say, and leaves."""
    return partial(
        _write_import,
        asks=sys.stdin.isatty() and not yes,
        dry_run=dry_run,
        answer=answer,
        lang=lang,
    )


def _write_import(
    found: "Import", *, asks: bool, dry_run: bool, answer: Answer, lang: str
) -> NoReturn:
    from graph.app import importing

    page = importing.render(found, lang, answer.layout)
    write = partial(importing.write, found) if found.changes and not dry_run else None
    is_table = answer.format == "table"
    if is_table:
        _show_patch(found.patch(), PATCH_LINES if write else None)
    click.echo(page, nl=False, err=is_table)
    _write_after_yes(found.told.files, write, asks=asks)
    _leave(fails=not found.is_whole)


def _show_patch(patch: Iterator[str], most: int | None) -> None:
    """Show so many lines of a patch, and tell how many more there are; None: all."""
    click.echo("".join(islice(patch, most)), nl=False)
    more = sum(1 for _ in patch)
    if more:
        _notice(f"… {more:,} more lines: --dry-run shows all")


def _write_after_yes(
    files: Sequence[str], write: Callable[[], Iterable[Path]] | None, *, asks: bool
) -> None:
    more = f" and {len(files) - _ASKED:,} more" if len(files) > _ASKED else ""
    question = f"write {', '.join(files[:_ASKED])}{more}?"
    if write and (not asks or click.confirm(question, default=True, err=True)):
        for path in write():
            _notice(f"wrote {path}")


@imports.command("traffy")
@click.argument("path", type=_PATH, metavar="FILE")
@import_options(
    click.option(
        "--asked-as-reported",
        is_flag=True,
        help="Take the day of a report for that of its first forward.",
    ),
    _file_option("handoffs-traffy.yaml in the data folder"),
)
def import_traffy(
    path: Path,
    *,
    sources: Sources,
    asked_as_reported: bool,
    file: Path | None,
    writing: Callable[["Import"], NoReturn],
) -> None:
    """Take the tickets of Traffy Fondue, CSV or JSON, into the sources as hand-overs.

    Each forward from a unit to another is one. Units are known by title, abbreviation, and
    `external_ids: {traffy: other names}`; others are listed and not made up. Nothing of who
    reported, wrote or was photographed is read. A later file changes what has changed.

    \b
    Exit codes:  0 all tickets taken    1 some refused    2 the file or the sources unreadable

    \b
    Examples:
      policytrace import traffy bangkok_2024-09.csv --dry-run
      policytrace import traffy tickets.json --yes
    """
    from graph.app import traffy

    writing(traffy.read(path, sources.folder, file, asked_as_reported=asked_as_reported))


@imports.command("tracker")
@click.argument("path", type=_PATH, metavar="FILE")
@import_options(
    as_of_option,
    click.option(
        "--fiscal-year",
        type=_YEAR,
        help="The fiscal year of a table without months (Buddhist era).",
    ),
    click.option(
        "--months",
        type=click.Choice(("cumulative", "each")),
        help="What monthly figures are.  [default: as the table's own sums tell]",
    ),
    click.option(
        "--on",
        metavar="YYYY-MM-DD",
        callback=_day_or_none,
        help="The day of the figures of a table without months.",
    ),
    click.option("--objective", metavar="ID", help="Where new key results go that have no home."),
    _file_option("beside the city; key results stand in their objective"),
)
def import_tracker(
    path: Path,
    *,
    sources: Sources,
    writing: Callable[["Import"], NoReturn],
    **asked: Any,
) -> None:
    """Take a table of the city's tracker, Excel or CSV, into key results.

    Rows are matched by code and title; where several key results may be meant, none is taken.
    Targets are set, each month that is over becomes a check-in of its last day, and the parts of
    all bureaus and of all 50 districts are allocated to two units that stand for these groups.

    \b
    Exit codes:  0 all rows taken    1 some refused    2 the file or the sources unreadable

    \b
    Examples:
      policytrace import tracker okr-2567.xlsx --as-of 2024-09-30 --dry-run
      policytrace import tracker goals.csv --fiscal-year 2567 --on 2024-08-12
      policytrace import tracker okr-2567.xlsx --months each --yes
    """
    from graph.app import tracker

    writing(tracker.read(path, sources.folder, tracker.Asked(**asked)))


_PLAN_SHEETS = ("objectives", "key-results", "split-targets", "projects", "handoffs")


def plan_options(verb: Verb) -> Verb:
    """Let a verb read plans that units have filled in; it is handed `whose` beside `writing`."""
    return import_options(
        dataset_option,
        click.option("--unit", help="Whose plan it is.  [default: as the workbook says]"),
        year_option_of_plan,
        _handing("whose", _whose, "unit", "fiscal_year"),
    )(verb)


year_option_of_plan = click.option(
    "--fiscal-year",
    type=_YEAR,
    help="Of which year it is (Buddhist era).  [default: as the workbook says]",
)


def _whose(unit: str | None = None, fiscal_year: int | None = None) -> "Whose":
    from graph.sources.filled.book import Whose

    return Whose(unit=unit, fiscal_year=fiscal_year)


@imports.command("xlsx")
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar="FILE.xlsx…")
@plan_options
def import_xlsx(files: tuple[Path, ...], **options: Any) -> None:
    """Read plans that units have filled in, as `policytrace template` made them.

    A row with an id is compared with the sources, one without is a new item. An empty cell says
    nothing, - says "none" where several ids may stand, (ลบ) or (clear) takes a field away. A row
    that is not plain, or would bring an error, is refused with its cells; the others are taken.
    Nothing is deleted for want of a row.

    \b
    Exit codes:  0 all rows taken    1 some refused    2 a file or the sources unreadable

    \b
    Examples:
      policytrace import xlsx B1100-2567.xlsx --dry-run
      policytrace import xlsx plans/*.xlsx --yes --format json
    """
    _import(files, "xlsx", **options)


@imports.command("csv")
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar="FILE.csv…")
@click.option("--sheet", type=click.Choice(_PLAN_SHEETS), help="Which sheet of a plan it is.")
@plan_options
def import_csv(files: tuple[Path, ...], **options: Any) -> None:
    """Read sheets of plans that were saved as CSV, in UTF-8 or as Thai Excel writes it.

    The row of the columns' names (id, title.th, …) must be among the first ten. Which sheet it is
    is told by these, by the name of the file, or by --sheet. New rows need --unit and
    --fiscal-year. All else is as for `policytrace import xlsx`.

    \b
    Examples:
      policytrace import csv projects.csv --unit B1100 --fiscal-year 2567
      policytrace import csv export.csv --sheet key-results --dry-run
    """
    _import(files, "csv", **options)


def _import(
    files: Sequence[Path],
    form: str,
    *,
    sources: Sources,
    whose: "Whose",
    writing: Callable[["Import"], NoReturn],
    sheet: str | None = None,
) -> NoReturn:
    """Show what files change in the sources, and write it."""
    from graph.app import filled_plans

    writing(filled_plans.read(files, form, sources, whose, sheet))


def _wanted(kind: str, given: Sequence[str], item_id: str | None, **others: Any) -> "Wanted":
    from graph.app.adding import KINDS
    from graph.sources.adding.wanted import Wanted, fields_of

    try:
        return Wanted(kind=KINDS[kind], fields=fields_of(given, item_id), **others)
    except TraceError as error:
        raise click.UsageError(str(error)) from error


_KINDS = (
    *("policy", "strategy", "objective", "key-result", "project"),
    *("unit", "kpi", "area", "handoff", "dimension"),
)


@main.command()
@click.argument("kind", type=click.Choice(_KINDS))
@sources_options
@click.option("--id", "item_id", help="Its id.  [default: the next of its kind]")
@click.option("--title-th", help="Its title, or the subject of a handoff, in Thai.")
@click.option("--title-en", help="The same in English.")
@click.option("--unit", "--owner", "--lead", "unit", help="The unit that owns or leads it.")
@click.option("--set", "given", multiple=True, metavar="FIELD=VALUE", help="Another field.")
@click.option("--file", type=_PATH, help="Where to put it.  [default: beside its like]")
@click.option("--yes", is_flag=True, help="Ask nothing, not even on a terminal.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@language_option
@_handing(
    *("wanted", _wanted), *("kind", "given", "item_id", "title_th", "title_en", "unit", "file")
)
def new(*, sources: Sources, wanted: "Wanted", yes: bool, dry_run: bool, lang: str) -> None:
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

    asks = sys.stdin.isatty() and not yes
    addition = adding.add(sources.folder, wanted, partial(_ask, lang) if asks else None)
    click.echo(addition.diff, nl=False)
    click.echo(app.problem_lines(addition.problems, terminal_layout()), nl=False, err=True)
    question = f"write {addition.item_id} to {addition.path}?"
    if not dry_run and (not asks or click.confirm(question, default=True, err=True)):
        adding.write(addition)
        _notice(f"wrote {addition.item_id} to {addition.path}:{addition.line}")


def _years(**years: Any) -> "Years":
    from graph.app.rolling import Years

    return Years(**years)


@main.command("roll-over")
@sources_options
@click.option("--from", "before", type=_YEAR, required=True, help="The fiscal year that ends.")
@click.option("--to", "after", type=_YEAR, required=True, help="The one to begin (Buddhist era).")
@click.option("--unit", help="Only what this unit owns, leads and delivers.  [default: all]")
@click.option("--yes", is_flag=True, help="Write it without asking.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@language_option
@_handing("years", _years, "before", "after", "unit")
def roll_over(*, sources: Sources, years: "Years", yes: bool, dry_run: bool, lang: str) -> None:
    """Begin another year's plan with what goes on of the last one, for people to review.

    Objectives and key results go on without their targets, with their last figures as baselines;
    projects that are not done go on without their budgets. New items name the old ones
    (external_ids: previous) and are `inferred`. What is there already stays as it is. On a
    terminal it asks before it writes.

    \b
    Examples:
      policytrace roll-over --from 2567 --to 2568 --dry-run
      policytrace roll-over --from 2567 --to 2568 --unit B1100 --yes
    """
    from graph.app import rolling

    made = rolling.roll_over(sources.folder, years)
    click.echo(made.diff, nl=False)
    click.echo(rolling.told(made, lang), nl=False, err=True)
    write = partial(rolling.write, made) if made.changes and not dry_run else None
    files = [path.as_posix() for path in sorted(made.changes)]
    _write_after_yes(files, write, asks=sys.stdin.isatty() and not yes)


def _ask(language: str, question: "Question") -> str:
    """Ask on the terminal, and again until the answer fits."""

    def answered(text: str) -> str:
        try:
            question.refuse_unfit(text)
        except TraceError as error:
            raise click.UsageError(str(error)) from error
        return text

    answer: str = click.prompt(
        question.text(language),
        default=question.default,
        show_default=bool(question.default),
        value_proc=answered,
        err=True,
    )
    return answer


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


def _leave(*, fails: bool = False) -> NoReturn:
    """Exit out of a verb, which so keeps what it has built: see `run`."""
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
