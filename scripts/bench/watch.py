"""Looks at a page in headless Chromium without GPU and network: when it can be read, how it moves, what it needs."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WEBGL = [*ARGUMENTS, "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # for engines that need it
SIZE: Any = {"width": 1400, "height": 850}
LONGEST = 60_000  # ms that a page is waited for
MOVING = 2_500  # ms that it is moved
QUIET = 1_500  # ms without a long task after which a page is stable
IDLE = 5_000  # ms that it is left alone before its memory is measured

# Notes when the page said that its picture stands and that all is there, each after the frame that shows it.
_OURS = """
(() => {
  window.seen = {};
  const note = (name) => requestAnimationFrame(() => setTimeout(() => { window.seen[name] ??= performance.now(); }));
  new MutationObserver(() => {
    const ready = document.documentElement?.dataset.ready;
    if (ready) note("picture");
    if (ready === "all") note("all");
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] });
  window.busy = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.busy = Math.max(window.busy, task.startTime + task.duration);
  }).observe({ type: "longtask", buffered: true });
})();
"""

# Moves the picture with every frame, as a hand would, and says how many frames there were a second.
_MOVE = """
async (length) => {
  const move = STEP;
  const gaps = [];
  await new Promise((done) => {
    let last = performance.now();
    const first = last;
    let number = 0;
    const frame = (now) => {
      if (number) gaps.push(now - last);
      last = now;
      if (now - first > length) return done();
      move(number);
      number += 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  gaps.sort((a, b) => a - b);
  const sum = gaps.reduce((a, b) => a + b, 0);
  return { fps: 1000 * gaps.length / sum, slow: gaps[Math.floor(gaps.length * 0.95)] };
}
"""

PAN = """(number) => {
  const stage = document.querySelector(".network-stage"), box = stage.getBoundingClientRect();
  const x = box.left + box.width / 2 + 90 * Math.sin(number / 15);
  const y = box.top + box.height / 2 + 60 * Math.sin(number / 9);
  const how = { bubbles: true, pointerId: 7, clientX: x, clientY: y, button: 0, pointerType: "mouse" };
  stage.setPointerCapture = () => {};
  if (!number) stage.dispatchEvent(new PointerEvent("pointerdown", how));
  stage.dispatchEvent(new PointerEvent("pointermove", how));
}"""
ZOOM = """(number) => {
  const stage = document.querySelector(".network-stage"), box = stage.getBoundingClientRect();
  const x = box.left + box.width / 3, y = box.top + box.height / 3;
  const how = { bubbles: true, cancelable: true, clientX: x, clientY: y };
  if (!number) stage.dispatchEvent(new PointerEvent("pointerup", { bubbles: true, pointerId: 7 }));
  stage.dispatchEvent(new WheelEvent("wheel", { ...how, deltaY: number % 60 < 30 ? -40 : 40 }));
}"""


@dataclass(frozen=True)
class Seen:
    """What was measured of a page: seconds, frames a second, megabytes; None where there was nothing to measure."""

    readable: float | None
    stable: float | None
    pan: float | None
    zoom: float | None
    memory: float | None
    requests: int


@contextmanager
def _opened(arguments: list[str]) -> Iterator[tuple[Any, Path]]:
    """A browser of its own with one empty page, and the folder by which its processes are known."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise SystemExit("there is no Chromium on this machine: nothing can be measured")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as play:
        context = play.chromium.launch_persistent_context(
            folder, executable_path=path, args=arguments, offline=True, viewport=SIZE
        )
        yield context, Path(folder)
        context.close()


def watched(page: Path, address: str = "") -> Seen:
    """One look at a page of ours at an address."""
    blank = memory_of_blank()
    with _opened(ARGUMENTS) as (context, folder):
        sheet = context.pages[0]
        asked: list[str] = []
        sheet.on("request", lambda request: asked.append(request.url))
        sheet.add_init_script(_OURS)
        sheet.goto(page.as_uri() + address, timeout=LONGEST)
        _wait(sheet, "Boolean(window.seen.all)")
        _wait(sheet, f"performance.now() - Math.max(window.busy, window.seen.all) > {QUIET}")
        seen = sheet.evaluate("({ ...window.seen, busy: window.busy })")
        sheet.wait_for_timeout(IDLE)
        used = memory(folder) - blank
        pan, zoom = (moved(sheet, step) for step in (PAN, ZOOM))
        outside = [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
    return Seen(seen["picture"] / 1000, max(seen["busy"], seen["all"]) / 1000, pan, zoom, used, len(outside))


def watched_rival(page: Path, ready: str, move: str, arguments: list[str]) -> Seen | str:
    """One look at a page of another engine, or why there is none: `ready` says that it has drawn, `move` moves it."""
    from playwright.sync_api import Error

    blank = memory_of_blank(arguments)
    with _opened(arguments) as (context, folder):
        sheet = context.pages[0]
        asked: list[str] = []
        faults: list[str] = []
        sheet.on("request", lambda request: asked.append(request.url))
        sheet.on("pageerror", lambda error: faults.append(str(error)))
        try:
            sheet.goto(page.as_uri(), timeout=LONGEST)
            _wait(sheet, ready)
            readable = sheet.evaluate(
                "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
            )
            sheet.wait_for_timeout(IDLE)
            used = memory(folder) - blank
            pan = moved(sheet, move)
        except Error as error:
            return (
                faults[0].splitlines()[0][:70]
                if faults
                else f"nothing in {LONGEST // 1000} s ({type(error).__name__})"
            )
        outside = [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
    return Seen(readable / 1000, None, pan, None, used, len(outside))


def _wait(sheet: Any, ready: str) -> None:
    """Waits until an expression is true; asked from outside, since the page's policy forbids to evaluate inside."""
    from playwright.sync_api import TimeoutError as TooLong

    last = time.monotonic() + LONGEST / 1000
    while not sheet.evaluate(ready):
        if time.monotonic() > last:
            raise TooLong(ready)
        sheet.wait_for_timeout(40)


def moved(sheet: Any, step: str) -> float:
    """Frames a second while the step is done with every frame."""
    return float(sheet.evaluate(_MOVE.replace("STEP", step), MOVING)["fps"])


_blank: dict[tuple[str, ...], float] = {}


def memory_of_blank(arguments: list[str] | None = None) -> float:
    """Megabytes of a browser with a blank page; measured once."""
    chosen = tuple(arguments or ARGUMENTS)
    if chosen not in _blank:
        with _opened(list(chosen)) as (context, folder):
            empty = folder / "empty.html"
            empty.write_text("<!doctype html><title>empty</title><p>nothing", encoding="utf-8")
            context.pages[0].goto(empty.as_uri())
            context.pages[0].wait_for_timeout(IDLE)
            _blank[chosen] = memory(folder)
    return _blank[chosen]


def memory(folder: Path) -> float:
    """Megabytes of the browser that keeps its profile there, with all its children.

    What processes share counts by its share. Mapped files do not count: how many share those is no matter of the page.
    """
    time.sleep(0.3)
    parents: dict[int, int] = {}
    roots = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if str(folder).encode() in (entry / "cmdline").read_bytes():
                roots.add(int(entry.name))
        except (FileNotFoundError, ProcessLookupError):  # it has ended since
            continue
    family = {pid for pid in parents if roots & set(_line(pid, parents))}
    return sum(_share(pid) for pid in family) / 1024


def _line(pid: int, parents: dict[int, int]) -> Iterator[int]:
    """A process and those that it descends from."""
    while pid:
        yield pid
        pid = parents.get(pid, 0)


def _share(pid: int) -> int:
    """Kilobytes of a process; none if it has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith(("Pss_Anon:", "Pss_Shmem:")))
