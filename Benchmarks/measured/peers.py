"""make, ninja, doit, redun and snakemake on the same tree: leaves that each turn a small file into a small file, and
one unit that needs all of them."""
import os
import subprocess
import venv

#: Why a unit of Quire is not comparable with a unit of theirs in every respect.
PROMISES = {
    "make": "processes; compares times of files; a file torn by a kill is taken for done",
    "ninja": "processes; compares times of files and commands; safe against kill; keeps no results",
    "doit": "hashes inputs (MD5); keeps its state until the end: a kill loses it",
    "doit, commands": "the same, with a process a unit",
    "redun": "hashes code, arguments and results; a commit a unit in SQLite",
    "snakemake": "processes; compares times of files and what it noted; after a kill wants --unlock and more",
}
#: No larger sizes for these: they would only say "> 120 s".
LARGEST = {"redun": 5_000, "snakemake": 1_000}
VERSIONS = ["ninja", "doit", "redun", "snakemake"]


def install(root):
    """The folder with the peers' programs; a virtual environment that is made once."""
    folder = root / ".build-peers"
    if not (folder / "bin" / "snakemake").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "-q", "install", *VERSIONS], check=True)
    return folder / "bin"


def measure(found, root, scratch, sizes):
    """Every peer at every size: cold, nothing changed, one changed."""
    try:
        programs = install(root)
    except (OSError, subprocess.CalledProcessError) as problem:
        found.remarks.append(f"The peers could not be installed ({problem}); only Quire was measured.")
        return
    found.peer_versions = versions(programs)
    before = {}
    for size in sizes:
        for peer in PROMISES:
            found.add_peer(peer, size, one(found.clock, peer, size, programs, scratch, before.get(peer), LARGEST))
            before[peer] = (size, found.peers[peer, size])


def versions(programs):
    """What was installed, and make."""
    done = subprocess.run([programs / "pip", "list", "--format=freeze"], capture_output=True, text=True)
    installed = dict(line.split("==") for line in done.stdout.split() if "==" in line)
    make = subprocess.run(["make", "--version"], capture_output=True, text=True).stdout.split("\n")[0]
    return ", ".join([make] + [f"{name} {installed.get(name, '?')}" for name in VERSIONS])


def one(clock, peer, size, programs, scratch, before, largest):
    """{"cold": Run, "same": Run, "one": Run} of one peer, or a word on why not."""
    if size > largest.get(peer, size):
        return f"not run above {largest[peer]:,}"
    if before is not None:
        smaller, result = before
        if isinstance(result, str):
            return result if result.startswith("no") else f"> {clock.limit} s"
        if result["cold"].refusal:
            return result["cold"].refusal
        if result["cold"].wall * size / smaller > clock.limit:
            return f"> {clock.limit} s, to judge by {smaller:,}"
    if clock.left < 10:
        return "no time left"
    folder = scratch / f"{peer.replace(', ', '-')}-{size}"
    command, environment = prepare(peer, size, folder, programs)
    runs = {"cold": clock.run(command, folder, environment)}
    if runs["cold"].refusal:
        return runs
    few = {"times": 3, "most": 20, "env": environment}
    runs["same"] = clock.median(command, folder, **few)
    changes = iter(range(100))
    leaf = folder / "in" / f"{size // 2}"

    def change():
        leaf.write_text(f"changed {next(changes)}\n")
        os.utime(leaf)

    runs["one"] = clock.median(command, folder, prepare=change, **few)
    return runs


def prepare(peer, size, folder, programs):
    """A new folder with the leaves' texts and the peer's own file; the command that builds everything there, and its
    environment."""
    (folder / "in").mkdir(parents=True)
    (folder / "out").mkdir()
    for index in range(size):
        (folder / "in" / f"{index}").write_text(f"leaf number {index}\n")
    return write(peer, size, folder, programs)


def write(peer, size, folder, programs):
    """Writes the peer's own file; the command that builds everything, and its environment."""
    environment = {"PATH": f"{programs}:{os.environ['PATH']}", "PYTHONDONTWRITEBYTECODE": "1"}
    jobs = f"-j{os.cpu_count()}"
    if peer == "make":
        (folder / "Makefile").write_text(
            f"LEAVES := $(addprefix out/,$(shell seq 0 {size - 1}))\n"
            "all: $(LEAVES)\n\t@ls out | wc -l > all\n"
            "out/%: in/%\n\t@cp $< $@\n")
        return ["make", "-s", "-r", jobs, "all"], environment
    if peer == "ninja":
        rules = "rule leaf\n command = cp $in $out\nrule all\n command = ls out | wc -l > all\n"
        leaves = "".join(f"build out/{index}: leaf in/{index}\n" for index in range(size))
        names = " ".join(f"out/{index}" for index in range(size))
        (folder / "build.ninja").write_text(f"{rules}{leaves}build all: all | {names}\ndefault all\n")
        return ["ninja", "--quiet", jobs], environment
    if peer.startswith("doit"):
        action = '[f"cp in/{i} out/{i}"]' if "commands" in peer else "[(leaf, [i])]"
        (folder / "dodo.py").write_text(
            "from pathlib import Path\n"
            "DOIT_CONFIG = {'verbosity': 0}\n"
            "def leaf(i): Path(f'out/{i}').write_text(Path(f'in/{i}').read_text())\n"
            f"def whole(): Path('all').write_text(str(len(list(Path('out').iterdir()))))\n"
            f"def task_leaf():\n    for i in range({size}):\n"
            f"        yield {{'name': str(i), 'file_dep': [f'in/{{i}}'], 'targets': [f'out/{{i}}'], 'actions': {action}}}\n"
            f"def task_all(): return {{'file_dep': [f'out/{{i}}' for i in range({size})], 'targets': ['all'],"
            " 'actions': [whole]}\n")
        return [programs / "doit", "run", "-r", "zero", "all"], environment
    if peer == "redun":
        (folder / "flow.py").write_text(
            "from redun import task, File\n"
            "@task(namespace='m')\ndef leaf(text): return text.upper()\n"
            "@task(namespace='m')\ndef whole(leaves): return len(leaves)\n"
            "@task(namespace='m', check_valid='full')\ndef main(texts: list):\n"
            "    return whole([leaf(text) for text in texts])\n"
            "@task(namespace='m', cache=False)\ndef start():\n"
            f"    return main([open(f'in/{{i}}').read() for i in range({size})])\n")
        return [programs / "redun", "run", "flow.py", "m.start"], environment
    (folder / "Snakefile").write_text(
        f"rule all:\n    input: expand('out/{{i}}', i=range({size}))\n    output: 'all'\n"
        "    shell: 'ls out | wc -l > all'\n"
        "rule leaf:\n    input: 'in/{i}'\n    output: 'out/{i}'\n    shell: 'cp {input} {output}'\n")
    return [programs / "snakemake", "--cores", str(os.cpu_count()), "--quiet", "all"], environment
