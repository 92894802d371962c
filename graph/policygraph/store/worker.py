"""A process that answers one query put to a store in a folder: `python -m policygraph.store.worker`."""

import io
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

from . import open_store
from .child import Found, Job, end_with, work
from .folder import open_disk


def main() -> None:
    """Reads a job from standard input, and does it."""
    out = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no result
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    job = Job(**json.loads(io.FileIO(0, closefd=False).readline()))
    end_with(0)
    os._exit(work(out, lambda: _opened(job)))


def _opened(job: Job) -> Callable[[], Found]:
    if job.engine == "pyoxigraph":
        store = open_disk(job.folder)[0]
        return lambda: store.query(job.sparql, prefixes=job.prefixes, use_default_graph_as_union=job.union)
    asked = open_store(Path(job.folder), job.engine)
    return lambda: asked.query(job.sparql, union=job.union)


if __name__ == "__main__":
    main()
