"""Reports made by hand for the tests of their forms."""

from __future__ import annotations

from adisteme.validation.report import Coverage, Finding, Known, Organisation, Report, Unchecked, counted

SHAPE = "https://w3id.org/adisteme/shape/"
PLACE = "https://w3id.org/adisteme/act/kz-583-2007/p"
COLLEGE = Organisation("https://e.org/college-1", {"ru": "Колледж 1", "en": "College 1"})


def finding(focus: str = "https://e.org/plan-1", shape: str = "plan-approver", **more: object) -> Finding:
    plain: dict = {
        "severity": "violation",
        "focus": focus,
        "path": "<https://w3id.org/adisteme/ns#actor>",
        "value": {"type": "uri", "value": "https://e.org/person-12"},
        "message": {
            "ru": "Утвердил не тот.",
            "kk": "Басқа адам бекітті.",
            "en": "The wrong person approved.",
        },
        "shape": SHAPE + shape,
        "component": "SPARQLConstraintComponent",
        "provision": "19",
        "quote": "утверждаются руководителем",
        "file": "a.ttl",
        "line": 7,
        "provision_id": PLACE + "19",
        "label": {"ru": "План 1"},
        "organisation": COLLEGE,
    }
    return Finding(**plain | more)


def report(*findings: Finding, known: list[Known] | None = None, **more: object) -> Report:
    plain: dict = {
        "verdict": "violations",
        "conforms": False,
        "counts": counted(findings),
        "results": list(findings),
        "coverage": [
            Coverage("19", SHAPE + "plan-approver", 2, 1),
            Coverage("29", SHAPE + "plan-yearly", 2, 0),
            Coverage("34", SHAPE + "decision", 0, 0),
        ],
        "unchecked": [Unchecked("https://e.org/Boat", 3, "https://e.org/Body")],
        "release": "1.0",
        "total": len(findings),
    }
    made = Report(**plain | more)
    return made.knowing(known, []) if known else made
