"""Measures the explorer against what it must reach, and other engines in the same run.

Run it as `python scripts/bench/explorer.py`: invented corpora of three sizes, each page opened offline in headless
Chromium without GPU, and a table of what was measured, the target and the verdict. `--short` is for CI: the two
smaller sizes, one look each, no other engines. `--sizes S,M` and `--runs N` choose; `--corpus` adds the shipped one.
`--keep DIR` leaves the pages there. It ends with 1 if a target was missed.
"""

import argparse
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from policygraph.from_rows import content as shipped
from policygraph.page.explorer import page_html
from policygraph.page.places import Place, places
from policygraph.statements import Content

sys.path.insert(0, str(Path(__file__).parent))  # this folder is no package

from invent import SIZES, invented, packed_size
from rivals import MOVE, READY, fetched, pages
from watch import ARGUMENTS, WEBGL, Seen, watched, watched_rival

ADDRESS = "#view=network"
TARGETS: dict[str, dict[str, float]] = {
    "S": {"page": 250, "readable": 0.5, "stable": 0.6, "pan": 55, "zoom": 55, "memory": 80, "layout": 0.5},
    "M": {"page": 1_000, "readable": 0.6, "stable": 0.8, "pan": 55, "zoom": 55, "memory": 110, "layout": 3},
    "L": {"page": 8_000, "readable": 1.3, "stable": 1.5, "pan": 55, "zoom": 55, "memory": 180, "layout": 15},
}
UNITS = {"page": "kB", "readable": "s", "stable": "s", "pan": "fps", "zoom": "fps", "memory": "MB", "layout": "s"}
AT_LEAST = {"pan", "zoom"}


def laid_out(content: Path) -> float:
    """Seconds that the layout takes in a process of its own, imports included."""
    command = [sys.executable, __file__, "--lay-out", str(content)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def lay_out(content: Path) -> None:
    """Lays one content out and says how long it took; the places are left beside it."""
    read: Content = pickle.loads(content.read_bytes())  # noqa: S301 — written a moment ago by ourselves
    start = time.perf_counter()
    found = places(read)
    print(time.perf_counter() - start)
    content.with_suffix(".places").write_bytes(pickle.dumps(found))


def row(size: str, name: str, values: Sequence[float]) -> tuple[bool, str]:
    """Whether a target is kept, and the line that says so: median, least, most, target, verdict."""
    median, target = statistics.median(values), TARGETS.get(size, {}).get(name)
    spread = f"{median:9.3g} {UNITS[name]:<4}{min(values):8.3g} {max(values):8.3g}"
    if target is None:
        return True, f"  {name:<10}{spread}"
    kept = median >= target if name in AT_LEAST else median <= target
    sign = "≥" if name in AT_LEAST else "≤"
    return kept, f"  {name:<10}{spread}   {sign} {target:<7g} {'kept' if kept else 'MISSED'}"


def measured(size: str, content: Content, folder: Path, runs: int) -> tuple[bool, dict[str, Place]]:
    """Measures the page of one content and prints the table; whether all targets are kept, and the places."""
    kept_content = folder / f"{size}.pickle"
    kept_content.write_bytes(pickle.dumps(content))
    layout = [laid_out(kept_content) for _ in range(runs)]
    found: dict[str, Place] = pickle.loads(kept_content.with_suffix(".places").read_bytes())  # noqa: S301 — ours
    target = folder / f"{size}.html"
    target.write_text(page_html(content, found), encoding="utf-8")
    looks = [watched(target, ADDRESS) for _ in range(runs)]
    print(
        f"\n{size}: {content!r}, {len(content.elements):,} elements; {sum(look.requests for look in looks)} requests"
    )
    print(f"  a gloss packs to {packed_size(s.gloss for s in content.statements):.0f} bytes")
    figures = {"page": [target.stat().st_size / 1000]}
    for name in ("readable", "stable", "pan", "zoom", "memory"):
        figures[name] = [value for look in looks if (value := getattr(look, name)) is not None]
    results = [row(size, name, values) for name, values in {**figures, "layout": layout}.items()]
    print("\n".join(line for _, line in results), flush=True)
    return all(kept for kept, _ in results) and not any(look.requests for look in looks), found


def others(content: Content, found: dict[str, Place], folder: Path, modules: Path | None) -> None:
    """Measures the pages of other engines and prints a line for each."""
    for name, page in pages(content, found, folder, modules).items():
        seen = watched_rival(page, READY[name], MOVE[name], WEBGL if name == "sigma" else ARGUMENTS)
        start = f"  {name:<12} page {page.stat().st_size / 1000:8,.0f} kB"
        if isinstance(seen, Seen):
            requests = f", {seen.requests} requests" if seen.requests else ""
            said = (
                f"readable {seen.readable:6.2f} s   pan {seen.pan:5.1f} fps   memory {seen.memory:5.0f} MB{requests}"
            )
            print(f"{start}   {said}", flush=True)
        else:
            print(f"{start}   {seen}", flush=True)


def main() -> int:
    """Reads the options and measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="S,M,L", help="which of S, M, L (S,M,L)")
    parser.add_argument("--runs", type=int, default=3, help="how often each page is looked at (3)")
    parser.add_argument("--short", action="store_true", help="S and M, one look each, no other engines")
    parser.add_argument("--alone", action="store_true", help="no other engines")
    parser.add_argument("--corpus", action="store_true", help="the shipped corpus too, without targets")
    parser.add_argument("--keep", type=Path, help="leave the pages in this folder")
    parser.add_argument("--lay-out", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.lay_out:
        lay_out(chosen.lay_out)
        return 0
    sizes = ["S", "M"] if chosen.short else chosen.sizes.split(",")
    kept = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        alone = chosen.alone or chosen.short
        trouble = "" if alone else fetched(Path(temporary))
        if trouble:
            print(trouble)
        modules = None if alone or trouble else Path(temporary) / "node_modules"
        print("            median          least     most   target")
        for size in sizes:
            content = invented(*SIZES[size])
            fine, found = measured(size, content, folder, 1 if chosen.short else chosen.runs)
            kept.append(fine)
            if not alone:
                others(content, found, folder, modules)
        if chosen.corpus:
            measured("corpus", shipped(), folder, 1 if chosen.short else chosen.runs)
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
