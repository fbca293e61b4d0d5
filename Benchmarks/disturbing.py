"""What `killed` and `together` share: starting `quire` where it is watched, and reading what it left.

Nothing here believes what a run says of itself alone. Units of work are counted by the watching library from the
transactions that SQLite commits (Tests/CrashPoints), the ledger is read from a copy, so that only `quire` ever repairs
it, and every blob is hashed again.
"""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SMALL = REPOSITORY / "Benchmarks/disturbed.yaml"
FIRST_BOOKS = REPOSITORY / "pipelines/01-first-books.yaml"


class Violation(Exception):
    """Something that must always hold did not."""


def demand(holds, sentence):
    """Raises `Violation` with the sentence unless it holds."""
    if not holds:
        raise Violation(sentence)


def build_library(folder):
    """Compiles the watching library; its sentence is printed and the script ends where there is no compiler."""
    library = folder / "crash_points.so"
    for compiler in ("clang", "cc"):
        if shutil.which(compiler):
            source = REPOSITORY / "Tests/CrashPoints/crash_points.c"
            subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
            return library
    sys.exit("neither clang nor cc is here to compile Tests/CrashPoints/crash_points.c")


class Disturbance:
    """The binary, the watching library and a scratch folder that goes with the script."""

    def __init__(self, binary):
        self.binary = Path(binary).resolve()
        if not self.binary.exists():
            sys.exit(f"{self.binary} is missing: make build")
        self.scratch = Path(tempfile.mkdtemp(prefix="quire-disturbed-"))
        self.library = build_library(self.scratch)
        self.made = 0

    def close(self):
        shutil.rmtree(self.scratch, ignore_errors=True)

    def workspace(self):
        self.made += 1
        return Workspace(self, self.scratch / f"{self.made}")


class Workspace:
    """An artifacts folder, and the log of all watched processes that worked in it."""

    def __init__(self, disturbance, folder):
        self.disturbance = disturbance
        self.folder = folder
        self.artifacts = folder / "artifacts"
        self.log = folder / "log"
        self.starts = 0
        folder.mkdir()

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, pipeline, jobs=1, at=None, listing=False, stops=False, settings=()):
        """Begins `quire run`, watched; `at` is the crash point to fall at."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("QUIRE_", "CRASH_"))}
        environment |= {
            "LD_PRELOAD": str(self.disturbance.library), "CRASH_ROOT": str(self.artifacts),
            "CRASH_LOG": str(self.log)}
        if at:
            environment["CRASH_AT"] = at
        if listing:
            environment["CRASH_LIST"] = "1"
        if stops:
            environment["CRASH_STOP"] = "1"
        command = [self.disturbance.binary, "run", pipeline, "--artifacts", self.artifacts, "--jobs", str(jobs)]
        for setting in settings:
            command += ["--set", setting]
        self.starts += 1
        said = open(self.folder / f"said-{self.starts}", "w+")
        process = subprocess.Popen(
            [str(word) for word in command], cwd=REPOSITORY, env=environment, stdin=subprocess.DEVNULL,
            stdout=said, stderr=subprocess.STDOUT)
        process.said = said
        return process

    def records(self):
        """The log's lines: (process, nanoseconds, what, fields)."""
        if not self.log.exists():
            return []
        lines = [line.split("\t") for line in self.log.read_text().splitlines()]
        return [(int(line[0]), int(line[1]), line[2], line[3:]) for line in lines]

    def published(self, processes=None):
        """The keys of the units that these processes published, one entry for each time."""
        return [
            fields[0] for process, _, what, fields in self.records()
            if what == "published" and (processes is None or process in processes)]

    def units(self):
        """The units that the ledger holds: key -> (operation, run, time of start, outputs by port)."""
        rows = self.query("SELECT id, lower(hex(key)), operation, run, started FROM action") or []
        outputs = {}
        for key, port, digest in self.query("SELECT lower(hex(key)), port, lower(hex(digest)) FROM output") or []:
            outputs.setdefault(key, {})[port] = digest
        return {key: (operation, run, started, outputs.get(key, {})) for _, key, operation, run, started in rows}

    def query(self, sql):
        """Rows of a copy of the ledger; None when it has no such table yet."""
        ledger = self.artifacts / "ledger.sqlite"
        if not ledger.exists():
            return None
        with tempfile.TemporaryDirectory(dir=self.folder) as copy:
            for suffix in ("", "-wal"):
                if os.path.exists(f"{ledger}{suffix}"):
                    shutil.copyfile(f"{ledger}{suffix}", f"{copy}/ledger.sqlite{suffix}")
            connection = sqlite3.connect(f"{copy}/ledger.sqlite")
            try:
                return connection.execute(sql).fetchall()
            except sqlite3.OperationalError as error:
                if "no such table" in str(error):
                    return None
                raise
            finally:
                connection.close()

    def run_folders(self):
        return sorted(self.artifacts.glob("runs/*/*"), key=lambda path: int(path.name.rsplit("-", 1)[1]))

    def stages(self):
        """The digest of each stage's output, for each run that ended well."""
        runs = []
        for folder in self.run_folders():
            try:
                record = json.loads((folder / "run.json").read_text())
            except (FileNotFoundError, json.JSONDecodeError):
                continue  # killed while it was made
            if record["state"] in ("done", "waiting"):
                runs.append({stage["stage"]: stage.get("artifact") for stage in record["stages"]})
        return runs

    def asked(self):
        """The files with questions for people: path -> content."""
        folder = self.artifacts / "feedback"
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def steps(self):
        """The steps that each training did: unit -> a list of steps for each run."""
        trainings = {}
        for folder in self.run_folders():
            for file in folder.glob("stages/*/metrics.jsonl"):
                for line in file.read_text(errors="replace").splitlines():
                    try:
                        record = json.loads(line)
                    except json.JSONDecodeError:
                        continue  # torn by the kill
                    trainings.setdefault(record["unit"], {}).setdefault(folder.name, []).append(record["step"])
        return {unit: list(runs.values()) for unit, runs in trainings.items()}

    def inspect(self, expected):
        """Demands that what lies here is exactly what an undisturbed run leaves.

        `expected` are its units as `units()` gives them.
        """
        units = self.units()
        demand(units.keys() == expected.keys(), difference("units", units.keys(), expected.keys()))
        for key, unit in units.items():
            demand(unit[3] == expected[key][3], f"unit {key[:12]} ({unit[0]}) gave other digests")
        demand(self.query("PRAGMA integrity_check") == [("ok",)], "the ledger is damaged")
        demand(self.query("PRAGMA foreign_key_check") == [], "the ledger refers to what is not there")
        known = {row[0] for row in self.query("SELECT lower(hex(digest)) FROM blob WHERE bytes IS NULL")}
        stored = {path.name: path for path in self.artifacts.glob("store/*/*")}
        demand(stored.keys() == known, difference("blobs in store/", stored.keys(), known))
        for name, path in stored.items():
            demand(hashlib.sha256(path.read_bytes()).hexdigest() == name, f"store/{name[:12]} is torn")
        small = self.query("SELECT lower(hex(digest)), bytes FROM blob WHERE bytes IS NOT NULL")
        for digest, content in small:
            demand(hashlib.sha256(content).hexdigest() == digest, f"blob {digest[:12]} is torn")
        for left in ("checkpoints", "temporary/*"):
            names = [path.name for path in self.artifacts.glob(left + "/*")]
            demand(not names, f"left in {left}: {names}")


def difference(what, found, expected):
    return (f"{what}: {len(found)} instead of {len(expected)}, {len(set(expected) - set(found))} missing, "
            f"{len(set(found) - set(expected))} too many")


def finish(process, seconds=120, status=0):
    """Waits until a process ends with this status; one that hangs is a violation."""
    try:
        ended = process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise Violation(f"it hung for {seconds} s")
    said = last_words(process)
    demand(ended == status, f"it ended with {ended}: {said}")


def last_words(process):
    process.said.seek(0)
    said = process.said.read()[-400:].strip()
    process.said.close()
    return said


def end(process, status=0):
    """Kills a process that still runs, and waits; True when it was killed (now or at its crash point)."""
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    ended = process.wait()
    said = last_words(process)
    demand(ended in (status, -signal.SIGKILL), f"before it was killed it ended with {ended}: {said}")
    return ended != status


def undisturbed(disturbance, pipeline, jobs=1, listing=False, settings=(), status=0):
    """Runs a pipeline from nothing: (its workspace, seconds)."""
    workspace = disturbance.workspace()
    start = time.monotonic()
    finish(workspace.start(pipeline, jobs, listing=listing, settings=settings), 600, status)
    return workspace, time.monotonic() - start


def table(rows, heads):
    """Prints rows under their heads; numbers to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells + [heads]) for column in range(len(heads))]
    for number, row in enumerate([heads] + cells):
        line = [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths))]
        print("  ".join(line).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))
    print(flush=True)


def progress(text):
    """A line that the next one replaces, on a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
