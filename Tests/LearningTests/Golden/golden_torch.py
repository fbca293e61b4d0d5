"""Golden numbers for Tests/LearningTests/TorchGoldenTests.swift, from PyTorch and from TRL's own functions.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install numpy torch
    /tmp/v/bin/pip download --no-deps trl==0.9.6
    /tmp/v/bin/python golden_torch.py trl-0.9.6-py3-none-any.whl > golden-torch.json

TRL is not imported (it needs transformers, accelerate and datasets): the named functions are taken out of its wheel's
source and called. Of TRL 0.9.6: `PPOTrainer.compute_advantages` and `loss`, `DPOTrainer.dpo_loss`,
`KTOTrainer.kto_loss`, `AdaptiveKLController`, and the lines of `RLOOTrainer.train` that compute advantages and the clipped
loss. TRL 1.16.0 (rloo_trainer.py, dpo_trainer.py and
kto_trainer.py) has the same formulas inside longer methods. Gradients are torch's automatic ones; Adam and the
clipping of gradients are torch.optim's. Sums over orders are made order by order.
"""
import ast, itertools, json, sys, textwrap, types, zipfile
import numpy as np, torch, torch.nn.functional as F

torch.set_default_dtype(torch.float64)
wheel = zipfile.ZipFile(sys.argv[1])
source = lambda name: wheel.read(name).decode()
rng = np.random.default_rng(23)
flat = lambda a: [float(x) for x in np.asarray(a.detach() if torch.is_tensor(a) else a).reshape(-1)]
tensor = lambda a: torch.tensor(np.asarray(a, dtype=float))
out = {"versions": {"torch": torch.__version__, "numpy": np.__version__, "trl": "0.9.6"}}


def taken(file, name, **scope):
    """A function, method or class of TRL, by its source."""
    text = source(file)
    node = next(n for n in ast.walk(ast.parse(text)) if getattr(n, "name", "") == name)
    scope = dict(torch=torch, F=F, np=np) | scope
    exec("from __future__ import annotations\n" + textwrap.dedent(ast.get_source_segment(text, node, padded=True)), scope)
    return scope[name]


def taken_lines(file, first, last):
    """Lines of TRL from the one that begins with `first` to the one that begins with `last`."""
    lines = source(file).splitlines()
    start = next(i for i, l in enumerate(lines) if l.strip().startswith(first))
    end = next(i for i in range(start, len(lines)) if lines[i].strip().startswith(last))
    return textwrap.dedent("\n".join(lines[start:end + 1]))


# DPO and IPO: the loss and its derivative by the log-ratio of the chosen answer.
divergences = types.SimpleNamespace(**{n: types.SimpleNamespace(value=n) for n in ("ALPHA_DIVERGENCE", "JS_DIVERGENCE")})
dpo_loss = taken("trl/trainer/dpo_trainer.py", "dpo_loss", FDivergenceType=divergences)
here = types.SimpleNamespace(device="cpu", gather=lambda x: x)


def preference(loss_type, beta, smoothing, chosen, rejected, references=(-3.0, -4.0)):
    trainer = types.SimpleNamespace(
        accelerator=here, reference_free=False, f_divergence_type="reverse_kl", loss_type=loss_type, beta=beta,
        label_smoothing=smoothing)
    return dpo_loss(trainer, chosen, rejected, tensor([references[0]]), tensor([references[1]]))[0].sum()


cases = []
for h, beta, smoothing in [(0.0, 0.1, 0.0), (2.5, 0.1, 0.0), (-7.0, 0.5, 0.1), (40.0, 1.0, 0.3), (1.5, 0.2, 0.5)]:
    rejected = tensor([-5.0])
    chosen = tensor([-5.0 + h + 1.0]).requires_grad_()  # the reference prefers the chosen one by 1 nat
    loss = preference("sigmoid", beta, smoothing, chosen, rejected)
    loss.backward()
    cases.append(dict(difference=h, preference=1 - smoothing, beta=beta, loss=float(loss.detach()), gradient=flat(chosen.grad)[0]))
out["dpo"] = cases
cases = []
for h, beta, t in [(0.0, 0.1, 1.0), (2.5, 0.2, 1.0), (-1.0, 0.5, 0.81), (0.3, 1.0, 0.5), (0.7, 2.0, 0.05)]:
    answer, other = tensor([-4.0 + h]).requires_grad_(), tensor([-5.0])
    first = preference("ipo", beta, 0.0, answer, other)
    second = preference("ipo", beta, 0.0, other, answer, (-4.0, -3.0))  # the other one is called better
    loss = t * first + (1 - t) * second
    loss.backward()
    cases.append(dict(difference=h, preference=t, beta=beta, loss=float(loss.detach()), gradient=flat(answer.grad)[0]))
out["ipo"] = cases

# KTO: the losses of a batch, weighted, with their derivative by each log-probability, and the reference point.
kto_loss = taken("trl/trainer/kto_trainer.py", "kto_loss")
cases = []
for shift, beta in [(0.4, 0.1), (-2.0, 0.5)]:
    chosen, rejected = tensor(rng.normal(size=3) - 6).requires_grad_(), tensor(rng.normal(size=2) - 6).requires_grad_()
    ref_chosen, ref_rejected = tensor(rng.normal(size=3) - 6), tensor(rng.normal(size=2) - 6)
    kl_policy, kl_reference = tensor(rng.normal(size=5) * 0.1 - 6 + shift), tensor([-6.0] * 5)
    trainer = types.SimpleNamespace(accelerator=here, beta=beta, desirable_weight=1.0, undesirable_weight=1.5)
    losses, _, _, point = kto_loss(trainer, chosen, rejected, kl_policy, ref_chosen, ref_rejected, kl_reference)
    losses.sum().backward()
    cases.append(dict(
        beta=beta, weights=[1.0, 1.5], good=flat(chosen - ref_chosen), bad=flat(rejected - ref_rejected),
        draws=flat(kl_policy - kl_reference), reference=float(point), losses=flat(losses),
        gradients=flat(chosen.grad) + flat(rejected.grad)))
out["kto"] = cases

# RLOO: advantages, from the lines of the trainer. Its first dimension counts the samples of a prompt.
rewards = rng.normal(size=(4, 3))
scope = dict(rlhf_reward=tensor(rewards).flatten(), args=types.SimpleNamespace(rloo_k=4))
exec(taken_lines("trl/trainer/rloo_trainer.py", "rlhf_reward = rlhf_reward.reshape", "advantages = rlhf_reward - baseline"), scope)
out["rloo"] = dict(groups=[flat(rewards[:, i]) for i in range(3)], advantages=[flat(scope["advantages"][:, i]) for i in range(3)])

# A step of the policy by each surrogate: a perceptron [30, 3, 1], states of several candidates, one action each.
D, H, T = 30, 3, 0.8
counts, lengths = [3, 2, 4, 3, 2, 3, 2], [2, 1, 3, 1]
start = rng.normal(size=D * H + H + H + 1) * 0.5
rows = [rng.normal(size=(n, D)) for n in counts]
places = [int(rng.integers(n)) for n in counts]
shifts = [0.1, -0.4, 0.05, 0.6, -0.1, 0.02, -0.9]


def logprobs(p):
    w1, b1 = p[:D * H].reshape(D, H), p[D * H:D * H + H]
    w2, b2 = p[D * H + H:D * H + 2 * H], p[-1]
    return [F.log_softmax((torch.tanh(tensor(x) @ w1 + b1) @ w2 + b2) / T, dim=0) for x in rows]


def stepped(loss_of, clip=0.2, rate=0.01, steps=2):
    p = tensor(start).requires_grad_()
    adam = torch.optim.Adam([p], lr=rate, eps=1e-5)
    after, losses = [], []
    for _ in range(steps):
        adam.zero_grad()
        loss = loss_of(logprobs(p))
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p], 0.05)
        adam.step()
        losses.append(float(loss.detach()))
        after.append(flat(p))
    return dict(after=after, losses=losses)


taken_actions = lambda all_logprobs: torch.stack([lp[a] for lp, a in zip(all_logprobs, places)])
old = taken_actions(logprobs(tensor(start))) + tensor(shifts)
raw = rng.normal(size=len(counts)) * 2 + 1
white = (raw - raw.mean()) / np.sqrt(raw.var() + 1e-8)


def proximal(all_logprobs):
    ratio = torch.exp(taken_actions(all_logprobs) - old)
    a = tensor(white)
    entropy = torch.stack([-(lp.exp() * lp).sum() for lp in all_logprobs]).mean()
    return torch.max(-a * ratio, -a * torch.clamp(ratio, 0.8, 1.2)).mean() - 0.03 * entropy


sequence_lines = taken_lines("trl/trainer/rloo_trainer.py", "new_logprobs = new_logprobs.sum(1)", "pg_loss = pg_loss_max.mean()")
sequence_advantages = rng.normal(size=len(lengths))
ends = np.cumsum(lengths)


def padded(values):
    return torch.stack([F.pad(values[e - n:e], (0, max(lengths) - n)) for e, n in zip(ends, lengths)])


def leave_one_out(all_logprobs):
    scope = dict(
        torch=torch, new_logprobs=padded(taken_actions(all_logprobs)), mb_logprobs=padded(old),
        mb_advantage=tensor(sequence_advantages), args=types.SimpleNamespace(cliprange=0.2))
    exec(sequence_lines, scope)
    return scope["pg_loss"]


out["step"] = dict(
    inputs=D, hidden=H, temperature=T, parameters=flat(start), rows=[flat(r) for r in rows], places=places, old=flat(old),
    raw=flat(raw), white=flat(white), entropy=0.03, rate=0.01, norm=0.05, lengths=lengths,
    sequenceAdvantages=flat(sequence_advantages), ppo=stepped(proximal), rloo=stepped(leave_one_out))

# Estimators of KL on drawn actions, the exact KL, and the controller of its price.
z, y = tensor(rng.normal(size=(3, 4)) * 1.5), tensor(rng.normal(size=(3, 4)))
p, q = torch.distributions.Categorical(logits=z), torch.distributions.Categorical(logits=y)
drawn = torch.tensor([0, 3, 1])
d = p.log_prob(drawn) - q.log_prob(drawn)
out["kl"] = dict(
    logits=[flat(r) for r in z], other=[flat(r) for r in y], places=flat(drawn), k1=float(d.sum()), k2=float((d ** 2 / 2).sum()),
    k3=float((torch.exp(-d) - 1 + d).sum()), exact=float(torch.distributions.kl_divergence(p, q).sum()),
    entropy=float(p.entropy().sum()))
control = taken("trl/trainer/utils.py", "AdaptiveKLController")(0.05, 6.0, 1000)
measured, prices = [2.0, 5.8, 7.0, 30.0, 0.1], []
for value in measured:
    control.update(value, 64)
    prices.append(float(control.value))
out["control"] = dict(start=0.05, target=6.0, horizon=1000.0, episodes=64, measured=measured, prices=prices)

# The probability of a set of sentences: every order is written out.
cases = []
for count, stops in [(1, True), (3, True), (4, False)]:
    actions = [(s, i) for s in range(1 << count) for i in range(count) if not s & 1 << i]
    lp = tensor(rng.normal(size=len(actions) + (1 if stops else 0)) - 1.5).requires_grad_()
    terms = []
    for order in itertools.permutations(range(count)):
        chosen, total = 0, (lp[-1] if stops else tensor(0.0))
        for i in order:
            total = total + lp[actions.index((chosen, i))]
            chosen |= 1 << i
        terms.append(total)
    value = torch.logsumexp(torch.stack(terms), 0)
    value.backward()
    cases.append(dict(count=count, stops=stops, logprobs=flat(lp), value=float(value), slopes=flat(lp.grad)))
out["orders"] = cases

# What golden.json has from JAX and optax, under the same names. A perceptron with its gradient:
D, H, O, B = 5, 11, 2, 4
hidden, output = torch.nn.Linear(D, H), torch.nn.Linear(H, O)
for parameter in [*hidden.parameters(), *output.parameters()]:
    parameter.data = tensor(rng.normal(size=parameter.shape) * 0.5)
rows, seeds = tensor(rng.normal(size=(B, D))), tensor(rng.normal(size=(B, O)))
result = output(torch.tanh(hidden(rows)))
(result * seeds).sum().backward()
order = [hidden.weight.T, hidden.bias, output.weight, output.bias]  # Quire's; a gradient has its parameter's place
slopes = [hidden.weight.grad.T, hidden.bias.grad, output.weight.grad, output.bias.grad]
out["mlp"] = dict(
    inputs=D, hidden=H, outputs=O, parameters=sum(map(flat, order), []), rows=flat(rows), seeds=flat(seeds),
    result=flat(result), gradient=sum(map(flat, slopes), []))

# Three steps of torch.optim.Adam with L2 on changing gradients, each clipped to norm 1.
p = tensor(rng.normal(size=6)).requires_grad_()
start, after, grads = flat(p), [], [rng.normal(size=6) * s for s in (3.0, 0.1, 1.0)]
adam = torch.optim.Adam([p], lr=0.05, eps=1e-5, weight_decay=0.01)
for g in grads:
    p.grad = tensor(g)
    torch.nn.utils.clip_grad_norm_([p], 1.0)
    adam.step()
    after.append(flat(p))
out["adam"] = dict(start=start, gradients=[flat(g) for g in grads], after=after)

# GAE by TRL, whose whitening (it divides by n - 1) is left out, and whitening with PyTorch's variance of a population.
rewards, values, mask = tensor(rng.normal(size=(1, 6))), tensor(rng.normal(size=(1, 6))), torch.ones(1, 6)
config = types.SimpleNamespace(gamma=0.99, lam=0.95, whiten_rewards=False, cliprange=0.2, cliprange_value=0.2, vf_coef=1.0, ratio_threshold=10.0)
compute_advantages = taken("trl/trainer/ppo_trainer.py", "compute_advantages", masked_whiten=lambda values, mask: values)
_, advantages, returns = compute_advantages(types.SimpleNamespace(config=config), values, rewards, mask)
out["gae"] = dict(rewards=flat(rewards), values=flat(values), gamma=0.99, lam=0.95, advantages=flat(advantages), returns=flat(returns))
x = tensor(rng.normal(size=7) * 3 + 1)
white = (x - x.mean()) * torch.rsqrt(x.var(unbiased=False) + 1e-8)
out["whiten"] = dict(values=flat(x), shifted=flat(white), kept=flat(white + x.mean()))

# TRL's losses of PPO on one action at a time, on points that reach every branch.
core = {n: taken("trl/core.py", n, Optional=None) for n in ("masked_mean", "clip_by_value", "entropy_from_logits")}
ppo_loss = taken(
    "trl/trainer/ppo_trainer.py", "loss", **core, masked_var=lambda values, mask: values.mean(), flatten_dict=dict)


def proximal_losses(logprob=0.0, old=0.0, advantage=0.0, value=0.0, old_value=0.0, target=0.0):
    one = lambda x: torch.full((1, 1), float(x))
    logprob, value = one(logprob).requires_grad_(), one(value).requires_grad_()
    policy, worth, _ = ppo_loss(
        types.SimpleNamespace(config=config), one(old), one(old_value), torch.zeros(1, 1, 2), value, logprob,
        torch.ones(1, 1), one(advantage), one(target))
    (policy + worth).backward()
    return float(policy.detach()), float(logprob.grad), float(worth.detach()), float(value.grad)


cases = []
for logprob, old, a in [(-1.0, -1.1, 0.7), (-0.5, -1.1, 0.7), (-2.0, -1.1, 0.7), (-1.0, -1.1, -0.7), (-0.5, -1.1, -0.7), (-2.0, -1.1, -0.7)]:
    loss, gradient, _, _ = proximal_losses(logprob=logprob, old=old, advantage=a)
    cases.append(dict(logprob=logprob, old=old, advantage=a, loss=loss, gradient=gradient))
out["policy"] = cases
cases = []
for v, old, target in [(0.1, 0.0, 1.0), (0.5, 0.0, 1.0), (0.5, 0.0, -1.0), (-0.5, 0.0, 1.0), (-0.5, 0.0, -1.0)]:
    _, _, loss, gradient = proximal_losses(value=v, old_value=old, target=target)
    cases.append(dict(value=v, old=old, target=target, loss=loss, gradient=gradient))
out["value"] = cases

# The loss of a comparison: binary cross-entropy with a soft target.
cases = []
for d, t in [(0.3, 1.0), (-2.0, 0.8), (0.0, 0.5), (40.0, 0.1), (-40.0, 0.9)]:
    difference = tensor(d).requires_grad_()
    loss = F.binary_cross_entropy_with_logits(difference, tensor(t))
    loss.backward()
    cases.append(dict(difference=d, preference=t, loss=float(loss.detach()), gradient=float(difference.grad)))
out["comparison"] = cases

# Softmax with temperature, its entropy, and the KL to another.
z, y, T = tensor(rng.normal(size=5) * 2), tensor(rng.normal(size=5)), 0.7
p, q = torch.distributions.Categorical(logits=z / T), torch.distributions.Categorical(logits=y / T)
out["softmax"] = dict(
    logits=flat(z), other=flat(y), temperature=T, logprobs=flat(p.logits), entropy=float(p.entropy()),
    kl=float(torch.distributions.kl_divergence(p, q)))

# Imitation: PyTorch's cross-entropy to the uniform distribution over what is right, the mean over decisions.
counts, right = [4, 3, 5], [[0, 2], [1], [0, 3, 4]]
z = tensor(rng.normal(size=sum(counts)) * 2).requires_grad_()
labels = [tensor(np.isin(np.arange(n), places) / len(places)) for n, places in zip(counts, right)]
loss = torch.stack([F.cross_entropy(logits, label) for logits, label in zip(z.split(counts), labels)]).mean()
loss.backward()
out["imitation"] = dict(logits=flat(z), counts=counts, right=right, loss=float(loss.detach()), gradient=flat(z.grad))
print(json.dumps(out, indent=1))
