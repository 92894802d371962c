"""The command: exit codes, silence in a pipe, and errors for people."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import policygraph
from places import WORLD, WORLD_TEXTS, Break
from policygraph.command import main


def run(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "policygraph", *words], capture_output=True, text=True, cwd=cwd, check=False
    )


def test_in_a_pipe_a_build_is_silent_and_leaves_its_files(tmp_path: Path) -> None:
    done = run("build", str(WORLD), "--out", "made", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [
        "graph.trig", "index.html", "linkages.csv", "mappings.sssom.tsv", "network.gexf", "network.graphml",
        "statements.ttl", "store",
    ]  # fmt: skip
    asked = run("ask", "which-links-are-found-missing", "--graph", "made", "--format", "csv", cwd=tmp_path)
    assert asked.stdout.splitlines()[0] == "subject,type,object,mode,holder,place,statement"


def test_a_corpus_with_faults_is_told_and_not_built(spoil: Break, tmp_path: Path) -> None:
    corpus = spoil("elements.csv", "silting,Challenge", "silting,Trouble")
    done = run("check", str(corpus))
    assert done.returncode == 1
    assert "elements.csv:28:9: no element type is called 'Trouble'" in done.stdout
    built = run("build", str(corpus), "--out", str(tmp_path / "made"))
    assert built.returncode == 1
    assert "no element type is called 'Trouble'" in built.stderr
    assert "Traceback" not in built.stderr
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["build", "nowhere"], "policygraph: there is no folder nowhere"),
        (["check", str(WORLD), "--sources", "nowhere"], "there is no folder nowhere with source texts"),
        (["ask", "no-such"], "there is no question 'no-such'"),
        (["ask", "x", "--file", "y"], "ask a packaged question or --file, not both"),
        (["ask", "--file", "y", "--param", "a=b"], "--param goes with a packaged question"),
        (
            ["ask", "what-is-linked-to-an-element", "--param", "cosme"],
            "--param takes name=value, not 'cosme'",
        ),
        (["ask", "which-links-are-found-missing", "--graph", "nowhere"], "there is no folder nowhere"),
        (["page", str(WORLD), "--out", "no/such/folder/p.html"], "cannot write no/such/folder/p.html"),
        (["locate", "nowhere.txt"], "nowhere.txt cannot be read: No such file or directory"),
        (
            ["locate", str(WORLD_TEXTS / "isle-note.md"), "--corpus", str(WORLD), "--document", "x"],
            "no document is called 'x'",
        ),
        (
            ["locate", str(WORLD.parent / "README.md"), "--corpus", str(WORLD)],
            "is not known for a copy of any document here",
        ),
    ],
)
def test_what_a_user_can_mend_is_one_plain_line(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    told = capsys.readouterr().err
    assert message in told
    assert len(told.splitlines()) == 1


def test_a_call_that_is_not_understood_exits_with_2() -> None:
    assert run("biuld").returncode == 2
    assert run().returncode == 2
    assert run("--version").stdout.startswith("policygraph ")


def test_locate_tells_what_stands_in_a_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy.txt"
    text = (WORLD_TEXTS / "valley-reply.txt").read_text("utf-8")
    copy.write_text(
        "Page 1\n" + text.replace("navigate", "walk").replace("hinder boatbuilding", "help boatbuilding"),
        "utf-8",
    )
    assert main(["locate", str(copy), "--corpus", str(WORLD), "--format", "csv"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert 'valley-reply.1-02,"paragraph 1, sentence 2",moved,4' in lines
    assert 'valley-reply.3-01,"paragraph 3, sentence 1",absent,' in lines
    assert main(["locate", str(WORLD_TEXTS / "valley-reply.txt"), "--corpus", str(WORLD)]) == 0


def test_a_pipe_that_is_closed_early_is_no_error() -> None:
    command = f"{sys.executable} -m policygraph ask --graph {WORLD} how-many-statements-per-status | true"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_on_a_terminal_each_stage_is_told(tmp_path: Path) -> None:
    import pty

    parent, child = pty.openpty()
    command = [sys.executable, "-m", "policygraph", "build", str(WORLD), "--out", str(tmp_path / "made")]
    done = subprocess.run(command, stderr=child, stdout=subprocess.PIPE, check=True)
    os.close(child)
    told = os.read(parent, 10_000).decode()
    os.close(parent)
    assert [line.split()[0] for line in told.splitlines()] == [
        "read",
        "anchor",
        "build",
        "check",
        "network",
        "page",
        "store",
        "done",
    ]
    assert "index.html" in told
    assert done.stdout == b""


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ("rdflib", "networkx", "numpy", "pyvis", "pyoxigraph", "owlready2")
    code = f"import sys, policygraph, policygraph.command; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_front_door_opens_whatever_was_imported_before() -> None:
    code = "import policygraph as p; p.build(sys.argv[1]); print(*(callable(getattr(p, n)) for n in p.__all__))"
    done = subprocess.run(
        [sys.executable, "-c", "import sys; " + code, str(WORLD)], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == {"True"}


def test_a_name_that_the_package_does_not_have_is_an_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = policygraph.nonsense


def test_a_new_corpus_is_checked_and_builds(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "mine")]) == 0
    corpus, texts = tmp_path / "mine" / "corpus", tmp_path / "mine" / "texts"
    assert main(["check", str(corpus), "--sources", str(texts)]) == 0
    assert main(["build", str(corpus), "--sources", str(texts), "--out", str(tmp_path / "mine" / "graph")]) == 0
    assert main(["anchor", str(corpus), "--sources", str(texts), "--out", str(tmp_path / "published")]) == 0
    assert main(["check", str(tmp_path / "published"), "--sources", str(texts)]) == 0


def test_a_corpus_is_begun_only_in_a_new_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    assert main(["init", str(tmp_path)]) == 1
    assert "is not an empty folder; name a new one" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("name", ["valley-reply.3-01", "https://example.org/harbours/statement/valley-reply.3-01"])
def test_a_statement_is_cited_with_holder_place_version_and_address(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cite", name, "--graph", str(WORLD)]) == 0
    assert capsys.readouterr().out.strip() == (
        "Saltworks Cluster (as reported by Upper Valley): Reply of the Upper Valley to the Harbour Plan, 2019-09-14, "
        "paragraph 3, sentence 1. In: The harbour regions, version 1, statement valley-reply.3-01, "
        "coded 2019-10-01 by Ines Quay. https://example.org/harbours/statement/valley-reply.3-01"
    )


def test_a_statement_that_is_not_there_proposes_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", "valley-reply.3-11", "--graph", str(WORLD)]) == 1
    assert "no statement is called 'valley-reply.3-11'; the nearest are valley-reply." in capsys.readouterr().err


def test_texts_that_are_not_found_are_told_in_a_pipe_too(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    done = run("build", str(WORLD), "--sources", str(tmp_path / "texts"), "--out", str(tmp_path / "out"))
    assert done.returncode == 0
    assert done.stderr.count("warning: no text of ") == 4
    assert "put it there as harbour-plan.txt, .md or .html" in done.stderr


def test_only_tables_are_published(copy: Path, tmp_path: Path) -> None:
    (copy / "harbour-plan.txt").write_text("the text itself", "utf-8")
    (copy / "statements" / "isle-note.csv.bak").write_text("quotes", "utf-8")
    (copy / ".git").mkdir()
    assert main(["anchor", str(copy), "--sources", str(WORLD_TEXTS), "--out", str(tmp_path / "out")]) == 0
    files = {path.name for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert all(name.endswith((".csv", ".toml")) for name in files)
    assert main(["anchor", str(copy), "--sources", str(WORLD_TEXTS), "--out", str(copy / "statements" / "out")]) == 1
    assert not (copy / "statements" / "out").exists()


@pytest.mark.parametrize("out", ["elements.csv", "page", ""])
def test_a_page_is_written_only_over_a_page(copy: Path, out: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = (copy / "elements.csv").read_bytes()
    assert main(["page", str(WORLD), "--out", str(copy / out)]) == 1
    assert "it must end in .html" in capsys.readouterr().err
    assert (copy / "elements.csv").read_bytes() == before


@pytest.mark.parametrize("out", ["/", ".", "", "..", "n" * 300])
def test_a_build_goes_into_a_folder_of_its_own(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(WORLD), "--out", out]) == 1
    assert capsys.readouterr().err.startswith("policygraph: ")


def test_a_damaged_store_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(WORLD), "--out", str(tmp_path / "out")]) == 0
    for path in (tmp_path / "out" / "store").glob("*.sst"):
        path.write_bytes(path.read_bytes()[:100])
    assert main(["ask", "which-links-are-found-missing", "--graph", str(tmp_path / "out")]) == 1
    assert "build it again" in capsys.readouterr().err


def test_a_polite_kill_leaves_nothing_behind(tmp_path: Path) -> None:
    import signal
    import time

    command = [sys.executable, "-m", "policygraph", "build", str(WORLD), "--out", str(tmp_path / "out")]
    for delay in (0.3, 0.5, 0.7):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    assert [path.name for path in tmp_path.iterdir() if path.name != "out"] == []


def test_an_answer_can_be_written_in_any_encoding() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "policygraph", "ask", "how-many-statements-per-status", "--graph", str(WORLD)]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
