"""The process in which the store is read once, and from which workers are forked off: their memory is shared.

It is told by fixed-size messages on standard input, a socket: fork a worker onto the socket that comes along, kill
one, give it a lower rank, halt it, let it go on. It tells by lines of JSON: that it is ready, and how workers ended.
"""

import gc
import json
import os
import resource
import selectors
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, NoReturn

import pyoxigraph as ox

from ..faults import CorpusError, PolicygraphError
from ..graph import SMALL, Graph, open_graph
from ..question import question_beside, questions
from ..store import asked as asked_of
from ..store import is_address
from ..store.asked import Asked, lookup
from ..store.folder import open_disk, standing
from ..store.limits import MEGABYTE
from ..vocabulary import vocabulary
from .messages import READY, frame_bytes
from .orders import FORK, HALT, KILL, LOWER, ORDER, RESUME
from .remote import remote
from .worker import work

_SIGNALS = {KILL: signal.SIGKILL, HALT: signal.SIGSTOP, RESUME: signal.SIGCONT}
_RANK = 19  # how much a long query steps back behind the short ones
_SAID = 2000  # bytes of a worker's last words
_A_QUAD = 400  # bytes that one takes on disk at most; in a store that was tidied up it is less than half
_LINK = 3  # the file by which a worker is reached
_MOST = 4096  # more files than the nursery ever has


def opened(place: str, seconds: float = 60) -> tuple[Asked, bool]:
    """What workers are to ask, and whether it lies on disk: then each opens it for itself, as it outlives no fork."""
    if not place:
        from ..pipeline import build

        return build(), False
    if is_address(place):
        return remote(place, seconds), False
    disk, marker = open_disk(place)
    if sum(file.stat().st_size for file in standing(Path(place)).iterdir()) > SMALL * _A_QUAD:
        return Graph(disk, marker.base, folder=Path(place)), True
    store = ox.Store()
    store.bulk_extend(islice(disk, SMALL + 1))
    if len(store) > SMALL:
        return Graph(disk, marker.base, folder=Path(place)), True
    return Graph(store, marker.base), False


def read_ahead() -> None:
    """Reads the files that answers need: a worker opens none."""
    questions()
    vocabulary()
    for name in ("describe", "union"):  # of workers
        question_beside(__package__, name)
    for path in Path(asked_of.__file__).with_name("queries").glob("*.rq"):
        lookup(path.stem)


class Nursery:
    """Forks workers off, and looks after them."""

    def __init__(self, front: socket.socket, asked: Asked | str, seconds: float, megabytes: int) -> None:
        self._front, self._asked = front, asked
        self._seconds, self._megabytes = seconds, megabytes
        self._numbers: dict[int, int] = {}  # of the workers, by their process
        self._pids: dict[int, int] = {}
        self._errors: dict[int, IO[bytes]] = {}

    def run(self) -> None:
        """Does what it is told, until nobody is there who could tell it anything."""
        wake, told = socket.socketpair()
        wake.setblocking(False)
        told.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda _signal, _frame: None)
        signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
        chosen = selectors.DefaultSelector()
        chosen.register(self._front, selectors.EVENT_READ)
        chosen.register(wake, selectors.EVENT_READ)
        while True:
            for key, _ in chosen.select():
                if key.fileobj is wake:
                    with suppress(BlockingIOError):
                        wake.recv(4096)
                elif not self._obey():
                    return
            self._bury()

    def _obey(self) -> bool:
        try:
            message, files, _, _ = socket.recv_fds(self._front, ORDER.size, 1)
        except ConnectionError:
            return False
        if not message:
            return False
        order, number = ORDER.unpack(message)
        if order == FORK:
            self._fork(number, files[0])
        elif number in self._pids:  # else it has just come to an end
            pid = self._pids[number]
            if order == LOWER:
                os.setpriority(os.PRIO_PROCESS, pid, _RANK)
            else:
                os.kill(pid, _SIGNALS[order])
        return True

    def _fork(self, number: int, link: int) -> None:
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the worker
        pid = os.fork()
        if not pid:
            self._be_worker(link, errors)
        os.close(link)
        self._numbers[pid], self._pids[number], self._errors[number] = number, pid, errors

    def _be_worker(self, link: int, errors: IO[bytes]) -> NoReturn:
        """What the child does; it never returns into what it was forked from."""
        try:
            os.dup2(errors.fileno(), 1)
            os.dup2(errors.fileno(), 2)
            os.close(0)
            os.dup2(link, _LINK)
            os.closerange(_LINK + 1, _MOST)
            own = socket.socket(fileno=_LINK)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the alarm ends the process
            asked = open_graph(self._asked, memory=False) if isinstance(self._asked, str) else self._asked
            confine(self._megabytes, alone=isinstance(asked, Graph))
            own.sendall(frame_bytes(READY, str(os.getpid()).encode()))
            work(own, asked, self._seconds)
            os._exit(0)
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)  # nobody reads on
        except BaseException as error:  # noqa: BLE001 - whatever it is, the process ends with it
            os.write(2, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(1)

    def _bury(self) -> None:
        while self._numbers:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            number = self._numbers.pop(pid)
            del self._pids[number]
            with self._errors.pop(number) as errors:
                size = errors.seek(0, os.SEEK_END)
                errors.seek(max(0, size - _SAID))
                said = errors.read().decode("utf-8", "replace").strip()
            self._tell({"worker": number, "code": os.waitstatus_to_exitcode(status), "said": said})

    def _tell(self, what: dict[str, object]) -> None:
        with suppress(OSError):  # nobody is there any more, which is seen at the next order
            self._front.sendall(json.dumps(what).encode() + b"\n")


def confine(megabytes: int, *, alone: bool) -> None:
    """From now on this process takes so much more memory and no more; if `alone`, it opens neither file nor socket.

    So a query that gets past every other guard still reads no file and reaches no other machine.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    status = Path("/proc/self/status")
    if status.exists():
        taken = next(int(line.split()[1]) << 10 for line in status.read_text().splitlines() if line[:7] == "VmData:")
        resource.setrlimit(resource.RLIMIT_DATA, (taken + megabytes * MEGABYTE,) * 2)
    if alone:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # those that are open stay so


def main() -> None:
    """Opens the store that the arguments name, and looks after workers."""
    place, seconds, megabytes, *said = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is meant for whoever started us, who lets us go
    many = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with suppress(ValueError, OSError):  # a big store has many files, which are all opened before the fence is shut
        resource.setrlimit(resource.RLIMIT_NOFILE, (many, many))
    front = socket.socket(fileno=os.dup(0))
    asked: Asked | str = place
    if said:
        told = said[0]
    else:
        try:
            asked, on_disk = opened(place, float(seconds))
        except (PolicygraphError, CorpusError) as error:
            front.sendall(json.dumps({"failed": str(error)}).encode() + b"\n")
            return
        told = json.dumps({"base": asked.base, "prefixes": asked.prefixes, "engine": asked.name, "on_disk": on_disk})
        if on_disk:  # the engine has threads now, which no fork has: begin again without having opened it
            os.execv(sys.executable, [sys.executable, "-P", "-m", __spec__.name, *sys.argv[1:], told])  # noqa: S606
    read_ahead()
    front.sendall(told.encode() + b"\n")
    gc.collect()
    gc.freeze()  # what is there now stays, and is not copied for being looked at
    Nursery(front, asked, float(seconds), int(megabytes)).run()
    os._exit(0)  # no farewell: it would take time, and a store of this size is not taken apart


if __name__ == "__main__":
    main()
