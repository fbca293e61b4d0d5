"""Counts orphans of LitBank's samples without Quire: python3 make_orphans.py .../litbank/coref > orphans.tsv

A leaf is LINES lines of the sample. Columns: sample, third-person pronouns, orphans in leaves of 10 lines, orphans of the
whole. Standard library only.
"""
import os
import sys

THIRD = set("he him his himself she her hers herself they them their theirs themselves".split())
LINES = 10
folder = sys.argv[1]
for name in sorted(os.listdir(folder)):
    if not name.endswith(".ann"):
        continue
    mentions, entity = [], {}
    for line in open(os.path.join(folder, name), encoding="utf8"):
        field = line.rstrip("\n").split("\t")
        if field[0] == "MENTION":
            mentions.append((int(field[2]), int(field[3]), field[1], field[6].lower(), field[8]))
        elif field[0] == "COREF":
            entity[field[1]] = field[2]
    mentions.sort(key=lambda mention: mention[:2])

    def orphans(lines):
        seen, leaf, count = set(), None, 0
        for sentence, _, mention, words, form in mentions:
            if lines and sentence // lines != leaf:
                leaf, seen = sentence // lines, set()
            who = entity.get(mention, mention)
            if form != "PRON":
                seen.add(who)
            elif words in THIRD and who not in seen:
                count += 1
        return count

    pronouns = sum(form == "PRON" and words in THIRD for _, _, _, words, form in mentions)
    print(name[:-4], pronouns, orphans(LINES), orphans(0), sep="\t")
