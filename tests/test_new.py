"""`policytrace new`: an item more, in its file, and nothing else changed."""

import re
from pathlib import Path

import pytest

import cli
from graph import app
from graph.app import adding
from graph.model.vocabulary import NodeKind
from graph.problems import Severity
from tests.commands import Ran, run

pytestmark = pytest.mark.usefixtures("home")
TITLE = ("--title-th", "ทางเท้าเดินได้", "--title-en", "Walkable footpaths")
BOTH = "title: {th: ทางเท้าเดินได้, en: Walkable footpaths}"


def new(*arguments: str) -> Ran:
    return run("new", *arguments)


def write(text: str, name: str = "data/all.yaml") -> Path:
    """A folder with this one file, in place of the city."""
    for path in sorted(Path("data").rglob("*.yaml")):
        path.unlink()
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def added_to(text: str, *arguments: str) -> str:
    """The text of the one file after an item more."""
    path = write(text)
    ran = new(*arguments)
    assert ran.code == 0, ran.err
    return path.read_bytes().decode()


# Each kind, in the city of the tests --------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "name", "line"),
    [
        (["policy", *TITLE], "plan.yaml", "  - id: P006"),
        (
            ["strategy", *TITLE, "--set", "part_of=S1", "--owner", "B1000,D01"],
            "plan.yaml",
            f"  - {{id: S1.2, {BOTH}, owner: [B1000, D01], part_of: S1}}",
        ),
        (["kpi", *TITLE, "--set", "strategy=S1.1"], "plan.yaml", "    strategy: S1.1"),
        (["dimension", "--id", "clean", *TITLE], "plan.yaml", f"  - {{id: clean, {BOTH}}}"),
        (
            ["objective", *TITLE, "--owner", "B1000", "--set", "policies=P001, P002"],
            "okr-2567.yaml",
            "    policies: [P001, P002]",
        ),
        (
            ["key-result", *TITLE, "--set", "objective=O2", "--set", "target=90"],
            "okr-2567.yaml",
            "        target: 90",
        ),
        (
            ["project", *TITLE, "--lead", "D01", "--set", "key_results=KR2", "--set", "budget=0"],
            "projects.yaml",
            "    key_results: [KR2]",
        ),
        (
            ["unit", "--id", "D09", *TITLE, "--set", "kind=district", "--set", "areas=[]"],
            "districts.yaml",
            f"  - {{id: D09, {BOTH}, kind: district, areas: []}}",
        ),
        (
            ["area", "--id", "A09", *TITLE, "--set", "kind=zone"],
            "city.yaml",
            f"  - {{id: A09, {BOTH}, kind: zone}}",
        ),
        (
            ["handoff", *TITLE, "--set", "from=D01", "--set", "to=B1000", "--set", "asked_on=2024"],
            "projects.yaml",
            f"  - {{id: H-7, subject: {BOTH[7:]}, from: D01, to: B1000, asked_on: 2024}}",
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_item_of_each_kind_stands_in_its_file(arguments: list[str], name: str, line: str) -> None:
    old = {path: path.read_text(encoding="utf-8") for path in Path("data").rglob("*.yaml")}
    errors = app.check(Path("data")).at_least(Severity.ERROR)

    ran = new(*arguments)

    assert ran.code == 0, ran.err
    new_ones = {path: path.read_text(encoding="utf-8") for path in Path("data").rglob("*.yaml")}
    (changed,) = [path for path in new_ones if new_ones[path] != old.get(path)]
    lines = new_ones[changed].splitlines()
    told, _, place = ran.err.splitlines()[-1].rpartition(":")
    assert changed.name == name
    assert line in lines
    assert told.endswith(f" to {changed}")
    assert lines[int(place) - 1] not in old[changed].splitlines()
    assert app.check(Path("data")).at_least(Severity.ERROR) == errors


def test_handoff_of_an_item_stands_inside_it() -> None:
    asked = ("--title-th", "ขอย้ายเสา", "--set", "from=D01", "--set", "to=B1000")
    assert new("handoff", *asked, "--set", "item=PRJ-02").code == 0
    assert new("handoff", *asked, "--set", "item=KR4", "--id", "H-99").code == 0
    ran = new("handoff", *asked, "--set", "item=KR2", "--file", "projects.yaml", "--id", "H-98")
    assert ran.code == 0, ran.err

    items = app.open_portfolio(Path("data")).items
    found = {one.id: (getattr(one, "item", None), one.file) for one in items.values()}
    assert found["H-99"] == ("KR4", "data/okr-2567.yaml")
    assert found["H-98"] == ("KR2", "data/projects.yaml")
    inside = Path("data/projects.yaml").read_text(encoding="utf-8")
    assert (
        "    handoffs:\n      - id: H-" in inside.partition("id: PRJ-02")[2].partition("PRJ-03")[0]
    )


def test_command_line_knows_every_kind() -> None:
    assert sorted(cli._KINDS) == sorted(adding.KINDS)
    assert set(adding.KINDS.values()) == set(NodeKind)


# The text around it -------------------------------------------------------------------------------

POLICY = ("policy", "--id", "P2", "--title-th", "ก", "--title-en", "A")
LINES = "  - id: P2\n    title: {th: ก, en: A}\n"
MORE_LINES = "  - id: P2\n    title:\n      th: ก\n      en: A\n"
BRACKETS = "{id: P2, title: {th: ก, en: A}}"
P1 = "  - id: P1\n    title: {th: ข, en: B}\n    valid_from: 2022-06-01\n"
P0 = "  - id: X0\n    title: {th: ข, en: B}\n"
# What is put in stands between « and », what is taken out between ‹ and ›.
CASES = {
    "empty file": f"«policies:\n{MORE_LINES}»",
    "comments alone": f"# only this\n«\npolicies:\n{MORE_LINES}»",
    "no list": f"format: 1\n«\npolicies:\n{MORE_LINES}»",
    "no list and no end of line": f"format: 1«\n\npolicies:\n{MORE_LINES}»",
    "no list and an empty line": f"format: 1\n\n«policies:\n{MORE_LINES}»",
    "no list before the end": f"format: 1\n«\npolicies:\n{MORE_LINES}»...\n",
    "deeper root": f"  format: 1\n«\n  policies:\n{re.sub('(?m)^', '  ', MORE_LINES)[:-2]}»",
    "braces": f"{{«policies: [{BRACKETS}]»}}",
    "braces without the list": f"{{format: 1«, policies: [{BRACKETS}]»}}",
    "braces around an empty list": f"{{policies: [«{BRACKETS}»]}}",
    "braces around nothing": f"{{policies: «[{BRACKETS}]»}}",
    "braces around null": f"{{policies: ‹~›«[{BRACKETS}]»}}",
    "empty list": f"policies:‹ []›  # none yet\n«{MORE_LINES}»\nkpis: []\n",
    "list with nothing after it": f"policies:\n«{MORE_LINES}»kpis:\n",
    "null for a list": f"policies:‹ null›\n«{MORE_LINES}»",
    "empty list below": f"policies:\n  [«{BRACKETS}»]\n",
    "empty list of two lines": f"policies: [«{BRACKETS}»\n]\n",
    "brackets": f"policies: [{{id: P1, title: ข}}«, {BRACKETS}»]  # so far\n",
    "brackets and a comma": f"policies: [{{id: P1, title: ข}},« {BRACKETS},» ]\n",
    "brackets of lines": (
        f"policies: [\n  {{id: P1, title: ข}}«,»  # first, of two\n«  {BRACKETS}\n»]\n"
    ),
    "brackets of lines and a comma": (
        f"policies: [\n  {{id: P1, title: ข}},  # first, of two\n«  {BRACKETS},\n»]\n"
    ),
    "brackets that close on the last line": (
        f"policies: [\n  {{id: P1, title: ข}}«,\n  {BRACKETS}»]\n"
    ),
    "comments behind": (f"policies:\n{P1}      # of P1\n«{LINES}»  # of the list\n\nkpis: []\n"),
    "empty lines between": f"policies:\n{P0}\n{P1}«\n{LINES}»\n\n# end\n",
    "empty lines in another list": (
        f"policies:\n{P1}«\n{LINES}»kpis:\n  - id: A\n    title: ก\n\n  - id: B\n    title: ข\n"
    ),
    "text of lines behind": (
        f"policies:\n{P1}    note: >-\n      one\n      two\n«{LINES}»\n\nkpis: []\n"
    ),
    "text that keeps its empty lines": (
        f"policies:\n{P1}    note: |+\n      one\n\n\n«{LINES}»kpis: []\n"
    ),
    "text that keeps them, without a list": (
        f"dimensions:\n{P0}    note: |+\n      one\n\n\n«policies:\n{LINES}»"
    ),
    "dashes below the key": (
        "policies:\n- id: P1\n  title: ข\n«- id: P2\n  title: {th: ก, en: A}\n»"
    ),
    "wide steps": (
        "policies:\n    -   id: P1\n        title:\n            th: ข\n"
        "«    -   id: P2\n        title:\n            th: ก\n            en: A\n»"
    ),
    "items in braces": f"policies:\n  - {{id: P1,\n     title: ข}}«\n  - {BRACKETS}\n»",
    "carriage returns": (
        "format: 1\r\npolicies:\r\n  - id: P1\r\n    title: {th: ข}\r\n"
        "«  - id: P2\r\n    title: {th: ก, en: A}\r\n»"
    ),
    "byte-order mark": f"\ufeffpolicies:\n{P1}«{LINES}»",
    "line separator": f"---\npolicies:\n  - id: P1\n    title: ข\u2028ค\n«{LINES}»",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES)
def test_item_is_put_into_the_text_as_it_stands(marked: str) -> None:
    assert added_to(before(marked), *POLICY, "--file", "all.yaml") == after(marked)


def before(marked: str) -> str:
    return re.sub("«.*?»|[‹›]", "", marked, flags=re.DOTALL)


def after(marked: str) -> str:
    return re.sub("‹.*?›|[«»]", "", marked, flags=re.DOTALL)


RESULTS = {
    "no key results": (
        "objectives:\n  - id: O1\n    title: ก  # here\n    # below\n«    key_results:\n"
        "      - id: K\n        title: {th: ค}\n        target: 5\n»\n  - id: O2\n    title: ข\n"
    ),
    "empty key results": (
        "objectives:\n- id: O1\n  title: ก\n  key_results:‹ []›\n"
        "«  - id: K\n    title: {th: ค}\n    target: 5\n»"
    ),
    "brackets": (
        'objectives: [{id: "O1", title: ก«, key_results: [{id: K, title: {th: ค}, target: 5}]»}]'
    ),
    "brackets in lines": (
        "objectives:\n  - {id: O1, title: ก, key_results: [{id: J, title: ก, target: 1}«,"
        " {id: K, title: {th: ค}, target: 5}»]}\n"
    ),
}


@pytest.mark.parametrize("marked", RESULTS.values(), ids=RESULTS)
def test_key_result_is_put_under_its_objective(marked: str) -> None:
    asked = ("--id", "K", "--title-th", "ค", "--set", "objective=O1", "--set", "target=5")
    assert added_to(before(marked), "key-result", *asked) == after(marked)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("ถนน", "ถนน"),
        ("  ถนน \t", "ถนน"),
        ("ถนน: สาย 1", '"ถนน: สาย 1"'),
        ("ถนน #1", '"ถนน #1"'),
        ('เขา"ว่า"', 'เขา"ว่า"'),
        ('"ว่า"', '"\\"ว่า\\""'),
        ("it's", "it's"),
        ("- ขีด", '"- ขีด"'),
        ("2567", '"2567"'),
        ("1e3", '"1e3"'),
        ("0x1F", '"0x1F"'),
        ("null", '"null"'),
        ("ไม่", "ไม่"),
        ("no", "no"),
        ("a, b", "a, b"),
        ("[ข้อเสนอ]", '"[ข้อเสนอ]"'),
        ("*ด่วน", '"*ด่วน"'),
        ("100%", "100%"),
        ("%ร้อยละ", '"%ร้อยละ"'),
        ("จบ:", '"จบ:"'),
        ("C:\\data", "C:\\data"),
        ("น\u0e4d\u0e32ท่วม", "น้ำท่วม".replace("้", "")),
        ("ซ่อน\u200bตัว", "ซ่อนตัว"),
    ],
)
def test_title_is_quoted_only_where_it_must_be(title: str, written: str) -> None:
    text = added_to("policies: []\n", "policy", "--title-th", title, "--file", "all.yaml")
    assert text == f"policies:\n  - id: P1\n    title:\n      th: {written}\n"


def test_new_file_begins_with_the_schema_of_the_folder() -> None:
    write("format: 1\n")
    assert run("schema", "-o", "data/schema.json").code == 0
    asked = ("--title-th", "เขต", "--set", "kind=district", "--id", "D1")

    assert new("unit", *asked).code == 0

    assert Path("data/units/D1.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../schema.json\nformat: 1\n\n"
        "units:\n  - id: D1\n    title:\n      th: เขต\n    kind: district\n"
    )


def test_item_can_be_the_first_of_an_empty_folder() -> None:
    write("format: 1\n").unlink()
    assert new("policy", "--title-th", "ถนน").code == 0
    text = Path("data/policies.yaml").read_text(encoding="utf-8")
    assert text == "format: 1\n\npolicies:\n  - id: P1\n    title:\n      th: ถนน\n"


def test_file_keeps_its_mode_and_a_link_stays_a_link() -> None:
    path = write("policies: []\n")
    path.rename("elsewhere.yaml")
    Path("elsewhere.yaml").chmod(0o640)
    path.symlink_to(Path("elsewhere.yaml").resolve())

    assert new(*POLICY, "--file", "data/all.yaml").code == 0

    assert path.is_symlink()
    assert Path("elsewhere.yaml").stat().st_mode & 0o777 == 0o640
    assert "P2" in path.read_text(encoding="utf-8")
    assert [one for one in Path("data").iterdir() if one.is_file()] == [path]


# The next id --------------------------------------------------------------------------------------


def ids(*names: str, kind: str = "policies", more: str = "") -> str:
    return f"{kind}:\n" + "".join(f"  - {{id: {one}, title: ก{more}}}\n" for one in names)


@pytest.mark.parametrize(
    ("text", "kind", "given", "expected"),
    [
        (ids("P001", "P002", "P010"), "policy", [], "P011"),
        (ids("P9"), "policy", [], "P10"),
        (ids("P1") + ids("P2", kind="dimensions"), "policy", [], "P3"),
        (ids("A-1", "B-1", "B-2"), "policy", [], "B-3"),
        (ids("S1", "S2", "S1.1", kind="strategies"), "strategy", ["part_of=S2"], "S3"),
        (
            ids("S1", "S2", kind="strategies") + "  - {id: S1.1, title: ก, part_of: S1}\n",
            "strategy",
            ["part_of=S2"],
            "S2.1",
        ),
        (
            ids("O-2567-01", kind="objectives", more=", fiscal_year: 2567"),
            "objective",
            ["fiscal_year=2568"],
            "O-2568-01",
        ),
        (
            'units:\n  - {id: D1, title: ก, kind: district, external_ids: {plan: "5001"}}\n'
            '  - {id: D2, title: ก, kind: district, external_ids: {plan: "5002"}}\n'
            + ids("PRJ-5001-01", "PRJ-5001-02", kind="projects", more=", lead: D1"),
            "project",
            ["lead=D2"],
            "PRJ-5002-01",
        ),
        (ids("PRJ-3781", "PRJ-4061", "PRJ-N7", kind="projects"), "project", [], "PRJ-N8"),
    ],
)
def test_next_id_goes_on_as_the_ids_before_it(
    text: str, kind: str, given: list[str], expected: str
) -> None:
    fields = [word for one in given for word in ("--set", one)]
    assert f"id: {expected}" in added_to(text, kind, "--title-th", "ก", *fields)


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        (ids("safe", "clean", kind="dimensions"), ["dimension"]),
        (ids("PRJ-3781", "PRJ-4061", kind="projects"), ["project"]),
    ],
)
def test_id_is_asked_for_where_no_numbers_are_counted(text: str, arguments: list[str]) -> None:
    write(text)
    ran = new(*arguments, "--title-th", "ก")
    assert ran.code == 2
    assert (
        ran.err == f"Error: the ids of {arguments[0]}s are not numbered here: give one with --id\n"
    )


# What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["policy"], "a policy needs more: give --title-th …"),
        (
            ["unit", "--title-th", "ก"],
            "needs more: give --set kind=city|district|bureau|office|division|section|external",
        ),
        (["handoff"], "a handoff needs more: give --set from=… --set to=… --title-th …"),
        (["key-result", "--title-th", "ก"], "a key result needs more: give --set objective=…"),
        (["policy", "--title-th", "ก\nข"], "title th must be text of one line"),
        (["policy", "--title-th", "ก\u2029ข"], "title th must be text of one line"),
        (["policy", "--title-th", "ก\x07"], "without control characters"),
        (["policy", "--title-th", "  "], "title th is empty"),
        (["policy", "--title-th", "\u200b\u3000"], "title th is empty"),
        (["handoff", "--set", "subject= "], "subject is empty"),
        (["policy", *TITLE, "--set", "note"], "--set note is not FIELD=VALUE, such as target=90"),
        (["policy", *TITLE, "--set", "note="], "note is empty"),
        (["policy", *TITLE, "--set", "ownr=B1"], "has no field 'ownr'; did you mean 'owner'?"),
        (["policy", *TITLE, "--set", "title=ก"], "give the title with --title-th"),
        (["policy", *TITLE, "--id", "ก1"], "'ก1' is not an id"),
        (["policy", *TITLE, "--owner", "B1", "--set", "owner=B1"], "the owner is given twice"),
        (["policy", *TITLE, "--set", "note=a", "--set", "note=b"], "--set note is given twice"),
        (["policy", *TITLE, "--set", "valid_from=2567-01-01"], "so write 2024-01-01"),
        (["unit", *TITLE, "--set", "kind=buro"], "did you mean 'bureau'?"),
        (["unit", *TITLE, "--set", "kind=bureau", "--lead", "B1"], "has neither owner nor lead"),
        (["objective", *TITLE, "--set", "fiscal_year=2024"], "did you mean 2567?"),
        (["objective", *TITLE, "--set", "key_results=KR1"], "policytrace new key-result"),
        (["project", *TITLE, "--set", "budget=1,5"], "budget must be a number of baht"),
        (["project", *TITLE, "--set", "lead=[B1]"], "lead must be one id, not a list"),
        (["project", *TITLE, "--set", "waive=TRC201"], "as in YAML"),
        (["project", *TITLE, "--set", "waive=[{rule: TRC201}"], "as in YAML"),
        (["project", *TITLE, "--set", "supports=[B1, ก1]"], "'ก1' is not an id"),
        (["handoff", "--title-th", "ก", "--set", "subject=ข", "--set", "from=A", "--set", "to=B"],
         "the subject is given twice"),
        (["key-result", *TITLE, "--set", "objective=O9"], "there is no objective 'O9'"),
        (["handoff", *TITLE, "--set", "from=D01", "--set", "to=D02", "--set", "item=P001"],
         "there is no project or key result 'P001'"),
        (["key-result", *TITLE, "--set", "objective=O1", "--file", "plan.yaml"],
         "stands inside its objective, in data/okr-2567.yaml"),
        (["policy", *TITLE, "--file", "../x.yaml"], "'../x.yaml' is not in 'data'"),
        (["policy", *TITLE, "--file", "x.yml"], "'x.yml' would not be read"),
        (["policy", *TITLE, "--file", ".x.yaml"], "'.x.yaml' would not be read"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_one_sentence(arguments: list[str], said: str) -> None:
    before = {path: path.read_bytes() for path in Path("data").rglob("*") if path.is_file()}
    ran = new(*arguments)
    assert ran.code == 2
    assert said in ran.err.splitlines()[-1]
    assert {path: path.read_bytes() for path in Path("data").rglob("*") if path.is_file()} == before


def test_item_that_would_bring_errors_is_not_written() -> None:
    old = Path("data/projects.yaml").read_bytes()
    ran = new("project", *TITLE, "--lead", "B9000", "--set", "key_results=KR2", "--id", "PRJ-01")
    assert ran.code == 2
    assert ran.out == ""
    *problems, last = ran.err.splitlines()
    assert [one.rpartition("[")[2] for one in problems] == ["SRC130]", "SRC140]"]
    assert last == "Error: nothing was written: with 'PRJ-01' come these errors"
    assert Path("data/projects.yaml").read_bytes() == old


def test_errors_that_were_there_before_do_not_stop_an_item() -> None:
    text = added_to("policies:\n  - {id: P1, title: ก, owner: [B9]}\n", "policy", *TITLE)
    assert "id: P2" in text


def test_file_that_cannot_be_read_is_left_alone() -> None:
    path = write('policies:\n  - {id: P1, title: "ก}\n')
    ran = new(*POLICY, "--file", "data/all.yaml")
    assert ran.code == 2
    first, last = ran.err.splitlines()
    assert re.fullmatch(r"data/all\.yaml:.* \[SRC101\]", first)
    assert last == "Error: data/all.yaml has errors, so nothing is put in: mend them first"
    assert "P2" not in path.read_text(encoding="utf-8")


def test_folder_that_is_not_there_is_one_sentence() -> None:
    ran = new(*POLICY, "--data", "nowhere")
    assert ran.code == 2
    assert ran.err.startswith("Error: there is no folder 'nowhere'")


def test_dry_run_shows_the_change_and_writes_nothing() -> None:
    path = write("policies:\n  - id: P1\n    title: {th: ก, en: A}\n")
    ran = new(*POLICY, "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "--- data/all.yaml\n+++ data/all.yaml\n@@ -1,3 +1,5 @@\n policies:\n   - id: P1\n"
        "     title: {th: ก, en: A}\n+  - id: P2\n+    title: {th: ก, en: A}\n"
    )
    assert "P2" not in path.read_text(encoding="utf-8")


def test_notices_of_the_new_item_are_told() -> None:
    ran = new("policy", "--title-th", "ถนน")
    assert ran.code == 0
    assert "this policy has no title in English" in ran.err
    assert len(ran.err.splitlines()) == 2, "nothing of the other items"
