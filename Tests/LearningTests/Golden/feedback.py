"""Golden numbers for Tests/LearningTests/Feedback/LikelihoodGoldenTests.swift: likelihoods of every feedback kind.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install numpy jax statsmodels
    /tmp/v/bin/python feedback.py > feedback.json

Formulas are written here from the papers: Bradley and Terry 1952 with a soft target; Plackett 1975 and Luce 1959 as in
ListMLE (Xia et al. 2008, eq. 8); softmax over n as in lm-human-preferences' best_of_n; Jeon, Milli and Dragan 2020,
table 1, for demonstrations, corrections, language, credit assignment and off-switch; McCullagh 1980 for ratings, whose
values are also checked against statsmodels' OrderedModel here. Gradients by reward, by log rationality and by the
scale's parameters are JAX's.
"""
import json, warnings
import jax, jax.numpy as jnp, numpy as np
from statsmodels.miscmodels.ordinal_model import OrderedModel

jax.config.update("jax_enable_x64", True)
warnings.simplefilter("ignore")
rng = np.random.default_rng(29)
flat = lambda a: [float(x) for x in np.asarray(a).reshape(-1)]
out = {}


def case(kind, loss, rewards, rationality, parameters=(), **more):
    """loss(rewards, log rationality, parameters) with its three gradients."""
    r, b, p = jnp.array(rewards), jnp.log(rationality), jnp.array(parameters, dtype=float)
    value, (gr, gb, gp) = jax.value_and_grad(loss, argnums=(0, 1, 2))(r, b, p)
    out.setdefault(kind, []).append(dict(
        rewards=flat(rewards), rationality=float(rationality), parameters=flat(parameters), value=float(value),
        gradient=flat(gr), rationalityGradient=float(gb), parameterGradient=flat(gp), **more))


lse = jax.scipy.special.logsumexp
logsig = jax.nn.log_sigmoid

# Comparison: points 1..9 stand for P(first) = sigmoid(log 19 (5 - p) / 4).
for points in range(1, 10):
    t = 1 / (1 + np.exp(-np.log(19) * (5 - points) / 4))
    def f(r, b, p, t=t):
        d = jnp.exp(b) * (r[0] - r[1])
        return -t * logsig(d) - (1 - t) * logsig(-d)
    case("comparison", f, rng.normal(size=2) * 2, rng.uniform(0.3, 3), points=points)

# Ranking: order by candidate from 0; `placed` first places are known (1 = best of k).
for k, placed in [(2, 2), (3, 3), (4, 4), (5, 5), (9, 9), (4, 1), (6, 1), (6, 2), (5, 4)]:
    order = rng.permutation(k)
    def f(r, b, p, order=order, placed=placed, k=k):
        s = jnp.exp(b) * r[order]
        return -sum(s[j] - lse(s[j:]) for j in range(min(placed, k - 1)))
    case("ranking", f, rng.normal(size=k) * 1.5, rng.uniform(0.3, 3), order=[int(i) for i in order[:placed]])

# Rating: P(y <= j) = sigmoid(tau_j - b r); parameters are tau_1 and the logs of the gaps, as statsmodels has them.
for scale, level in [(7, 1), (7, 4), (7, 7), (5, 2), (2, 1), (2, 2), (3, 2), (10, 6)]:
    theta = np.concatenate([[rng.normal() - 1], rng.normal(size=scale - 2) * 0.5 - 0.3])
    def f(r, b, p, level=level, scale=scale):
        tau = jnp.cumsum(jnp.concatenate([p[:1], jnp.exp(p[1:])]))
        cdf = jnp.concatenate([jnp.zeros(1), jax.nn.sigmoid(tau - jnp.exp(b) * r[0]), jnp.ones(1)])
        return -jnp.log(cdf[level] - cdf[level - 1])
    r, b = rng.normal() * 1.5, rng.uniform(0.3, 3)
    case("rating", f, [r], b, theta, level=level, scale=scale)
    # statsmodels needs every level in its data; only the last observation is looked at.
    data = np.concatenate([np.arange(scale), [level - 1]])
    model = OrderedModel(data, np.concatenate([np.zeros(scale), [r]])[:, None], distr="logit")
    theirs = -model.loglikeobs(np.concatenate([[b], theta]))[-1]
    assert abs(theirs - out["rating"][-1]["value"]) < 1e-9, (theirs, out["rating"][-1])

# Correction: the corrected answer (place 0) over the original and random edits.
for k in (2, 3, 5):
    f = lambda r, b, p: -(jnp.exp(b) * r[0] - lse(jnp.exp(b) * r))
    case("correction", f, rng.normal(size=k), rng.uniform(0.3, 3))

# Demonstration: P(y) in proportion to q(y) exp(b r(y)), with samples S of q and y* itself in the sum.
for n in (1, 4, 16):
    f = lambda r, b, p: -jnp.exp(b) * r[0] + lse(jnp.exp(b) * r)
    case("demonstration", f, rng.normal(size=n + 1), rng.uniform(0.3, 3))

# Critique, worst sentence: Delta_i = r(y) - r(y without s_i) for a whole answer worth 0.7, which cancels.
for n, worst in [(2, 1), (3, 3), (5, 2)]:
    def f(r, b, p, worst=worst):
        delta = 0.7 - r
        z = -jnp.exp(b) * delta
        return -(z[worst - 1] - lse(z))
    case("worst", f, rng.normal(size=n), rng.uniform(0.3, 3), worst=worst)

# Critique, statement: groups of answers that each statement holds of; the first one was said.
for groups in ([[0, 2], [1, 3]], [[1], [0, 1, 2, 3]], [[0, 1, 2], [3], [2, 3]]):
    def f(r, b, p, groups=groups):
        means = jnp.stack([r[jnp.array(g)].mean() for g in groups])
        return -jnp.exp(b) * means[0] + lse(jnp.exp(b) * means)
    case("statement", f, rng.normal(size=4), rng.uniform(0.3, 3), groups=groups)

# Halt: answer (place 0) against what stands after the stop (place 1).
for halted in (True, False):
    f = lambda r, b, p, s=(1 if halted else -1): -logsig(s * jnp.exp(b) * (r[1] - r[0]))
    case("halt", f, rng.normal(size=2) * 2, rng.uniform(0.3, 3), halted=halted)

print(json.dumps(out, indent=1))
