"""Golden numbers for Tests/LearningTests/VerdictTests.swift, from scipy and statsmodels.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    /tmp/v/bin/python verdict.py > verdict.json

The bootstrap's numbers are those of all n^n resamples of small samples, enumerated.
"""
import itertools
import json

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower

rng = np.random.default_rng(17)
out = {}
points = [-38, -8.5, -3.5, -3, -2.9, -1.96, -0.3, 0, 1e-9, 0.7, 1.2815515655446004, 2.999, 3.001, 5, 9]
out["normal"] = [dict(x=x, below=float(stats.norm.cdf(x))) for x in points]
out["quantile"] = [dict(p=p, x=float(stats.norm.ppf(p))) for p in [1e-12, 0.001, 0.025, 0.2, 0.5, 0.8, 0.975, 0.99999]]

samples = [rng.normal(0.3, 1, size=n) for n in (1, 2, 5, 12, 30, 50, 51, 80)]
samples += [np.round(rng.normal(0.5, 2, size=n)) for n in (6, 20, 40)]  # equal sizes and zeros
samples += [np.array([0.0, 0.0, 1.0, -2.0, 3.0]), np.array([1.0, 1.0, 1.0, 1.0])]
out["wilcoxon"] = [
    dict(values=[float(v) for v in sample],
         both=float(stats.wilcoxon(sample).pvalue),
         above=float(stats.wilcoxon(sample, alternative="greater").pvalue),
         below=float(stats.wilcoxon(sample, alternative="less").pvalue))
    for sample in samples]

out["holm"] = []
for size in (1, 2, 5, 9):
    chances = rng.uniform(size=size) ** 3
    if size == 9:
        chances[3] = chances[4]
    out["holm"].append(dict(chances=[float(c) for c in chances],
                            adjusted=[float(a) for a in multipletests(chances, method="holm")[1]]))

out["detectable"] = []
for size in (5, 12, 49):
    sample = rng.normal(size=size)
    effect = NormalIndPower(ddof=0).solve_power(nobs1=size, alpha=0.05, power=0.8, ratio=0)
    out["detectable"].append(dict(values=[float(v) for v in sample], effect=float(effect * sample.std(ddof=1))))

out["bootstrap"] = []
for size, shift in ((5, 0.1), (6, 0.8)):
    sample = rng.normal(shift, 1, size=size)
    means = np.array([np.mean(draw) for draw in itertools.product(sample, repeat=size)])
    out["bootstrap"].append(dict(
        values=[float(v) for v in sample], low=float(np.percentile(means, 2.5)), high=float(np.percentile(means, 97.5)),
        both=float(2 * min((means <= 0).mean(), (means >= 0).mean())),
        equivalence=float(max((means <= -1).mean(), (means >= 1).mean()))))
print(json.dumps(out, indent=1))
