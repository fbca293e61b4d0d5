"""The tables of Benchmarks/README.md: what was measured beside what is asked for."""
import re
from dataclasses import dataclass, field

BEGIN = "<!-- measured: written by Benchmarks/run -->"
END = "<!-- measured: end -->"


@dataclass
class Findings:
    """All that was measured."""

    machine: list
    clock: object
    quick: bool
    small: dict = field(default_factory=dict)
    engine: dict = field(default_factory=dict)
    floor: object = None
    pipeline: dict = field(default_factory=dict)
    peers: dict = field(default_factory=dict)
    why: object = None
    #: The engine's units that each run a program; by turns with the floor and peers; as multiples of theirs; `quire run`.
    programs: dict = None
    turns: dict = field(default_factory=dict)
    ratios: dict = field(default_factory=dict)
    nodes: dict = None
    novel: dict = None
    novels: dict = None
    peer_versions: str = "not installed"
    remarks: list = field(default_factory=list)

    def add_peer(self, peer, size, result):
        """Notes what a peer needed at a size."""
        self.peers[peer, size] = result


def seconds(value):
    """As short as it can be said."""
    if value < 0.0995:
        return f"{value * 1000:.0f} ms"
    return f"{value:.2f} s" if value < 9.95 else f"{value:.0f} s"


def took(run):
    """Wall clock and processor time."""
    return run.refusal or f"{seconds(run.wall)} ({seconds(run.cpu)})"


def each(run, size):
    """Milliseconds of wall clock a unit."""
    return run.refusal or f"{run.wall * 1000 / size:.2f}"


def table(head, rows):
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def bars(found):
    """(what, asked, measured, met) for every bar of the design that these measurements reach."""
    rows = []

    def bar(what, asked, value, shown):
        rows.append((what, asked[1], shown(value), "met" if value <= asked[0] else "**not met**"))

    engine = {size: runs for size, runs in found.engine.items() if "same" in runs}
    if 5_000 in engine:
        runs = engine[5_000]
        bar("cold, a unit, 5,000 in-process units", (0.2, "0.2 ms"), runs["cold"].wall / 5, lambda v: f"{v:.2f} ms")
        if found.floor and not found.floor.refusal:
            bar("the same as a multiple of the floor", (2.5, "2.5"), runs["cold"].wall / found.floor.wall, lambda v: f"{v:.1f}")
        bar("nothing changed, 5,000 units", (0.06, "60 ms"), runs["same"].wall, seconds)
        bar("one of 5,000 changed", (0.09, "90 ms"), runs["one"].wall, seconds)
        bar("memory, 5,000 units cold", (30, "30 MB"), runs["cold"].megabytes, lambda v: f"{v:.1f} MB")
    if 100_000 in engine:
        runs = engine[100_000]
        bar("nothing changed, 100,000 units", (0.6, "0.6 s"), runs["same"].wall, seconds)
        bar("memory, 100,000 units cold", (120, "120 MB"), runs["cold"].megabytes, lambda v: f"{v:.1f} MB")
        bar("memory, 100,000 units, nothing changed", (120, "120 MB"), runs["same"].megabytes, lambda v: f"{v:.1f} MB")
    if "same" in found.pipeline.get(5_000, {}):
        runs = found.pipeline[5_000]
        bar(f"`quire run`, nothing changed, {runs['units']:,} units", (0.06, "60 ms"), runs["same"].wall, seconds)
    if found.why is not None and not found.why.refusal:
        bar("`quire why` where 5,000 units would run again", (0.1, "100 ms"), found.why.wall, seconds)
    for name, run in found.small.items():
        bar(f"start-up: `quire {name}`", (0.03, "30 ms"), run.wall, seconds)
    for runs, what, asked in [(found.novel, "a novel", (20, "20 s")), (found.novels, "ten novels", (300, "5 min"))]:
        if runs and not runs["cold"].refusal:
            bar(f"{what} ({runs['words']:,} words)", asked, runs["cold"].wall, seconds)
    if found.programs:
        bar("5,000 units that each run a program, the engine alone", (4.5, "4.5 s"), found.programs["cold"].wall, seconds)
    # On the machine that the bars were set on, by turns: 4.5 s, the processes alone 2.7 s, ninja 4.5 s.
    for name, asked, what in [("floor", 4.5 / 2.7, "the processes alone"), ("ninja", 4.5 / 4.5, "ninja")]:
        if name in found.ratios:
            bar(f"the same as a multiple of {what}", (asked, f"{asked:.2f}"), found.ratios[name], lambda v: f"{v:.2f}")
    if found.nodes:
        bar(f"`quire run`, {found.nodes['units']:,} units, nearly all of which run a program", (4.5, "4.5 s"),
            found.nodes["cold"].wall, seconds)
    return rows


def tables(found):
    """The Markdown between the markers."""
    lines = [*found.machine, f"Peers: {found.peer_versions}.", ""]
    lines += [f"Wall clock, and user + system time of the whole process tree in parentheses; medians. A command that takes "
              f"more than {found.clock.limit} s is killed and shown as such (Quire's own at 500,000 units: 300 s). \"One\" is the whole command after one leaf changed.", ""]
    lines += ["### Against what is asked for", "", *table(["what", "asked", "measured", ""], bars(found)), ""]
    if found.floor:
        lines += [f"The floor is SQLite alone, in C, on the same 5,000 lines with the same promises (`measured/floor.c`): {took(found.floor)} "
                  "here, 0.40 s on the machine that the bars were set on. It says how fast a machine is.", ""]
    lines += ["### The engine, one process from start to end", ""]
    lines += table(
        ["units", "cold", "ms a unit", "nothing changed", "one", "memory cold", "memory, nothing changed"],
        [[f"{size:,}", took(runs["cold"]), each(runs["cold"], size)]
         + ([took(runs["same"]), took(runs["one"]), f"{runs['cold'].megabytes:.0f} MB", f"{runs['same'].megabytes:.0f} MB"]
            if "same" in runs else ["-"] * 4)
         for size, runs in sorted(found.engine.items())])
    sizes = sorted(size for size, runs in found.engine.items() if "same" in runs)
    if len(sizes) > 1:
        low, high = sizes[0], sizes[-1]
        for kind, word in [("cold", "cold"), ("same", "nothing changed")]:
            more = found.engine[high][kind].megabytes - found.engine[low][kind].megabytes
            lines += ["", f"Memory per 100,000 units, {word}: {more / (high - low) * 100_000:.0f} MB "
                      f"(from {low:,} to {high:,})."]
    lines += ["", "### The command: `quire run` on a book of that many nodes", ""]
    lines += table(
        ["nodes about", "units", "cold", "ms a unit", "nothing changed", "one word changed", "memory cold", "memory, nothing changed"],
        [[f"{size:,}", f"{runs['units']:,}", took(runs["cold"]), each(runs["cold"], runs["units"]), took(runs["same"]),
          took(runs["one"]), f"{runs['cold'].megabytes:.0f} MB", f"{runs['same'].megabytes:.0f} MB"]
         if "same" in runs else [f"{size:,}", "-", took(runs["cold"])] + ["-"] * 5
         for size, runs in sorted(found.pipeline.items())])
    lines += turns(found) + peers(found) + novels(found)
    return "\n".join(lines + [""] + [f"- {remark}" for remark in found.remarks]).rstrip() + "\n"


def turns(found):
    """Units that each run a program."""
    if not found.turns:
        return []
    what = {"floor": "the processes alone: `cp`, each in a new folder in memory, by a thread a core, in C (`measured/spawning.c`)",
            "make": "make: `cp` from a folder on the disk into another one", "ninja": "ninja: the same, by `sh -c`",
            "quire": "Quire's engine (`engine-probe copy`): `cp`, each in a new folder in memory; its output is hashed and "
                     "recorded, safe against kill"}
    rows = [[words, took(found.turns[name]), f"{found.ratios[name]:.2f}" if name in found.ratios else ""]
            for name, words in what.items() if name in found.turns]
    if found.nodes:
        rows.append([f"`quire run`, {found.nodes['units']:,} units: cuts a book, and starts `cp` for each node",
                     took(found.nodes["cold"]), ""])
    return ["", "### 5,000 units that each run a program, by turns", "",
            *table(["what", "cold", "Quire as a multiple"], rows)]


def peers(found):
    """Quire and its peers side by side, with and without processes."""
    from .peers import PROMISES
    sizes = sorted({size for _, size in found.peers} | set(found.engine) - {100_000})
    lines = []
    for title, names in [
            ("In one process", ["quire", "doit", "redun"]),
            ("With a process a unit", ["quire, programs", "make", "ninja", "doit, commands", "snakemake"])]:
        rows = []
        for name in names:
            for kind, word in [("cold", "cold"), ("same", "nothing changed"), ("one", "one")]:
                row = [f"**{name}**" if kind == "cold" else "", word]
                for size in sizes:
                    runs = found.engine.get(size) if name == "quire" else found.peers.get((name, size))
                    if name == "quire, programs":
                        runs = found.programs if size == 5_000 else None
                    if runs is None:
                        row.append("-")
                    elif isinstance(runs, str):
                        row.append(runs)
                    else:
                        row.append(took(runs[kind]) if kind in runs else "-")
                rows.append(row)
        lines += ["", f"### {title}", "", *table(["", "", *(f"{size:,} units" for size in sizes)], rows)]
    promises = {"quire": "hashes inputs and results; safe against kill and, but for 50 ms, power loss",
                "quire, programs": "the same, with `cp` started for each in a new folder",
                **PROMISES}
    return lines + ["", *table(["", "what a unit is"], promises.items())]


def novels(found):
    """The novels, and where their time goes."""
    lines = ["", "### Novels", ""]
    rows = []
    for runs, what in [(found.novel, "import, decompose, answer every node of one novel with a trained policy"),
                       (found.novels, "pipelines/01-first-books.yaml on ten novels, training included")]:
        if runs:
            rows.append([what, f"{runs['words']:,}", f"{runs.get('units', 0):,}", took(runs["cold"]),
                         took(runs["same"]) if "same" in runs else "-", f"{runs['cold'].megabytes:.0f} MB"])
    lines += table(["", "words", "units", "cold", "nothing changed", "memory"], rows) if rows else ["Not measured."]
    if found.novels and "stages" in found.novels:
        lines += ["", "Where the time of the ten novels goes, by stage (wall clock; stages run side by side):", ""]
        lines += table(["stage", "seconds"], [[name, f"{value:.2f}"] for name, value in found.novels["stages"]])
        lines += ["", "By operation (wall clock of all its units together, with what they ask for and wait for):", ""]
        lines += table(["operation", "units", "seconds"],
                       [[name, f"{count:,}", f"{value:.2f}"] for name, count, value in found.novels["operations"]])
    if found.novels and found.novels.get("functions"):
        lines += ["", "By function (processor time, perf):", ""]
        lines += table(["share", "function"], [[f"{share} %", f"`{name[:110]}`"] for share, name in found.novels["functions"]])
    return lines


def write(path, text):
    """Puts the tables between the markers of the README."""
    old = path.read_text()
    block = f"{BEGIN}\n\n{text}\n{END}"
    new, count = re.subn(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: block, old, flags=re.S)
    path.write_text(new if count else old.rstrip() + "\n\n" + block + "\n")
