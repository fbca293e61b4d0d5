"""Runs commands: wall clock, processor time of the whole process tree, and the largest resident memory in it."""
import os
import signal
import statistics
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Run:
    """One command that was run, or why it was not."""

    wall: float = 0
    cpu: float = 0
    megabytes: float = 0
    code: int = 0
    output: str = ""
    #: "" for a command that ended well within the limit.
    refusal: str = ""


class Clock:
    """A budget for everything and a limit for each command, both in seconds."""

    def __init__(self, seconds, limit):
        self.seconds = seconds
        self.end = time.monotonic() + seconds
        self.limit = limit

    @property
    def left(self):
        return self.end - time.monotonic()

    def run(self, command, folder, env=None, expect=0):
        """Runs a command once, in a process group of its own that is killed at the limit."""
        limit = min(self.limit, self.left)
        if limit < 1:
            return Run(refusal="no time left")
        with open(os.path.join(folder, "output"), "w+b") as output:
            start = time.monotonic()
            process = subprocess.Popen(
                [str(word) for word in command], cwd=folder, env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
            refusal = ""
            previous = signal.signal(signal.SIGALRM, _late)
            signal.setitimer(signal.ITIMER_REAL, limit)
            try:
                _, status, usage = os.wait4(process.pid, 0)
            except TimeoutError:
                os.killpg(process.pid, signal.SIGKILL)
                _, status, usage = os.wait4(process.pid, 0)
                refusal = f"> {limit:.0f} s"
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, previous)
            wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            text = output.read().decode(errors="replace")
        if not refusal and process.returncode != expect:
            raise SystemExit(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{text[-2000:]}")
        return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode, text, refusal)

    def median(self, command, folder, times=5, prepare=lambda: None, most=15, **more):
        """The median of several runs; fewer of them when they take more than `most` seconds together.

        `command` may be a function, for a command that is another one each time.
        """
        runs = []
        start = time.monotonic()
        while len(runs) < times and (not runs or time.monotonic() - start < most):
            prepare()
            run = self.run(command() if callable(command) else command, folder, **more)
            if run.refusal:
                return runs and middle(runs) or run
            runs.append(run)
        return middle(runs)


def middle(runs):
    """One run with the median of each number."""
    return Run(
        wall=statistics.median(run.wall for run in runs), cpu=statistics.median(run.cpu for run in runs),
        megabytes=statistics.median(run.megabytes for run in runs), output=runs[-1].output)


def _late(*_):
    raise TimeoutError
