"""Runs commands: wall clock, processor time of the whole process tree, and the largest resident memory in it."""
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


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
        self.launcher = subprocess.Popen(
            [sys.executable, "-I", "-S", Path(__file__).with_name("launcher.py")], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)

    @property
    def left(self):
        return self.end - time.monotonic()

    def run(self, command, folder, env=None, expect=0):
        """Runs a command once, in a session of its own that is killed at the limit."""
        limit = min(self.limit, self.left)
        if limit < 1:
            return Run(refusal="no time left")
        words = [str(word) for word in command]
        output = Path(folder).absolute() / "output"
        order = {"command": words, "folder": str(folder), "env": {**os.environ, **(env or {})}, "limit": limit,
                 "output": str(output)}
        print(json.dumps(order), file=self.launcher.stdin, flush=True)
        done = json.loads(self.launcher.stdout.readline())
        text = output.read_text(errors="replace")
        refusal = f"> {limit:.0f} s" if done["late"] else ""
        if not refusal and done["code"] != expect:
            raise SystemExit(f"{' '.join(words)}: exit code {done['code']}\n{text[-2000:]}")
        return Run(done["wall"], done["cpu"], done["kilobytes"] / 1024, done["code"], text, refusal)

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
