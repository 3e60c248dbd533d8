"""A report as JUnit's XML, which CI systems show: a suite a shape, a failure a finding."""

from __future__ import annotations

from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement, tostring

from adisteme.languages import message
from adisteme.validation.baseline import key_of
from adisteme.validation.formats.clean import clean, message_of, named
from adisteme.validation.report import Finding, Known, Report


def written(report: Report, lang: str) -> str:
    """The test suites: each shape that looked at records, its findings as failures, known ones as skipped.

    A shape without findings is one test passed. Where nothing was checked, that is an error.
    """
    of_shape: dict[str, list[Finding | Known]] = defaultdict(list)
    for finding in report.results:
        of_shape[finding.shape].append(finding)
    for known in report.known:
        of_shape[known.finding.shape].append(known)
    root = Element("testsuites", name="adisteme")
    looked = sorted({row.shape for row in report.coverage if row.targets} | set(of_shape))
    for shape in looked:
        _suite(root, shape, of_shape.get(shape, []), lang)
    if report.verdict == "nothing_checked":
        _nothing(root, lang)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, shape: str, found: list[Finding | Known], lang: str) -> None:
    name = clean(key_of(shape))
    suite = SubElement(root, "testsuite", name=name, tests=str(max(1, len(found))), errors="0")
    suite.set("failures", str(sum(1 for entry in found if isinstance(entry, Finding))))
    suite.set("skipped", str(sum(1 for entry in found if isinstance(entry, Known))))
    if not found:
        SubElement(suite, "testcase", classname=name, name=name)
    for entry in found:
        finding = entry.finding if isinstance(entry, Known) else entry
        case = SubElement(suite, "testcase", classname=name, name=_case(finding, lang))
        if finding.file:
            case.set("file", clean(finding.file))
        if finding.line:
            case.set("line", str(finding.line))
        if isinstance(entry, Known):
            SubElement(case, "skipped", message=clean(f"{entry.reason} ({entry.author}, {entry.expires})"))
        else:
            failure = SubElement(case, "failure", type=finding.severity)
            failure.set("message", message_of(finding.message, lang))
            failure.text = _details(finding)


def _case(finding: Finding, lang: str) -> str:
    value = f" · {finding.value['value']}" if finding.value else ""
    label = named(finding.label, lang)
    return clean(f"{label} {finding.focus}{value}".strip())


def _details(finding: Finding) -> str:
    at = ":".join(str(part) for part in (finding.file, finding.sheet, finding.line, finding.column) if part)
    parts = (at, finding.provision and f"[{_place(finding)}]", finding.quote and f"«{finding.quote}»")
    return clean("\n".join(part for part in parts if part))


def _place(finding: Finding) -> str:
    return f"{finding.act} {finding.provision}" if finding.cited_as else str(finding.provision)


def _nothing(root: Element, lang: str) -> None:
    suite = SubElement(root, "testsuite", name="adisteme", tests="1", failures="0", errors="1", skipped="0")
    case = SubElement(suite, "testcase", classname="adisteme", name="nothing_checked")
    SubElement(case, "error", type="nothing_checked", message=message("validate.nothing_checked", lang))
