"""Real novels through the first pipeline, where LitBank's texts are found."""
import os
import sqlite3
from pathlib import Path

from . import quire
from .clock import middle

#: One novel answered by a policy that was trained on two short stories.
ONE = """\
quire: 1
name: one-novel
seed: 17
data:
  stories: {path: "stories/*.txt", split: {all: 1}}
  novel: {path: "novel/*.txt", split: {all: 1}}
task:
  instruction: Summarise the passage so that someone who has not read it can follow what comes next.
  criteria: [coverage, accuracy, coherence]
  max_words: {leaf: 60, inner: 90, root: 150}
  context: earlier
oversight: {words: 900, minutes: 1200}
decomposers:
  fixed: {kind: fixed, leaf_words: 250, fan_in: 4}
overseers:
  reader: {kind: simulated, gold: coverage, noise: 0.1}
stages:
  trees:     {decompose: stories.all, by: fixed}
  demos:     {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 40}
  bc:        {train: policy, by: bc, from: extractive, using: demos}
  unseen:    {decompose: novel.all, by: fixed}
  summaries: {recompose: unseen, policy: bc}
"""


def measure(found, binaries, root, scratch, many):
    """One novel of about 120,000 words, and ten of them through pipelines/01-first-books.yaml."""
    data = Path(os.environ.get("QUIRE_DATA", root.parent / "shared" / "data"))
    shelf = data / "litbank" / "books"
    if not shelf.is_dir():
        found.remarks.append("Novels were not measured: set QUIRE_DATA to the folder that holds litbank/, or put it in ../shared/data.")
        return
    books = sorted((abs(len(path.read_text().split()) - 120_000), path) for path in shelf.glob("*.txt"))
    stories = sorted(shelf.glob("*.txt"), key=lambda path: path.stat().st_size)[:2]
    found.novel = one(found, binaries, scratch, books[0][1], stories)
    if many:
        found.novels = ten(found, binaries, root, scratch, [path for _, path in books[:10]])


def link(folder, paths):
    """A new folder with links to files."""
    folder.mkdir(parents=True)
    for path in paths:
        (folder / path.name).symlink_to(path.resolve())


def words(paths):
    """How many words files have together."""
    return sum(len(path.read_text().split()) for path in paths)


def one(found, binaries, scratch, novel, stories):
    """The policy is trained before; then import, decompose and answer every node, in one command."""
    folder = quire.new(scratch, "novel")
    link(folder / "novel", [novel])
    link(folder / "stories", stories)
    (folder / "novel.yaml").write_text(ONE)
    runs = []
    for number in range(3):
        command = [
            binaries / "quire", "run", folder / "novel.yaml", "--artifacts", folder / f"artifacts-{number}"]
        trained = found.clock.run([*command, "--only", "bc"], folder)
        run = trained if trained.refusal else found.clock.run(command, folder)
        if run.refusal:
            return {"cold": run, "words": words([novel])}
        runs.append(run)
    return {
        "cold": middle(runs), "same": found.clock.median(command, folder), "words": words([novel]),
        "units": quire.units(folder / "artifacts-0")}


def ten(found, binaries, root, scratch, paths):
    """Everything: decompose, ask, train three models, answer with three policies, evaluate."""
    folder = quire.new(scratch, "novels")
    link(folder / "books", paths)
    command = [
        binaries / "quire", "run", root / "pipelines" / "01-first-books.yaml", "--set",
        f"vars.books={folder / 'books'}/*.txt", "--artifacts", folder / "artifacts"]
    limit, found.clock.limit = found.clock.limit, 420
    runs = {"cold": found.clock.run(command, folder), "words": words(paths)}
    found.clock.limit = limit
    if runs["cold"].refusal:
        return runs
    runs["same"] = found.clock.median(command, folder)
    runs["units"] = quire.units(folder / "artifacts")
    runs["stages"] = stages(folder / "artifacts")
    runs["operations"] = quire.operations(folder / "artifacts")
    if found.clock.left > 300:
        again = [word if word != folder / "artifacts" else folder / "artifacts-profiled" for word in command]
        runs["functions"] = quire.functions(binaries, again, folder)
    return runs


def stages(artifacts):
    """(stage, seconds) of the first run."""
    ledger = sqlite3.connect(f"file:{artifacts / 'ledger.sqlite'}?mode=ro", uri=True)
    rows = ledger.execute(
        "SELECT cell, finished - started FROM stage WHERE run = 1 ORDER BY 2 DESC").fetchall()
    ledger.close()
    return rows
