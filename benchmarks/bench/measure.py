"""Measuring one server: ratios to the bare page in interleaved rounds, queries, kilobytes, memory."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.bench.load import Line, Request, ask, prepare, throughput
from benchmarks.bench.served import COUNT, COUNTED
from benchmarks.bench.subjects import CASE_LISTS, People, Subject, subjects
from benchmarks.installation import Installation, Running
from benchmarks.visitor import Visitor

ROUNDS, EACH = 9, 12
SETTLES_SECONDS = 0.001  # what a server still does after its answer belongs to it
CONNECTIONS, SECONDS = 8, 2.0


@dataclass
class Measured:
    """What one subject took at one size."""

    ratio: float
    computing: float  # the same ratio of processor time, which a busy machine does not distort
    milliseconds: float
    queries: int
    kilobytes: float

    def judged(self, busy: bool) -> float:
        """The ratio that counts: latency, or processor time where other work stretches the latency."""
        return self.computing if busy else self.ratio


@dataclass
class Size:
    """All figures at one number of organisations."""

    organisations: int
    pages: dict[str, Measured] = field(default_factory=dict)
    same_rows: dict[str, Measured] = field(default_factory=dict)
    subjects: list[Subject] = field(default_factory=list)
    first_queries: dict[str, int] = field(default_factory=dict)
    landing_rate: float = 0.0
    cold_kilobytes: float = 0.0
    cold_requests: int = 0
    memory_mb: float = 0.0


def measure(running: Running, yardstick: Running, organisations: int, *, rounds: int = ROUNDS) -> Size:
    """Everything about this server, whose database holds so many organisations."""
    size = Size(organisations)
    bare = Measuring(yardstick, lambda: prepare(yardstick.url, "/"))
    first = Visitor(running.url)
    for path in ("/en/", "/en/n/idpc/", "/en/n/idpc/directory/"):
        size.first_queries[path] = _count(first, path)
    people = People(running.url)
    size.subjects = subjects(people)
    size.cold_kilobytes, size.cold_requests = cold_load(running.url, "/en/")
    for subject in size.subjects:
        size.pages[subject.name] = _measure_page(running, subject, bare, rounds)
    size.landing_rate = _rate(prepare(running.url, "/en/"), bare.request())
    size.memory_mb = max(map(resident_mb, running.pids()[1:] or running.pids()))
    return size


def measure_growing(running: Running, yardstick: Running, *, rounds: int) -> dict[str, Measured]:
    """The lists whose cost may not grow, from a server that shows few rows."""
    bare = Measuring(yardstick, lambda: prepare(yardstick.url, "/"))
    lists = [one for one in subjects(People(running.url)) if one.growth is not None]
    return {one.name: _measure_page(running, one, bare, rounds) for one in lists}


def measure_case_lists(running: Running, yardstick: Running, organisations: int, *, rounds: int) -> Size:
    """Only what lists cases, from a server with very many of them."""
    size = Size(organisations)
    bare = Measuring(yardstick, lambda: prepare(yardstick.url, "/"))
    size.subjects = [one for one in subjects(People(running.url)) if one.name.startswith(CASE_LISTS)]
    for subject in size.subjects:
        size.pages[subject.name] = _measure_page(running, subject, bare, rounds)
    return size


def _count(visitor: Visitor, path: str) -> int:
    return int(visitor.get(path, **{COUNT: "1"}).headers[COUNTED.lower()])


class Measuring:
    """One request asked again and again: how long it takes, and how long the server computes for it."""

    def __init__(self, running: Running, request: Callable[[], Request]) -> None:
        self.request = request
        self._pids = running.pids()
        self._line = Line(request().address)
        self.size = ask(self._line, request())[1]

    def medians(self, times: int) -> tuple[float, float]:
        """Seconds until the answer, and seconds of the server's processors, each the median of `times`."""
        took, computed = [], []
        for _ in range(times):
            request = self.request()
            time.sleep(SETTLES_SECONDS)
            before = self._computed()
            took.append(ask(self._line, request)[0])
            time.sleep(SETTLES_SECONDS)
            computed.append(self._computed() - before)
        return statistics.median(took), statistics.median(computed)

    def _computed(self) -> float:
        nanoseconds = 0
        for pid in self._pids:
            for task in Path(f"/proc/{pid}/task").iterdir():
                with suppress(OSError):
                    nanoseconds += int((task / "schedstat").read_text().split()[0])
        return nanoseconds / 1e9

    def close(self) -> None:
        self._line.close()


def _measure_page(running: Running, subject: Subject, bare: Measuring, rounds: int) -> Measured:
    """Bare and page by turns, so that what else the machine does meets both alike."""
    page = Measuring(running, subject.request)
    ratios, shares, seconds = [], [], []
    for _ in range(rounds):
        low, low_computed = bare.medians(EACH)
        took, computed = page.medians(EACH)
        again, again_computed = bare.medians(EACH)
        ratios.append(took / ((low + again) / 2))
        shares.append(computed / ((low_computed + again_computed) / 2))
        seconds.append(took)
    page.close()
    return Measured(
        ratio=statistics.median(ratios),
        computing=statistics.median(shares),
        milliseconds=1000 * statistics.median(seconds),
        queries=_count_of(subject),
        kilobytes=page.size / 1000,
    )


def _count_of(subject: Subject) -> int:
    request = subject.request()
    head, _, body = request.data.partition(b"\r\n\r\n")
    if request.data.startswith(b"GET"):
        return _count(subject.visitor, subject.path)
    headers = {COUNT: "1", "Content-Type": "application/x-www-form-urlencoded"}
    answer = subject.visitor.ask("POST", subject.path, body, headers)
    assert answer.status == request.expected, head
    return int(answer.headers[COUNTED.lower()])


def _rate(page: Request, bare: Request) -> float:
    """The page's answers per second beside the bare page's, three times by turns."""
    shares = []
    for _ in range(3):
        low = throughput(bare, connections=CONNECTIONS, seconds=SECONDS)
        shares.append(throughput(page, connections=CONNECTIONS, seconds=SECONDS) / low)
    return statistics.median(shares)


def cold_load(url: str, path: str) -> tuple[float, int]:
    """Kilobytes and requests of a first visit: the page and all that it loads, as they travel."""
    visitor = Visitor(url)
    line = Line((visitor.host, visitor.port))
    loads = list(dict.fromkeys(visitor.get(path).page.loads))
    sizes = [ask(line, prepare(url, one))[1] for one in [path, *loads]]
    line.close()
    return sum(sizes) / 1000, len(sizes)


def resident_mb(pid: int) -> float:
    """The resident memory of a process, in megabytes."""
    with suppress(OSError):
        for row in Path(f"/proc/{pid}/status").read_text().splitlines():
            if row.startswith("VmRSS:"):
                return int(row.split()[1]) / 1024
    return 0.0


def seconds_to_first_page(trial: Installation, app: str) -> float:
    """From starting the server's command to the first page that a visitor gets."""
    began = time.perf_counter()
    running = trial.serve(app=app, server="gunicorn")
    try:
        status = Visitor(running.url).get("/en/").status
        took = time.perf_counter() - began
    finally:
        running.stop()
    if status != 200:
        raise RuntimeError(f"the first page answered {status}")
    return took


def seconds_to_migrate(folder: Path) -> float:
    """All migrations on an empty SQLite database."""
    folder.mkdir(parents=True)
    began = time.perf_counter()
    Installation(folder).flask("db", "upgrade")
    return time.perf_counter() - began
