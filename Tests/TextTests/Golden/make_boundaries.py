"""Makes boundaries.tsv beside this file: how many boundaries of segmentation.tsv have a partner, by scipy 1.17.1.

    python3 -m venv /tmp/v-scipy && /tmp/v-scipy/bin/pip install scipy==1.17.1
    /tmp/v-scipy/bin/python Tests/TextTests/Golden/make_boundaries.py

A line for each line of segmentation.tsv: the most pairs of one boundary of each segmentation at most 0, and at most 3,
units apart, each boundary in one pair at most (scipy.sparse.csgraph.maximum_bipartite_matching), and the F1 of both.
"""

import itertools
import pathlib

import numpy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

HERE = pathlib.Path(__file__).parent


def boundaries(column):
    return list(itertools.accumulate(int(length) for length in column.split()))[:-1]


with open(HERE / "boundaries.tsv", "w") as out:
    for line in open(HERE / "segmentation.tsv"):
        columns = line.rstrip("\n").split("\t")
        ours, theirs = boundaries(columns[1]), boundaries(columns[2])
        row = []
        for tolerance in (0, 3):
            matches = 0
            if ours and theirs:
                near = numpy.abs(numpy.subtract.outer(ours, theirs)) <= tolerance
                matches = int((maximum_bipartite_matching(csr_matrix(near)) >= 0).sum())
            row += [matches, 2 * matches / (len(ours) + len(theirs)) if theirs else "-"]
        print(*row, sep="\t", file=out)
