"""Makes rouge.json and porter.tsv beside this file: golden numbers from rouge-score 0.1.2 and NLTK.

    python3 -m venv /tmp/v-rouge && /tmp/v-rouge/bin/pip install rouge-score==0.1.2 nltk==3.10.4
    /tmp/v-rouge/bin/python Tests/TextTests/Golden/make_rouge.py

Texts are drawn from the word list below by a linear congruential generator, so that a new run gives equal bytes.
"""

import json
import pathlib

from nltk.stem.porter import PorterStemmer
from rouge_score import rouge_scorer

WORDS = """
the the the a an of and to in was it he she they said captain storm river running runs ran houses house housing
relational conditional rational valency hesitancy digitizer conformably radically differently vilely analogously
vietnamization predication operator feudalism decisiveness hopefulness callousness formality sensitivity
sensibility happily happy sky skies dying lying news flies dies died spied cries cried hopping hoping falling
filing agreed feed plastered bled motoring sing conflated troubled sized 1847 3.14 4th it's don't mother-in-law
café naïve Ångström KELVIN İstanbul straße Æsop well-known U.S. e.g. (aside) "quoted" ‘curly’ — ... ! ?
fully hopefully theology geologist archaeology generalizations oscillators yyyy sayyid employ employed enjoy
controlling rolled cease probate rate adjustment replacement adoption homologous effective bowdlerize aaaa
""".split()

SUFFIXES = """
s es ies ied ed ing eed ational tional enci anci izer bli alli entli eli ousli ization ation ator alism iveness
fulness ousness aliti iviti biliti fulli logi icate ative alize iciti ical ful ness al ance ence er ic able ible ant
ement ment ent sion tion ion ou ism ate iti ous ive ize e ll y ly
""".split()

STEMS = "tr happ ab relat geo control y yy syzyg fil hop a be plast confl agr d sky troubl theo oper x1 bil".split()


class Generator:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def text(random, longest):
    lines = []
    for _ in range(1 + random.below(4)):
        lines.append(" ".join(WORDS[random.below(len(WORDS))] for _ in range(random.below(longest))))
    return "\n".join(lines)


def mutated(random, source):
    words = source.split(" ")
    return " ".join(w for w in words if random.below(4)) if random.below(2) else " ".join(reversed(words))


def main():
    folder = pathlib.Path(__file__).parent
    kinds = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
    random = Generator(17)
    cases = []
    for index in range(240):
        longest = [3, 8, 14, 20][index % 4]
        references = [text(random, longest) for _ in range(1 + index % 3)]
        candidate = mutated(random, references[-1]) if index % 2 else text(random, longest)
        if index % 40 == 0:
            candidate = ["", "...", "\n\n", "a", "— “”", "the the the"][index // 40]
        if index % 60 == 5:
            references = ["", " \n "][: 1 + index % 2]
        stem = index % 5 < 3
        scorer = rouge_scorer.RougeScorer(kinds, use_stemmer=stem)
        scores = scorer.score_multi(references, candidate)
        cases.append({
            "candidate": candidate,
            "references": references,
            "stem": stem,
            "scores": [[float(x) for x in scores[kind]] for kind in kinds],
        })
    with open(folder / "rouge.json", "w") as out:
        out.write("[\n" + ",\n".join(json.dumps(c, ensure_ascii=False) for c in cases) + "\n]\n")
    stemmer = PorterStemmer()
    words = sorted({w.lower() for w in WORDS if w.isascii() and w.isalnum()} | {a + b for a in STEMS for b in SUFFIXES})
    with open(folder / "porter.tsv", "w") as out:
        out.writelines(f"{word}\t{stemmer.stem(word)}\n" for word in words)


main()
