"""Quire: the engine alone in a process of its own, and the command as its user types it."""
import random
import re
import sqlite3
import subprocess
from pathlib import Path

#: Leaves that give about so many nodes with the pipeline below.
LEAVES = {1_000: 750, 5_000: 3_750, 50_000: 40_000}
#: Seconds for Quire itself above 100,000 units, where it is memory that is of interest.
LIMIT = 300
PIPELINE = """\
quire: 1
name: nodes
seed: 17
data:
  books: {path: book.txt, split: {all: 1}}
task:
  instruction: Summarise the passage.
  criteria: [coverage]
  max_words: {leaf: %d, inner: 15, root: 30}
oversight: {words: 200, minutes: 10}
decomposers:
  fixed: {kind: fixed, leaf_words: 20, fan_in: 4}
stages:
  trees: {decompose: books.all, by: fixed}
  leads: {recompose: trees, policy: lead}
"""


def build(root):
    """The release binaries; built where missing."""
    folder = root / ".build" / "release"
    for name in ["quire", "engine-probe"]:
        if not (folder / name).exists():
            subprocess.run(["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", name], cwd=root, check=True)
    return folder


def small_commands(found, binaries, root, scratch):
    """How long it takes until a command that does little is done."""
    folder = new(scratch, "small")
    check = root / "pipelines" / "01-first-books.yaml"
    for words in [["--version"], ["check", check], ["status"]]:
        found.small[" ".join(str(getattr(word, "name", word)) for word in words)] = found.clock.median(
            [binaries / "quire", *words], folder, times=9, most=5)


def engine(found, binaries, scratch, sizes):
    """A process that looks at every line of a file as a unit, and does those that are not known."""
    for size in sizes:
        folder = new(scratch, f"engine-{size}")
        lines = [f"leaf number {index}" for index in range(size)]
        file = folder / "lines.txt"
        file.write_text("\n".join(lines) + "\n")
        count = iter(range(100))

        def command(artifacts):
            return [binaries / "engine-probe", "gather", artifacts, file, "2"]

        fresh = iter(range(100))
        limit, found.clock.limit = found.clock.limit, LIMIT if size > 100_000 else found.clock.limit
        runs = {"cold": found.clock.median(
            lambda: command(folder / f"artifacts-{next(fresh)}"), folder, times=5 if size <= 5_000 else 1)}
        if not runs["cold"].refusal:
            warm = command(folder / "artifacts-0")

            def change():
                lines[size // 2] = f"changed {next(count)}"
                file.write_text("\n".join(lines) + "\n")

            runs["same"] = found.clock.median(warm, folder, times=5)
            runs["one"] = found.clock.median(warm, folder, times=5, prepare=change)
        found.clock.limit = limit
        found.engine[size] = runs


def floor(found, root, scratch, size=5_000):
    """The same lines by SQLite alone, in C: what a machine needs at the least."""
    folder = new(scratch, "floor")
    program, file = folder / "floor", folder / "lines.txt"
    source = root / "Benchmarks" / "measured" / "floor.c"
    try:
        subprocess.run(["cc", "-O2", "-o", program, source, "-lsqlite3", "-lcrypto"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        found.remarks.append(f"The floor could not be compiled ({problem}).")
        return
    file.write_text("".join(f"leaf number {index}\n" for index in range(size)))
    fresh = iter(range(100))
    found.floor = found.clock.median(lambda: [program, folder / f"ledger-{next(fresh)}", file], folder, times=5)


def pipeline(found, binaries, scratch, sizes):
    """`quire run` on a made-up book: decompose, and answer every node with the opening sentences."""
    for size in sizes:
        folder = new(scratch, f"pipeline-{size}")
        words = book(LEAVES[size] * 20)
        (folder / "book.txt").write_text(text(words))
        (folder / "nodes.yaml").write_text(PIPELINE % 10)
        command = [binaries / "quire", "run", folder / "nodes.yaml", "--artifacts", folder / "artifacts"]
        runs = {"cold": found.clock.run(command, folder)}
        found.pipeline[size] = runs
        if runs["cold"].refusal:
            continue
        runs["units"] = units(folder / "artifacts")
        runs["operations"] = operations(folder / "artifacts")
        runs["same"] = found.clock.median(command, folder, times=5)
        changes = iter(range(100))

        def change():
            words[len(words) // 2] = ["bana", "dona", "fili", "lomo", "sasa"][next(changes) % 5]
            (folder / "book.txt").write_text(text(words))

        runs["one"] = found.clock.median(command, folder, times=3, prepare=change)
        if size == 5_000:
            (folder / "nodes.yaml").write_text(PIPELINE % 9)
            why = [binaries / "quire", "why", folder / "nodes.yaml", "leads", "--artifacts", folder / "artifacts"]
            found.why = found.clock.median(why, folder, times=5)


def new(scratch, name):
    """A new folder."""
    folder = scratch / name
    folder.mkdir()
    return folder


def book(count, seed=1):
    """So many made-up words, with the frequencies of a natural text."""
    draw = random.Random(seed)
    syllables = [first + second for first in "bcdfglmnprstvw" for second in "aeiou"]
    words = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(4_000)]
    return draw.choices(words, [1 / (rank + 1) for rank in range(len(words))], k=count)


def text(words):
    """Sentences of ten words, five in a paragraph."""
    sentences = [" ".join(words[at:at + 10]).capitalize() + "." for at in range(0, len(words), 10)]
    return "\n\n".join(" ".join(sentences[at:at + 5]) for at in range(0, len(sentences), 5)) + "\n"


def units(artifacts):
    """How many units of work an artifacts folder holds."""
    return sum(count for _, count, _ in operations(artifacts))


def operations(artifacts):
    """(operation, units, their seconds) of an artifacts folder, most seconds first; a unit's seconds hold those of the
    units that it asks for."""
    ledger = sqlite3.connect(f"file:{Path(artifacts) / 'ledger.sqlite'}?mode=ro", uri=True)
    with ledger:
        rows = ledger.execute(
            "SELECT operation, count(*), total(seconds) FROM action GROUP BY 1 ORDER BY 3 DESC").fetchall()
    ledger.close()
    return rows


def functions(binaries, command, folder, most=12):
    """(share, function) where the processor's time goes, by perf; nothing where perf is absent or not allowed."""
    data = folder / "perf.data"
    try:
        subprocess.run(
            ["perf", "record", "-q", "-F", "500", "-o", data, *command], cwd=folder, check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=400)
        report = subprocess.run(
            ["perf", "report", "-i", data, "--no-children", "--sort", "symbol", "--stdio", "-g", "none"],
            capture_output=True, text=True, timeout=120).stdout
        report = subprocess.run(
            ["swift", "demangle", "--simplified"], input=report, capture_output=True, text=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    rows = re.findall(r"^\s+([\d.]+)%\s+\[(.)\]\s+(.+?)(?:\s+-\s+-)?\s*$", report, re.M)
    shares = [(float(share), ("kernel: " if kind == "k" else "") + name.strip()) for share, kind, name in rows]
    return shares[:most]
