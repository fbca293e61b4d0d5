"""A policy of one's own: takes the sentences that score most, by weights that it learns from comparisons.

Started by pipelines/19-own-programs.yaml in a folder of its own; docs/programs.md says what stands there. Python's
standard library is enough.
"""

import json
import math
import os
import random
import re

NAMES = ["position", "first", "length", "capitals", "common"]


def sentences(text):
    return [part.strip() for part in re.split(r"(?<=[.!?])[\"'\u201d\u2019]?\s+", text) if part.strip()]


def words(text):
    return re.findall(r"[\w'\u2019-]+", text.lower())


def features(part, index, count, frequency):
    own = words(part)
    capitals = len(re.findall(r"(?<!^)\b[A-Z]\w+", part))
    return [
        1 - index / max(1, count),
        1.0 if index == 0 else 0.0,
        min(1.0, len(own) / 40),
        min(1.0, capitals / 5),
        sum(frequency[word] for word in own) / max(1, len(own)) if own else 0.0,
    ]


def frequencies(text):
    counts = {}
    for word in words(text):
        if len(word) > 3:
            counts[word] = counts.get(word, 0) + 1
    most = max(counts.values(), default=1)
    return {word: counts.get(word, 0) / most for word in set(words(text))}


def vector(passage, answer):
    """The mean features of the passage's sentences that stand in an answer."""
    parts, frequency = sentences(passage), frequencies(passage)
    taken = [features(p, i, len(parts), frequency) for i, p in enumerate(parts) if p in answer]
    if not taken:
        return [0.0] * len(NAMES)
    return [sum(column) / len(taken) for column in zip(*taken)]


def train(request):
    pairs = [json.loads(line) for line in open("pairs.jsonl", encoding="utf-8")]
    examples = []
    for pair in pairs:
        first = vector(pair["passage"]["text"], pair["first"])
        second = vector(pair["passage"]["text"], pair["second"])
        examples.append(([a - b for a, b in zip(first, second)], pair["preference"]))
    weights = [0.0] * len(NAMES)
    steps = 200
    with open("metrics.jsonl", "w", encoding="utf-8") as log:
        for step in range(1, steps + 1):
            gradient, loss = [0.0] * len(NAMES), 0.0
            for difference, preference in examples:
                score = sum(w * d for w, d in zip(weights, difference))
                chance = 1 / (1 + math.exp(-score))
                loss -= preference * math.log(chance + 1e-12) + (1 - preference) * math.log(1 - chance + 1e-12)
                for column, d in enumerate(difference):
                    gradient[column] += (chance - preference) * d / len(examples)
            weights = [w - 2.0 * (g + 0.001 * w) for w, g in zip(weights, gradient)]
            if step % 20 == 0:
                log.write(json.dumps({"step": step, "loss": loss / len(examples), "progress": step / steps}) + "\n")
                log.flush()
    os.mkdir("model")
    with open("model/weights.json", "w", encoding="utf-8") as file:
        json.dump(dict(zip(NAMES, weights)), file)


def answer(request):
    weights = [0.0] * len(NAMES)
    if os.path.exists("model/weights.json"):
        learned = json.load(open("model/weights.json", encoding="utf-8"))
        weights = [learned[name] for name in NAMES]
    parts, frequency = sentences(request["text"]), frequencies(request["text"])
    draw = random.Random(request["seed"])
    noise = 1.0 if "sample" in request else 0.0
    scored = []
    for index, part in enumerate(parts):
        score = sum(w * f for w, f in zip(weights, features(part, index, len(parts), frequency)))
        scored.append((score - noise * math.log(-math.log(draw.random() or 1e-9)), index))
    taken, left = [], request["limit"]
    for _, index in sorted(scored, key=lambda pair: (-pair[0], pair[1])):
        count = len(parts[index].split())
        if count <= left:
            taken.append(index)
            left -= count
    with open("answer.txt", "w", encoding="utf-8") as file:
        file.write(" ".join(parts[index] for index in sorted(taken)))


request = json.load(open("request.json", encoding="utf-8"))
{"train": train, "answer": answer}[request["do"]](request)
