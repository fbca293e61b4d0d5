#!/usr/bin/env python3
"""The reference that a reward from comparisons is held against: 13 surface features and a Bayesian logistic
regression by Laplace's method, on SQuALITY's human judgements, in nothing but Python and numpy.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6
    venv/bin/python surface_baseline.py PAIRS.jsonl STORIES.jsonl > surface_baseline.json

PAIRS holds one reviewer's preference between two systems' summaries a line, STORIES the stories of the data set.
It shares nothing with Quire: no features, no tokens, no folds, no optimiser.

Features of a summary, reference-free: log words; mean words a sentence; type-token ratio; share of repeated
bigrams; share of words, and of bigrams, that stand in the story; share of the story's idf mass that is covered;
mean idf; share of capitalised words inside sentences; share of third-person pronouns; quotation marks a word;
overlap with the question; mean letters of a word. A pair is the difference, scaled by the training pairs' standard
deviation; there is no intercept. The prior is N(0, 1/a), a by the Laplace evidence; the posterior mode decides.
Ties are left out. Stories are left out two at a time, all six folds of each of ten orders.
"""
import collections
import json
import math
import random
import re
import sys

import numpy as np

PRONOUNS = set("he she it they him her them his hers its their theirs himself herself itself themselves".split())
MODELS = {"bart", "bart-dpr"}


def words(text):
    return re.findall(r"[a-z0-9']+", text.lower())


def sentences(text):
    return [s for s in re.split(r"(?<=[.!?])\s+", text.strip()) if s]


def features(text, question, story, idf):
    w = words(text)
    n = max(1, len(w))
    kinds = set(w)
    bigrams = list(zip(w, w[1:]))
    inner = [t for s in sentences(text) for t in re.findall(r"[A-Za-z']+", s)[1:]]
    covered = sum(idf.get(t, 0.0) for t in kinds if t in story["words"])
    return [
        math.log(n),
        n / max(1, len(sentences(text))),
        len(kinds) / n,
        1 - len(set(bigrams)) / max(1, len(bigrams)),
        sum(t in story["words"] for t in w) / n,
        sum(b in story["bigrams"] for b in bigrams) / max(1, len(bigrams)),
        covered / max(1e-9, story["mass"]),
        sum(idf.get(t, idf[None]) for t in w) / n,
        sum(t[0].isupper() for t in inner) / max(1, len(inner)),
        sum(t in PRONOUNS for t in w) / n,
        len(re.findall("[\"“”]", text)) / n,
        len(kinds & set(words(question))) / max(1, len(set(words(question)))),
        sum(map(len, w)) / n,
    ]


def laplace(x, y):
    """The posterior mode of the weights, the prior's precision chosen by the evidence."""
    best = None
    for a in [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100]:
        w = np.zeros(x.shape[1])
        for _ in range(100):
            p = 1 / (1 + np.exp(-x @ w))
            hessian = (x * (p * (1 - p))[:, None]).T @ x + a * np.eye(len(w))
            step = np.linalg.solve(hessian, x.T @ (p - y) + a * w)
            w -= step
            if np.abs(step).max() < 1e-10:
                break
        margin = np.where(y == 1, 1, -1) * (x @ w)
        likelihood = -np.logaddexp(0, -margin).sum()
        evidence = likelihood - a / 2 * w @ w + len(w) / 2 * math.log(a) - np.linalg.slogdet(hessian)[1] / 2
        if best is None or evidence > best[0]:
            best = (evidence, w, a)
    return best[1], best[2]


def main(pairs_file, stories_file):
    stories, documents = {}, []
    for line in open(stories_file):
        story = json.loads(line)
        w = words(story["document"])
        stories[story["metadata"]["passage_id"]] = {"words": set(w), "bigrams": set(zip(w, w[1:]))}
        documents += [set(w[i : i + 450]) for i in range(0, len(w), 450)]
    frequency = collections.Counter(t for d in documents for t in d)
    idf = {t: math.log((len(documents) + 1) / (f + 1)) + 1 for t, f in frequency.items()}
    idf[None] = math.log(len(documents) + 1) + 1
    for story in stories.values():
        story["mass"] = sum(idf[t] for t in story["words"])
    x, y, story_of, is_models = [], [], [], []
    for line in open(pairs_file):
        pair = json.loads(line)
        if pair["preferred"] == "tie":
            continue
        sides = [features(pair[s]["text"], pair["question"], stories[pair["story"]], idf) for s in "ab"]
        x.append(np.subtract(*sides))
        y.append(1.0 if pair["preferred"] == "a" else 0.0)
        story_of.append(pair["story"])
        is_models.append({pair["a"]["system"], pair["b"]["system"]} == MODELS)
    x, y, story_of, is_models = np.array(x), np.array(y), np.array(story_of), np.array(is_models)
    names = sorted(set(story_of))
    # By order of the folds: the share of held-out pairs that are right, by story.
    totals = {"all": [], "models": [], "models, trained on models": []}
    right = {key: collections.defaultdict(list) for key in totals}
    for order in range(10):
        shuffled = names[:]
        random.Random(order).shuffle(shuffled)
        hits = np.zeros(len(y))
        hits_models = np.zeros(len(y))
        for start in range(0, len(names), 2):
            test = np.isin(story_of, shuffled[start : start + 2])
            for train, into in [(~test, hits), (~test & is_models, hits_models)]:
                scale = x[train].std(axis=0) + 1e-9
                w, _ = laplace(x[train] / scale, y[train])
                into[test] = ((x[test] / scale) @ w > 0) == (y[test] == 1)
        totals["all"].append(hits.mean())
        totals["models"].append(hits[is_models].mean())
        totals["models, trained on models"].append(hits_models[is_models].mean())
        for name in names:
            here = story_of == name
            right["all"][name].append([int(hits[here].sum()), int(here.sum())])
            right["models"][name].append([int(hits[here & is_models].sum()), int((here & is_models).sum())])
            right["models, trained on models"][name].append(
                [int(hits_models[here & is_models].sum()), int((here & is_models).sum())])
    result = {
        "command": "surface_baseline.py squality-pairs.jsonl preferred-stories.jsonl",
        "stories": len(names),
        "pairs": len(y),
        "model pairs": int(is_models.sum()),
    }
    rng = np.random.default_rng(0)
    for key, values in totals.items():
        result[key] = {"accuracy": round(float(np.mean(values)), 4), "least": round(min(values), 4), "most": round(max(values), 4)}
    for key, by in right.items():
        # Cluster bootstrap over stories of the accuracy in the mean of the ten orders.
        hit = np.array([np.mean([h for h, _ in by[n]]) for n in names])
        count = np.array([by[n][0][1] for n in names])
        draws = rng.integers(0, len(names), (10000, len(names)))
        values = hit[draws].sum(1) / count[draws].sum(1)
        result[key]["interval by story"] = [round(float(v), 4) for v in np.quantile(values, [0.025, 0.975])]
        result[key]["by story"] = {n: [round(float(h), 1), int(c)] for n, h, c in zip(names, hit, count)}
    json.dump(result, sys.stdout, indent=1)
    print()


main(*sys.argv[1:3])
