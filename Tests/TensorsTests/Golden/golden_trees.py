"""Golden numbers for Tests/TensorsTests/BoostedTreesTests.swift, from scikit-learn.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install numpy scikit-learn
    /tmp/v/bin/python golden_trees.py > golden-trees.json

Columns of few values, so that both have a bin for each; all rows and all columns at every tree, so that no random draw
differs. Predictions are log-odds for the rows that were learned from.
"""
import json

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier

rng = np.random.default_rng(5)
cases = []
for rows, columns, values, trees, leaves, least, ridge, rate in [
        (200, 3, 12, 1, 4, 5, 1.0, 0.1), (400, 6, 30, 25, 8, 10, 5.0, 0.03), (150, 2, 5, 40, 3, 1, 0.5, 0.3)]:
    x = rng.integers(0, values, size=(rows, columns)) / 4 - 1
    odds = x[:, 0] - 0.7 * x[:, 1] * (x[:, -1] > 0) - 1 + rng.normal(size=rows) * 0.3
    y = (rng.random(rows) < 1 / (1 + np.exp(-odds))).astype(int)
    model = HistGradientBoostingClassifier(
        learning_rate=rate, max_iter=trees, max_leaf_nodes=leaves, min_samples_leaf=least, l2_regularization=ridge,
        max_bins=255, early_stopping=False).fit(x, y)
    cases.append(dict(
        columns=columns, trees=trees, leaves=leaves, leastRows=least, ridge=ridge, rate=rate, rows=[float(v) for v in x.reshape(-1)],
        isMember=[bool(v) for v in y], scores=[float(v) for v in model.decision_function(x)]))
print(json.dumps(dict(version=sklearn.__version__, cases=cases)))
