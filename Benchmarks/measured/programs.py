"""Units that each run a program: the processes alone, make, ninja and Quire's engine by turns, and `quire run`."""
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from . import peers
from .clock import middle
from .quire import LEAVES, PIPELINE, book, new, text, units

SIZE = 5_000
ROUNDS = 5
COPYING = PIPELINE.replace(
    "decomposers:", "models:\n  copy: {kind: command, argv: [cp, answer, answer.txt]}\ndecomposers:").replace(
    "policy: lead", "policy: copy")


def measure(found, binaries, root, scratch):
    """All of them by turns, because machines are slower at one time than at another, and by much for processes."""
    folder = new(scratch, "programs")
    lines = folder / "lines.txt"
    lines.write_text("".join(f"leaf number {index}\n" for index in range(SIZE)))
    # In memory, as Quire's programs.
    memory = Path(tempfile.mkdtemp(prefix="quire-measured-", dir="/dev/shm"))
    jobs = str(os.cpu_count())
    turns = {"quire": lambda place: ([binaries / "engine-probe", "copy", "artifacts", lines, jobs], None)}
    floor = compiled(found, root, folder)
    if floor:
        turns["floor"] = lambda place: ([floor, memory / place.name, lines, jobs], None)
    try:
        installed = peers.install(root)
        for peer in ["make", "ninja"]:
            turns[peer] = lambda place, peer=peer: peers.prepare(peer, SIZE, place, installed)
    except (OSError, subprocess.CalledProcessError) as problem:
        found.remarks.append(f"make and ninja were not measured beside programs ({problem}).")
    try:
        rounds = [a_round(found, turns, folder, number) for number in range(1 if found.quick else ROUNDS)]
    finally:
        shutil.rmtree(memory, ignore_errors=True)
    whole = [runs for runs in rounds if not any(run.refusal for run in runs.values())]
    if whole:
        found.turns = {name: middle([runs[name] for runs in whole]) for name in turns}
        # Of each round by itself: what slows the machine slows both.
        found.ratios = {name: statistics.median(runs["quire"].wall / runs[name].wall for runs in whole)
                        for name in turns if name != "quire"}
        found.programs = {"cold": found.turns["quire"], **again(found, binaries, folder / "quire-0" / "artifacts", lines)}
    books(found, binaries, folder)


def a_round(found, turns, folder, number):
    """Each of them once; another one begins every time."""
    names = list(turns)
    runs = {}
    for name in names[number % len(names):] + names[:number % len(names)]:
        place = new(folder, f"{name}-{number}")
        command, environment = turns[name](place)
        os.sync()
        runs[name] = found.clock.run(command, place, environment)
    return runs


def compiled(found, root, folder):
    """The processes alone, in C."""
    program = folder / "spawning"
    source = root / "Benchmarks" / "measured" / "spawning.c"
    try:
        subprocess.run(["cc", "-O2", "-pthread", "-o", program, source], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        found.remarks.append(f"The floor of programs could not be compiled ({problem}).")
        return None
    return program


def again(found, binaries, artifacts, lines):
    """The engine once more on what it has done, and on one line that is another one."""
    folder = artifacts.parent
    command = [binaries / "engine-probe", "copy", artifacts, lines, str(os.cpu_count())]
    runs = {"same": found.clock.median(command, folder)}
    all = lines.read_text().splitlines()
    changes = iter(range(100))

    def change():
        all[SIZE // 2] = f"changed {next(changes)}"
        lines.write_text("\n".join(all) + "\n")

    runs["one"] = found.clock.median(command, folder, prepare=change)
    return runs


def books(found, binaries, folder):
    """`quire run` on a made-up book, where a program (cp) is started for every node, and gives its answer."""
    (folder / "book.txt").write_text(text(book(LEAVES[SIZE] * 20)))
    (folder / "answer").write_text("Anna hid the lantern.\n")
    (folder / "nodes.yaml").write_text(COPYING % 10)
    fresh = iter(range(100))

    def command():
        return [binaries / "quire", "run", folder / "nodes.yaml", "--artifacts", folder / f"artifacts-{next(fresh)}"]

    run = found.clock.median(command, folder, times=3, most=30)
    if not run.refusal:
        found.nodes = {"cold": run, "units": units(folder / "artifacts-0")}
