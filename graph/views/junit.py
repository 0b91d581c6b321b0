"""JUnit XML, for the test pages of Jenkins, GitLab and others.

A suite for each report, or for each file of a check. Each problem and each finding is a test that
failed, whatever its severity; a waived finding is one that was skipped. A report without findings
and a file without problems are each one test that passed, since an empty suite is an error to some
readers.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence

from graph.views.remarks import Remark, Remarks

# All that XML 1.0 does not allow, even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PASSED = "ok"


def render(groups: Sequence[Remarks]) -> str:
    """Return a document with a suite for each report, or for each file."""
    root = ET.Element("testsuites", {"name": "policytrace"})
    for group in groups:
        for name, remarks in _suites(group):
            root.append(_suite(group, name, remarks))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.attrib[count]) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suites(group: Remarks) -> Iterator[tuple[str, list[Remark]]]:
    if group.files is None:
        yield group.name, list(group.remarks)
        return
    by_file: dict[str, list[Remark]] = {file: [] for file in group.files}
    for one in group.remarks:
        by_file.setdefault(one.file, []).append(one)
    yield from by_file.items()


def _suite(group: Remarks, name: str, remarks: Sequence[Remark]) -> ET.Element:
    skipped = sum(1 for one in remarks if one.waiver)
    counts = {
        "tests": max(1, len(remarks)),
        "failures": len(remarks) - skipped,
        "errors": 0,
        "skipped": skipped,
    }
    attributes = {"name": _text(name), **{key: str(count) for key, count in counts.items()}}
    suite = ET.Element("testsuite", attributes)
    suite.extend(_cases(group, remarks))
    return suite


def _cases(group: Remarks, remarks: Iterable[Remark]) -> Iterator[ET.Element]:
    of_group = {"classname": f"policytrace.{group.name}"}
    case = None
    for one in remarks:
        name = f"{one.code} {one.line}:{one.column}" if group.files is not None else one.fingerprint
        case = ET.Element("testcase", {**of_group, "name": _text(name)})
        if one.waiver:
            ET.SubElement(case, "skipped", {"message": _text(one.waiver)}).text = _text(str(one))
        else:
            said = {"type": one.code, "message": _text(one.message)}
            ET.SubElement(case, "failure", said).text = _text(str(one))
        yield case
    if case is None:
        yield ET.Element("testcase", {**of_group, "name": _PASSED})


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
