"""What is shown is run: the README's lines, the notebooks, the generated pages."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from places import PROJECT, script
from policygraph.command import main
from policygraph.report_commands import REPORTS

README = (PROJECT / "README.md").read_text("utf-8")
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))


def test_the_readme_has_exactly_two_set_up_commands_of_one_line() -> None:
    chapter = README.split("## Set up")[1].split("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", chapter, re.DOTALL)
    assert [block.count("\n") for block in blocks] == [1, 1]
    assert "policygraph build" in blocks[0]
    assert "pytest" in blocks[1]


def test_every_command_in_the_readme_is_one_that_exists() -> None:
    shown = subprocess.run([sys.executable, "-m", "policygraph", "--help"], capture_output=True, text=True, check=True)
    code = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL) + re.findall(r"`([^`\n]+)`", README))
    for name in re.findall(r"\bpolicygraph ([a-z]+(?:-[a-z]+)*)", code):
        assert re.search(rf"\n    {name}\s", shown.stdout), f"the README speaks of `policygraph {name}`"


REPORT_LINES = [
    line.partition("#")[0]
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith(tuple(f"policygraph {name} " for name in REPORTS))
]


@pytest.mark.parametrize("line", REPORT_LINES)
def test_a_report_that_the_readme_shows_says_something(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(shlex.split(line)[1:]) == 0
    assert len(capsys.readouterr().out) > 200


def test_the_readme_shows_reports() -> None:
    assert len(REPORT_LINES) >= 5


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    for page in [PROJECT / "README.md", PROJECT / "CHANGELOG.md", *(PROJECT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_generated_pages_are_fresh() -> None:
    for name, make in script("write_docs").PAGES.items():
        fresh = make()
        assert (PROJECT / "docs" / name).read_text("utf-8") == fresh, (
            f"run scripts/write_docs.py: docs/{name} is stale"
        )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the notebook machinery
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_is_stored_without_outputs(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    text = "".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert "from policygraph." not in text  # only the front door


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS
    assert sys.version_info >= (3, 11)
