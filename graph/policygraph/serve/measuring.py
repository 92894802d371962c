"""What a service counts of itself, in the text form that Prometheus reads."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping

_BOUNDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)  # seconds
_GAUGES = {
    "workers": "worker processes",
    "idle": "workers that wait for a question",
    "waiting": "questions that wait for a worker",
    "long": "questions that take long and are at work",
    "halted": "questions that take long and halt",
    "connections": "connections",
}


class Measures:
    """Counts requests by place and status, and how long they took. No query and no address of a client is kept."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._times: dict[str, list[int]] = {}
        self._seconds: Counter[str] = Counter()

    def count(self, place: str, status: int, seconds: float) -> None:
        """Counts a request that was answered."""
        self._requests[place, status] += 1
        self._times.setdefault(place, [0] * (len(_BOUNDS) + 1))[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds[place] += seconds  # type: ignore[assignment]  # a counter of fractions

    def text(self, gauges: Mapping[str, int]) -> str:
        """All of it."""
        name = "policygraph_requests_total"
        lines = [f"# HELP {name} Requests that were answered.", f"# TYPE {name} counter"]
        for (place, status), number in sorted(self._requests.items()):
            lines.append(f'{name}{{place="{place}",status="{status}"}} {number}')
        name = "policygraph_request_seconds"
        lines += [f"# HELP {name} How long requests took.", f"# TYPE {name} histogram"]
        for place, counts in sorted(self._times.items()):
            total = 0
            for bound, number in zip((*_BOUNDS, "+Inf"), counts, strict=True):
                total += number
                lines.append(f'{name}_bucket{{place="{place}",le="{bound}"}} {total}')
            lines.append(f'{name}_sum{{place="{place}"}} {self._seconds[place]:.6f}')
            lines.append(f'{name}_count{{place="{place}"}} {total}')
        for key, meaning in _GAUGES.items():
            if key in gauges:
                lines += [f"# HELP policygraph_{key} Now: {meaning}.", f"# TYPE policygraph_{key} gauge"]
                lines.append(f"policygraph_{key} {gauges[key]}")
        if "ended" in gauges:
            lines += [
                "# HELP policygraph_ended_total Workers that were ended at a limit, or for a client that had gone.",
                "# TYPE policygraph_ended_total counter",
                f"policygraph_ended_total {gauges['ended']}",
            ]
        return "\n".join(lines) + "\n"
