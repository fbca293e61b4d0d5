"""Golden numbers for Tests/LearningTests/Measures, from implementations that share nothing with Quire.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install numpy scipy
    /tmp/v/bin/python stakes.py > stakes.json

Clopper-Pearson bounds are scipy's (binomtest, one-sided), Mahalanobis distances scipy's with numpy's covariance,
percentiles numpy's.
"""
import json
import numpy as np
from scipy.spatial.distance import mahalanobis
from scipy.stats import binomtest

rng = np.random.default_rng(17)
out = {}

out["bounds"] = [
    dict(events=k, trials=n,
         bound=binomtest(k, n, alternative="less").proportion_ci(0.95, method="exact").high)
    for k, n in [(1, 2), (1, 10), (3, 59), (7, 8), (12, 400), (150, 300), (2, 100_000), (4_000, 90_000)]
]

def shift(first, second):
    """Shrinkage 0.2 towards the diagonal and a ridge of 1e-4, on the covariance within both samples."""
    within = sum((len(s) - 1) * np.cov(s, rowvar=False) if len(s) > 1 else 0 for s in (first, second))
    s = within / (len(first) + len(second) - 2)
    s = 0.8 * s + 0.2 * np.diag(np.diag(s)) + 1e-4 * np.eye(len(s))
    return mahalanobis(first.mean(0), second.mean(0), np.linalg.inv(s))

out["shifts"] = []
for m, n, width in [(12, 9, 4), (40, 3, 6), (5, 1, 3), (4, 6, 8)]:
    mix = rng.normal(size=(width, width))
    first = rng.normal(size=(m, width)) @ mix
    second = rng.normal(size=(n, width)) @ mix + rng.normal(size=width)
    first[:, -1] = second[:, -1] = 0.25  # a feature that never varies
    out["shifts"].append(dict(trained=first.tolist(), own=second.tolist(), distance=shift(first, second)))

values = rng.normal(size=101)
out["percentiles"] = [
    dict(values=v.tolist(), low=np.percentile(v, 2.5), high=np.percentile(v, 97.5))
    for v in (values, values[:8], values[:1])
]
print(json.dumps(out))
