"""Makes overoptimisation.json beside this file: golden numbers for best of n and the curves of over-optimisation.

    python3 -m venv /tmp/v-over && /tmp/v-over/bin/pip install numpy==2.4.6 scipy==1.17.1
    /tmp/v-over/bin/python Tests/LearningTests/Golden/overoptimisation.py

`means`: the best of n by proxy among every subset of n of the draws, one subset after another; among draws with one
proxy the mean of all that could be kept. `large`: the same by exact binomials (Python's whole numbers). `kl`: quadrature
of the density n u^(n-1). `tied`: by fractions. `fits`: numpy.linalg.lstsq. `optima`: scipy's search for the maximum.
"""

import fractions
import itertools
import json
import math
import pathlib

import numpy
from scipy import integrate, optimize


def enumerated(proxy, values, n):
    means = []
    for subset in itertools.combinations(range(len(proxy)), n):
        best = max(proxy[i] for i in subset)
        kept = [values[i] for i in subset if proxy[i] == best]
        means.append(sum(kept) / len(kept))
    return sum(means) / len(means)


def binomial(proxy, values, n):
    order = sorted(range(len(proxy)), key=lambda i: proxy[i])
    total = len(order)
    terms = [fractions.Fraction(math.comb(i - 1, n - 1), math.comb(total, n)) * fractions.Fraction(values[order[i - 1]])
             for i in range(n, total + 1)]
    return float(sum(terms))


def tied(proxy, n):
    total = len(proxy)
    kl, before = 0.0, fractions.Fraction(0)
    for level in sorted(set(proxy)):
        p = fractions.Fraction(proxy.count(level), total)
        upto = before + p
        q = float(upto**n - before**n)
        if q > 0:
            kl += q * math.log(q / float(p))
        before = upto
    return kl


def divergence(n):
    def term(u):
        density = n * u ** (n - 1)
        return density * math.log(density) if density > 0 else 0

    return integrate.quad(term, 0, 1, limit=400, epsabs=1e-12, points=[0.9, 0.99, 0.999])[0]


def main():
    random = numpy.random.default_rng(17)
    cases = []
    for ties in [False, True]:
        proxy = random.normal(size=11).round(0 if ties else 8).tolist()
        values = random.normal(size=11).round(8).tolist()
        cases.append({
            "proxy": proxy, "values": values, "counts": list(range(1, 12)),
            "means": [enumerated(proxy, values, n) for n in range(1, 12)],
            "tied": [tied(proxy, n) for n in range(1, 12)]})
    proxy = random.normal(size=1500).tolist()
    values = random.normal(size=1500).tolist()
    counts = [1, 2, 64, 700, 1499, 1500]
    large = {"proxy": proxy, "values": values, "counts": counts, "means": [binomial(proxy, values, n) for n in counts]}
    fits = []
    for form, bend in [("best-of", lambda d: d * d), ("reinforcement", lambda d: d * numpy.log(d))]:
        for alpha, beta in [(0.6, 0.11), (0.2, -0.05), (1.5, 0.4)]:
            d = numpy.sort(random.uniform(0.2, 3, size=9))
            gold = alpha * d - beta * bend(d) + 0.05 * random.normal(size=9)
            (a, b), *_ = numpy.linalg.lstsq(numpy.stack([d, -bend(d)], axis=1), gold, rcond=None)
            best = None
            if b > 0:
                best = float(optimize.minimize_scalar(
                    lambda x: -(a * x - b * bend(x)), bounds=(1e-9, 1e3), method="bounded",
                    options={"xatol": 1e-10}).x)
            fits.append({"form": form, "distances": d.tolist(), "values": gold.tolist(), "alpha": float(a),
                         "beta": float(b), "optimum": best})
    kl = [{"n": n, "kl": divergence(n)} for n in [1, 2, 3, 16, 64, 1000]]
    out = {"cases": cases, "large": large, "fits": fits, "kl": kl}
    path = pathlib.Path(__file__).parent / "overoptimisation.json"
    path.write_text(json.dumps(out) + "\n")


main()
