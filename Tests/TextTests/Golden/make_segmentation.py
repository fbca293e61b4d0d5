"""Makes segmentation.tsv beside this file: golden numbers from segeval 2.0.11.

    python3 -m venv /tmp/v-segeval && /tmp/v-segeval/bin/pip install segeval==2.0.11
    /tmp/v-segeval/bin/python Tests/TextTests/Golden/make_segmentation.py [FOLDER-OF-DATA]

Pairs of segmentations are lists of lengths. They come from three places:

- cuts.tsv beside this file: the sections of the LitBank novels, in paragraphs, and how five ways of cutting cut them
  (written by `UPDATE_GOLDEN=1 QUIRE_DATA=… swift test --filter SegmentationGoldenTests`).
- Choi's test files (koomri/text-segmentation, data/choi), in sentences, against cuts of equal length, against the same
  boundaries moved by up to three sentences, and against random ones. FOLDER-OF-DATA holds segmentation/choi; without it
  the pairs of the last run are taken from segmentation.tsv.
- Random ones, short, for the rims.

segeval compares whole numbers with `is`, which CPython grants up to 256 only. Its window metrics are therefore loaded
with `==` and `!=` in place of `is` and `is not`; where all numbers are small the untouched ones must agree, and that is
asserted.

A line: source, hypothesis, reference, k, Pk, WindowDiff, Boundary similarity; `-` where segeval divides by zero.
"""

import decimal
import importlib
import importlib.util
import pathlib
import re
import sys

import segeval
import segeval.window.pk
import segeval.window.windowdiff
from segeval.window import compute_window_size

HERE = pathlib.Path(__file__).parent


class Generator:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def by_equality(module):
    source = pathlib.Path(module.__file__).read_text()
    source = re.sub(r"\bis not\b(?! None)", "!=", source)
    source = re.sub(r"(?<=[\w\])]) is (?!None\b|False\b|True\b)(?=[\w\[(])", " == ", source)
    code = compile(source.replace("== False", "is False"), module.__file__, "exec")
    spec = importlib.util.spec_from_file_location(module.__name__ + "_by_equality", module.__file__)
    copy = importlib.util.module_from_spec(spec)
    copy.__package__ = module.__package__
    exec(code, copy.__dict__)
    return copy


PK = by_equality(sys.modules["segeval.window.pk"]).pk
WINDOW_DIFF = by_equality(sys.modules["segeval.window.windowdiff"]).window_diff


def value(metric, hypothesis, reference):
    try:
        return metric(hypothesis, reference)
    except (decimal.InvalidOperation, ZeroDivisionError, AssertionError):
        return None


def lengths(boundaries, count):
    ends = [0, *sorted(boundaries), count]
    return [b - a for a, b in zip(ends, ends[1:])]


def boundaries(masses):
    ends, end = [], 0
    for mass in masses[:-1]:
        end += mass
        ends.append(end)
    return ends


def random_segments(random, count, segments):
    chosen = set()
    while len(chosen) < min(segments, count) - 1:
        chosen.add(1 + random.below(count - 1))
    return lengths(chosen, count)


def choi(folder):
    random = Generator(23)
    for path in sorted((folder / "segmentation" / "choi").glob("*.ref")):
        parts = path.read_text(encoding="utf-8", errors="replace").split("==========")
        reference = [n for n in (sum(1 for line in part.splitlines() if line.strip()) for part in parts) if n]
        count, segments = sum(reference), len(reference)
        yield "choi/" + path.stem, lengths({round(count * i / segments) for i in range(1, segments)}, count), reference
        moved = {b + random.below(7) - 3 for b in boundaries(reference)}
        yield "choi/" + path.stem, lengths({b for b in moved if 0 < b < count}, count), reference
        yield "choi/" + path.stem, random_segments(random, count, 1 + random.below(2 * segments)), reference


def rims():
    random = Generator(29)
    for _ in range(80):
        count = 1 + random.below(40)
        pair = [random_segments(random, count, 1 + random.below(1 + count)) for _ in range(2)]
        yield "random", *pair


def known(name):
    path = HERE / name
    for line in path.read_text().splitlines() if path.exists() else []:
        source, hypothesis, reference, *_ = line.split("\t")
        yield source, *[list(map(int, masses.split())) for masses in (hypothesis, reference)]


def main():
    old = list(known("segmentation.tsv"))
    pairs = list(known("cuts.tsv"))
    pairs += choi(pathlib.Path(sys.argv[1])) if len(sys.argv) > 1 else [p for p in old if p[0].startswith("choi")]
    pairs += rims()
    out = []
    for source, hypothesis, reference in pairs:
        k = compute_window_size(reference, boundary_format=segeval.BoundaryFormat.mass)
        pk, diff = value(PK, hypothesis, reference), value(WINDOW_DIFF, hypothesis, reference)
        if sum(reference) <= 256:
            assert pk == value(segeval.pk, hypothesis, reference), (hypothesis, reference)
            assert diff == value(segeval.window_diff, hypothesis, reference), (hypothesis, reference)
        try:
            similarity = segeval.boundary_similarity(hypothesis, reference)
        except ValueError:  # no boundary on either side: the largest type of none
            similarity = None
        numbers = ["-" if x is None else repr(float(x)) for x in (pk, diff, similarity)]
        masses = [" ".join(map(str, m)) for m in (hypothesis, reference)]
        out.append("\t".join([source, *masses, str(k), *numbers]) + "\n")
    (HERE / "segmentation.tsv").write_text("".join(out))


main()
