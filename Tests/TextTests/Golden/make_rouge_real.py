"""Makes rouge-squality.tsv and rouge-tales.tsv beside this file: golden numbers from rouge-score 0.1.2 on real texts.

    python3 -m venv /tmp/v-rouge && /tmp/v-rouge/bin/pip install rouge-score==0.1.2
    /tmp/v-rouge/bin/python Tests/TextTests/Golden/make_rouge_real.py [FOLDER-OF-DATA]

rouge-tales.tsv is about the texts in samples/. rouge-squality.tsv is about SQuALITY (nyu-mll/SQuALITY, v1-3, CC BY 4.0),
which is no part of this project: FOLDER-OF-DATA holds squality/train.jsonl and squality/dev.jsonl; without it that file is
left as it is. Only numbers are written. Sentences are put on lines of their own by ". " alone, so that ROUGE-Lsum has some.

A line: where the candidate is from, whether words were stemmed (1, 0), then precision, recall and F of rouge1, rouge2,
rougeL and rougeLsum.
"""

import json
import pathlib
import sys

from rouge_score import rouge_scorer

KINDS = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
HERE = pathlib.Path(__file__).parent
SAMPLES = HERE.parent.parent.parent / "samples"


def lines(text):
    return text.replace(". ", ".\n")


def row(place, stem, candidate, references):
    scorer = rouge_scorer.RougeScorer(KINDS, use_stemmer=stem)
    scores = scorer.score_multi([lines(r) for r in references], lines(candidate))
    numbers = [repr(float(x)) for kind in KINDS for x in scores[kind]]
    return "\t".join([*map(str, place), str(int(stem)), *numbers]) + "\n"


def tales():
    for note in map(json.loads, (SAMPLES / "notes.jsonl").read_text(encoding="utf-8").splitlines()):
        text = (SAMPLES / "tales" / (note["book"] + ".txt")).read_text(encoding="utf-8")
        for start in range(0, 8_000, 800):
            yield row([note["book"], start], start % 1_600 == 0, text[start:start + 800], note["references"])


def squality(folder):
    for name in ["train", "dev"]:
        stories = (folder / "squality" / (name + ".jsonl")).read_text(encoding="utf-8").split("\n")
        for number, story in enumerate(map(json.loads, filter(None, stories))):
            for question, asked in enumerate(story["questions"]):
                answers = [response["response_text"] for response in asked["responses"]]
                chosen = (number + question) % len(answers)
                rest = answers[:chosen] + answers[chosen + 1:]
                yield row([name, number, question, chosen], True, answers[chosen], rest)
            first = [response["response_text"] for response in story["questions"][0]["responses"]]
            for start in [0, 3_000]:
                excerpt = story["document"][start:start + 1_500]
                yield row([name, number, 0, f"at {start}"], True, excerpt, first)


def main():
    (HERE / "rouge-tales.tsv").write_text("".join(tales()))
    if len(sys.argv) > 1:
        (HERE / "rouge-squality.tsv").write_text("".join(squality(pathlib.Path(sys.argv[1]))))


main()
