"""The guard before both engines: what it refuses, what it lets pass, and that this suffices."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graph
from graph.engines.guarding import guard
from graph.engines.guarding.guard import refuse_unless_read_only, without_comments
from graph.engines.guarding.tokens import tokens
from graph.errors import UsageError
from tests.neo4j_fixture import Neo4j
from tests.typed_queries import COMMON, HARMLESS, HOSTILE, VALUES

QUERIES = Path(graph.__file__).parent.parent / "queries"
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def refusal(text: str) -> str:
    """The sentence with which a text is refused."""
    with pytest.raises(UsageError) as caught:
        refuse_unless_read_only(text)
    return str(caught.value)


def passes(text: str) -> bool:
    try:
        refuse_unless_read_only(text)
    except UsageError:
        return False
    return True


# One by one ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_query_that_does_more_than_read_is_refused_in_one_sentence(text: str) -> None:
    sentence = refusal(text)
    assert "\n" not in sentence
    assert sentence.startswith(("line ", "the query "))


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
def test_query_that_only_reads_passes(text: str) -> None:
    refuse_unless_read_only(text)


@pytest.mark.parametrize("file", sorted(QUERIES.glob("*.cypher")), ids=lambda file: file.stem)
def test_every_query_file_of_ours_passes(file: Path) -> None:
    refuse_unless_read_only(file.read_text(encoding="utf-8"))


def test_refusal_names_word_place_and_remedy() -> None:
    assert refusal("MATCH (n)\n// ไทย\n  SET n.x = 1") == (
        "line 3, column 3 of the query: SET writes, and a query may only read; leave it out,"
        " or if it is a name, put it in backticks"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the query is empty"),
        (":param x => 1", "with -p"),
        ("EXPLAIN RETURN 1 AS x", "leave EXPLAIN out"),
        ("USE neo4j RETURN 1 AS x", "leave USE out"),
        ("LOAD CSV FROM 'a' AS x RETURN x", "reads files"),
        ("MATCH (n) RETURN n.id AS id FORMAT CSV", "--format"),
        ("RETURN 1 AS x; RETURN 2 AS x", "only one statement"),
        ("CALL db.createLabel('x')", "the procedure db.createLabel is not known to read"),
        ("RETURN apoc.version() AS x", "the function apoc.version is not known to read"),
        ("UNWIND [1] AS x CALL (x) { RETURN 1 AS y } IN TRANSACTIONS", "IN TRANSACTIONS"),
        ("RETURN 'a", "close it with '"),
        ("RETURN [1", "add ]"),
        ("SHOW USERS", "a query starts with MATCH"),
        (r"RETURN '\u0027' AS x", "line 1, column 9"),
    ],
    ids=ascii,
)
def test_refusal_says_what_was_found(text: str, said: str) -> None:
    assert said in refusal(text)


# Too much -----------------------------------------------------------------------------------------


def deep(depth: int) -> str:
    return "RETURN " + "(" * depth + "1" + ")" * depth + " AS x"


def called(depth: int) -> str:
    return "CALL { " * depth + "RETURN 1 AS x" + " } RETURN x" * depth


def united(unions: int) -> str:
    return " UNION ALL ".join(["RETURN 1 AS x"] * (unions + 1))


def withs(clauses: int) -> str:
    return "WITH 1 AS x " * (clauses - 1) + "RETURN x"


def dots(joined: int) -> str:
    return "WITH {a: 1} AS m RETURN m" + ".a" * joined + " AS x"


def nots(count: int) -> str:
    return "RETURN " + "NOT " * count + "true AS x"


def cases(count: int) -> str:
    return "RETURN " + "CASE WHEN true THEN " * count + "1" + " END" * count + " AS x"


def sums(words: int) -> str:
    return "RETURN 1" + "+1" * ((words - 4) // 2) + " AS x"


def long(characters: int) -> str:
    return "RETURN '".ljust(characters - 6, "a") + "' AS x"


AT_MOST = (
    (deep, guard.MAX_DEPTH),
    (called, guard.MAX_DEPTH),
    (united, guard.MAX_UNIONS),
    (withs, guard.MAX_CLAUSES),
    (dots, guard.MAX_DEPTH),
    (nots, guard.MAX_NESTING),
    (cases, guard.MAX_NESTING),
    (sums, guard.MAX_TOKENS),
    (long, guard.MAX_CHARACTERS),
)


@pytest.mark.parametrize(("build", "most"), AT_MOST)
def test_query_at_a_limit_passes_and_a_larger_one_is_refused(
    build: Callable[[int], str], most: int
) -> None:
    refuse_unless_read_only(build(most))
    assert "most" in (said := refusal(build(most + 2))) or "longer than" in said


# Comments -----------------------------------------------------------------------------------------


def test_comments_become_blanks_and_all_else_keeps_its_place() -> None:
    text = "RETURN /* a\nb */ '/* c */' AS x, 1 AS `//` // d\n, 2 AS y"
    assert without_comments(text) == ("RETURN     \n     '/* c */' AS x, 1 AS `//`     \n, 2 AS y")


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
def test_text_without_comments_has_the_same_words_at_the_same_places(text: str) -> None:
    blanked = without_comments(text)
    kept = [one for one in tokens(text) if not one.text.startswith(("//", "/*"))]
    assert list(tokens(blanked)) == kept
    assert len(blanked) == len(text)


# Any text -----------------------------------------------------------------------------------------

_WORDS = """
    MATCH WITH RETURN UNWIND CALL OPTIONAL UNION ALL WHERE AS IN n m x 1 1. 0x1 1e $x $ $1 $`a`
    CREATE SET DELETE MERGE REMOVE FOREACH LOAD CSV DROP INSERT set create USE TRANSACTIONS
    EXISTS COUNT COLLECT CASE WHEN THEN END db.labels count apoc.x.y ( ) { } [ ] . .. , : ; = |
    & ! % * + - / // /* */ ' " ` `` \\ \\' \\\\ \\u0027 \\u0053ET \\u ไทย ๑ € # \ufeff
"""
WORDS = tuple(_WORDS.split())
GAPS = ("", " ", " ", " ", "\n", "\r", "\r\n", "\t", "\u00a0", "\u2028", "/**/", "// \n")
# A change that any engine would notice if the words stood free.
CHANGES = (
    "CREATE (:Zzz)",
    "SET n.zzz = 1",
    "DETACH DELETE n",
    "REMOVE n.id",
    "MERGE (:Zzz {id: 1})",
    "FOREACH (i IN [1] | SET n.zzz = i)",
    "CALL db.createLabel('Zzz')",
    "LOAD CSV FROM 'file:///a' AS l",
    "CALL (n) { SET n.zzz = 1 }",
    "CALL (n) { DELETE n } IN TRANSACTIONS",
)
CLAUSES = (
    "MATCH (n)",
    "OPTIONAL MATCH (n)-->(m:Policy {id: 'x'})",
    "WITH *, 1 AS x",
    "UNWIND [1, 2] AS y",
    "CALL (n) { RETURN 1 AS z }",
    "WHERE n.id = 'it\\'s' AND NOT EXISTS { (n)-->() }",
    "WITH n, {set: 1} AS `CREATE (a)`",
    'MATCH (n) WHERE n.set = "CREATE" // DELETE n\n',
)


@st.composite
def soups(draw: st.DrawFn) -> str:
    """Words, signs and halves of them, glued in any way behind a good start."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=25))
    start = draw(
        st.sampled_from(("", "MATCH (n) ", "MATCH (n) RETURN n.id AS a ", "RETURN 1 AS x "))
    )
    return start + "".join(word + gap for word, gap in drawn)


@st.composite
def hidden_changes(draw: st.DrawFn) -> str:
    """A query that would change something, if an engine saw other words than the guard."""
    opening, closing = draw(
        st.sampled_from(
            (
                ("RETURN '", "' AS x"),
                ('RETURN "', '" AS x'),
                ("RETURN 1 AS `", "`"),
                ("RETURN 1 AS x //", ""),
                ("RETURN 1 AS x /*", "*/"),
                ("RETURN [1", "] AS x"),
                ("RETURN {a: 1", "} AS x"),
            )
        )
    )
    odd = st.lists(st.sampled_from((*WORDS, *GAPS)), max_size=4).map("".join)
    change = draw(st.sampled_from(CHANGES))
    return f"MATCH (n) {opening}{draw(odd)} {change} {draw(odd)}{closing}"


@st.composite
def assembled(draw: st.DrawFn) -> str:
    """A query of whole clauses, most of which an engine understands."""
    clauses = draw(st.lists(st.sampled_from(CLAUSES), max_size=6))
    gap = draw(st.sampled_from((" ", "\n", "\r\n", "\t", "\u00a0", "/* x */", " // x\n")))
    return gap.join(["MATCH (n)", *clauses, "RETURN 1 AS one"])


ANY_QUERY = st.one_of(soups(), hidden_changes(), assembled())


@settings(SLOW, max_examples=300)
@given(st.one_of(st.text(), soups(), hidden_changes(), st.text("'\"`\\/*\n\r {}();u0027$:.")))
def test_any_text_passes_or_is_refused_in_one_sentence(text: str) -> None:
    try:
        refuse_unless_read_only(text)
    except UsageError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017  # both endings are right


@settings(SLOW)
@given(st.data())
def test_change_at_the_place_of_a_clause_is_refused(data: st.DataObject) -> None:
    clauses = data.draw(st.lists(st.sampled_from(CLAUSES), max_size=6))
    place = data.draw(st.integers(0, len(clauses)))
    change = data.draw(st.sampled_from(CHANGES))
    gap = data.draw(st.sampled_from((" ", "\n", "\r\n", "\t", "\u00a0", "/* x */", " // x\n")))
    cased = data.draw(st.sampled_from((str.upper, str.lower, str.title, str.swapcase)))
    whole = [*clauses[:place], cased(change), *clauses[place:], "RETURN 1 AS one"]
    assert not passes(gap.join(whole))
    without = gap.join(["MATCH (n)", *clauses, "RETURN 1 AS one"])
    refuse_unless_read_only(without)


NAMES = st.sampled_from(("CREATE", "set", "Delete", "DETACH", "merge", "Remove", "load", "FOREACH"))


@settings(SLOW)
@given(NAMES, NAMES, st.sampled_from(CHANGES))
def test_words_of_writing_pass_where_they_can_only_be_names(
    name: str, other: str, change: str
) -> None:
    quoted = change.replace("'", "\\'")
    text = (
        f"MATCH (n:{name}|{other} {{{name}: '{quoted}'}})-[r:{other}*1..2]->(m:{name}&{other})"
        f" /* {change} */ WHERE n.{name} = r . {other} // {change}\n"
        f" WITH n, {{{name}: 1, {other}: {{{name}: 2}}}} AS `{change}`, n {{.{name}}} AS p"
        f" RETURN `{change}`.{other} AS `{name}`, $`{change}` AS `{other}`, ${name} AS q"
    )
    refuse_unless_read_only(text)


_PIECES = """
    /* */ // ' '' " ` `` ( () { [] \\ \\u \\' '\\ a 1 1. 1e . .. : $ $a CALL{ ก ; n. a( a.b( a:
    {a: / CALL( UNION
"""


@pytest.mark.parametrize(
    "piece",
    [*_PIECES.split(), " ", "\r", "a ", "/* */", "//\r", "//\n", "CALL a.", "UNION ALL "],
    ids=ascii,
)
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    least = 2_000 // len(piece)
    once, thrice = (calls(f"RETURN {piece * count}") for count in (least, 3 * least))
    assert thrice <= 4 * once + 50  # Were each word looked at from each other, nine times.


@pytest.mark.parametrize("piece", ["/*", "'", "`", "(", "{a:", "\\", "//\r", "CALL {"])
def test_long_nonsense_is_refused(piece: str) -> None:
    assert not passes(piece * (guard.MAX_CHARACTERS // len(piece)))


def calls(text: str) -> int:
    """How many functions are called to look at a text: no clock, so no slow machine disturbs."""
    count = 0

    def on_event(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(on_event)
    try:
        passes(text)
    finally:
        sys.setprofile(None)
    return count


# On the engines -----------------------------------------------------------------------------------

CITY = (
    "CREATE (:Policy {id: 'P1', guarded: true, set: 1, title_th: 'ปลอดภัยดี'})"
    "-[:CALLS_FOR {basis: 'stated'}]->(:Objective {id: 'O1', guarded: true}),"
    " (:Project {id: 'PRJ1', guarded: true, budget: 5})-[:LED_BY]->(:Unit {id: 'B1'})"
)
STATE = (
    "MATCH (n) OPTIONAL MATCH (n)-[r]->() WITH n, count(r) AS arrows"
    " RETURN count(n) AS nodes, sum(arrows) AS arrows, sum(size(keys(n))) AS properties,"
    " sum(size(labels(n))) AS labels"
)
# On a server others may write at the same time; what is new there, its counters tell.
OWN_STATE = STATE.replace("(n)", "(n {guarded: true})", 1)


class OnKglite:
    """The embedded engine, with a graph that may be written to."""

    def __init__(self) -> None:
        import kglite

        kglite.set_query_warning_policy("silent")
        self._refusal = kglite.KgError
        self._graph = kglite.KnowledgeGraph()
        self._graph.cypher(CITY)

    def changed_by(self, text: str) -> bool:
        before = list(self._graph.cypher(STATE))
        self.understands(text)
        return list(self._graph.cypher(STATE)) != before

    def understands(self, text: str) -> bool:
        try:
            self._graph.cypher(without_comments(text), params=VALUES, timeout_ms=5_000)
        except self._refusal:
            return False
        return True


def changed_on_server(driver: Any, text: str) -> bool:
    """Say whether a text changes the server; all of it is taken back."""
    from neo4j.exceptions import ClientError

    with driver.session() as session:
        transaction = session.begin_transaction()
        try:
            transaction.run(CITY).consume()
            before = transaction.run(OWN_STATE).data()
            summary = transaction.run(text, VALUES).consume()
            counters = summary.counters
            changed: bool = counters.contains_updates or counters.contains_system_updates
            return changed or transaction.run(OWN_STATE).data() != before
        except ClientError:
            return False  # Not understood: nothing was run.
        finally:
            transaction.close()  # Leaving it by `with` would keep what it wrote.


def test_changes_would_be_seen_on_kglite() -> None:
    assert OnKglite().changed_by("MATCH (n) SET n.zzz = 1")


@pytest.mark.parametrize("text", COMMON, ids=ascii)
def test_harmless_query_runs_on_kglite_and_changes_nothing(text: str) -> None:
    engine = OnKglite()
    assert engine.understands(text)
    assert not engine.changed_by(text)


@settings(SLOW, max_examples=300)
@given(ANY_QUERY)
def test_what_passes_changes_nothing_on_kglite(text: str) -> None:
    if passes(text):
        assert not OnKglite().changed_by(text)


def test_changes_would_be_seen_on_the_server(neo4j_server: Neo4j) -> None:
    with neo4j_server.driver() as driver:
        assert changed_on_server(driver, "MATCH (n:Policy {id: 'P1'}) SET n.zzz = 1")
        assert changed_on_server(driver, r"MATCH (n:Policy {id: 'P1'}) \u0053ET n.zzz = 1")
        left = driver.execute_query("MATCH (n) WHERE n.zzz IS NOT NULL RETURN n").records
    assert left == []


def test_harmless_queries_run_on_the_server_and_change_nothing(neo4j_server: Neo4j) -> None:
    with neo4j_server.driver() as driver:
        for text in HARMLESS:
            driver.execute_query(f"EXPLAIN {text}", VALUES)
            assert not changed_on_server(driver, text), text


def test_query_at_a_limit_is_borne_by_the_server(neo4j_server: Neo4j) -> None:
    with neo4j_server.driver() as driver:
        for build, most in AT_MOST:
            driver.execute_query(f"EXPLAIN {build(most)}")


def test_what_passes_changes_nothing_on_the_server(neo4j_server: Neo4j) -> None:
    with neo4j_server.driver() as driver:

        @settings(SLOW, max_examples=150)
        @given(ANY_QUERY)
        def holds(text: str) -> None:
            if passes(text):
                assert not changed_on_server(driver, text)

        holds()
