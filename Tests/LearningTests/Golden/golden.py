"""Golden numbers for Tests/LearningTests/GoldenTests.swift, from implementations that share nothing with Quire.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install numpy jax optax
    /tmp/v/bin/python golden.py > golden.json

Gradients are JAX's automatic ones, Adam and clipping are optax's (adam's eps stands outside the root, as in
PyTorch); GAE, whitening and the PPO losses are written here from the papers and lm-human-preferences.
"""
import json
import jax, jax.numpy as jnp, numpy as np, optax
jax.config.update("jax_enable_x64", True)
rng = np.random.default_rng(17)
out = {}
flat = lambda a: [float(x) for x in np.asarray(a).reshape(-1)]

# A perceptron y = W2 tanh(W1 x + b1) + b2; parameters flat as W1 [D,H], b1, W2 [O,H], b2.
D, H, O, B = 5, 11, 2, 4
params = rng.normal(size=D * H + H + O * H + O) * 0.5
rows, seeds = rng.normal(size=(B, D)), rng.normal(size=(B, O))
def mlp(p, x):
    w1 = p[:D * H].reshape(D, H); b1 = p[D * H:D * H + H]
    w2 = p[D * H + H:D * H + H + O * H].reshape(O, H); b2 = p[-O:]
    return jnp.tanh(x @ w1 + b1) @ w2.T + b2
grad = jax.grad(lambda p: (mlp(p, rows) * seeds).sum())(params)
out["mlp"] = dict(inputs=D, hidden=H, outputs=O, parameters=flat(params), rows=flat(rows), seeds=flat(seeds),
                  result=flat(mlp(params, rows)), gradient=flat(grad))

# Three steps of Adam with L2 on changing gradients, each clipped to norm 1.
p = jnp.array(rng.normal(size=6)); start = flat(p)
grads = [rng.normal(size=6) * s for s in (3.0, 0.1, 1.0)]
tx = optax.chain(optax.clip_by_global_norm(1.0), optax.add_decayed_weights(0.01), optax.scale_by_adam(0.9, 0.999, 1e-5), optax.scale(-0.05))
state = tx.init(p); after = []
for g in grads:
    updates, state = tx.update(jnp.array(g), state, p); p = optax.apply_updates(p, updates); after.append(flat(p))
out["adam"] = dict(start=start, gradients=[flat(g) for g in grads], after=after)

# GAE as the explicit double sum A_t = sum_l (gamma lambda)^l delta_{t+l}.
rewards, values, gamma, lam = rng.normal(size=6), rng.normal(size=6), 0.99, 0.95
nextv = np.append(values[1:], 0); delta = rewards + gamma * nextv - values
adv = [sum((gamma * lam) ** (l - t) * delta[l] for l in range(t, 6)) for t in range(6)]
out["gae"] = dict(rewards=flat(rewards), values=flat(values), gamma=gamma, lam=lam, advantages=flat(adv), returns=flat(np.array(adv) + values))
x = rng.normal(size=7) * 3 + 1
out["whiten"] = dict(values=flat(x), shifted=flat((x - x.mean()) / np.sqrt(x.var() + 1e-8)), kept=flat((x - x.mean()) / np.sqrt(x.var() + 1e-8) + x.mean()))

# Losses with their gradients, on points that reach every branch.
cases = []
for logprob, old, a in [(-1.0, -1.1, 0.7), (-0.5, -1.1, 0.7), (-2.0, -1.1, 0.7), (-1.0, -1.1, -0.7), (-0.5, -1.1, -0.7), (-2.0, -1.1, -0.7)]:
    def f(lp):
        r = jnp.exp(lp - old); return jnp.maximum(-a * r, -a * jnp.clip(r, 0.8, 1.2))
    cases.append(dict(logprob=logprob, old=old, advantage=a, loss=float(f(logprob)), gradient=float(jax.grad(f)(logprob))))
out["policy"] = cases
cases = []
for v, old, target in [(0.1, 0.0, 1.0), (0.5, 0.0, 1.0), (0.5, 0.0, -1.0), (-0.5, 0.0, 1.0), (-0.5, 0.0, -1.0)]:
    def f(v):
        c = jnp.clip(v, old - 0.2, old + 0.2); return 0.5 * jnp.maximum((v - target) ** 2, (c - target) ** 2)
    cases.append(dict(value=v, old=old, target=target, loss=float(f(v)), gradient=float(jax.grad(f)(v))))
out["value"] = cases
cases = []
for d, p in [(0.3, 1.0), (-2.0, 0.8), (0.0, 0.5), (40.0, 0.1), (-40.0, 0.9)]:
    f = lambda d: -(p * jax.nn.log_sigmoid(d) + (1 - p) * jax.nn.log_sigmoid(-d))
    cases.append(dict(difference=d, preference=p, loss=float(f(d)), gradient=float(jax.grad(f)(d))))
out["comparison"] = cases

# Softmax with temperature, its entropy, and the KL to another.
z, y, T = rng.normal(size=5) * 2, rng.normal(size=5), 0.7
lp, lq = jax.nn.log_softmax(z / T), jax.nn.log_softmax(y / T)
out["softmax"] = dict(logits=flat(z), other=flat(y), temperature=T, logprobs=flat(lp), entropy=float(-(jnp.exp(lp) * lp).sum()), kl=float((jnp.exp(lp) * (lp - lq)).sum()))

# Imitation: the mean over decisions of the cross-entropy to the uniform distribution over what is right (optax's), one
# decision with a single right choice, which is the negative log-likelihood that expert iteration has.
counts, right = [4, 3, 5], [[0, 2], [1], [0, 3, 4]]
ends = np.cumsum(counts)
z = rng.normal(size=sum(counts)) * 2
labels = [np.isin(np.arange(n), places) / len(places) for n, places in zip(counts, right)]
loss = lambda z: jnp.stack([optax.softmax_cross_entropy(z[e - n:e], l) for e, n, l in zip(ends, counts, labels)]).mean()
out["imitation"] = dict(logits=flat(z), counts=counts, right=right, loss=float(loss(z)), gradient=flat(jax.grad(loss)(z)))
print(json.dumps(out, indent=1))
