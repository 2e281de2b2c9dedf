#!/usr/bin/env python3
"""How far two people agree on what the labelled transcripts show: the bound on what any judge can reach.

    scripts/grader-agreement.py

The labels of `calibration/*.toml` are set against those of `scripts/second-grader.json`, which somebody else made who
saw the transcripts and the indicators' questions, and neither the labels nor how anything is detected. What was shown in
part counts as shown; what either calls not applicable, and the hints, which the program counts, are left out.
Needs Python 3.11.
"""

import json
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def indicators():
    """The ids of each kind's indicators, those left out that words cannot show."""
    found = {}
    for path in sorted((ROOT / "rubrics").glob("*.toml")):
        rubric = read(path)
        every = [one for dimension in rubric["dimensions"] for one in dimension["indicators"]]
        found[path.stem] = [one["id"] for one in every if one["detect"]["by"] != "hints-at-most"]
    return found


def kappa(pairs):
    """The share on which two agree, and Cohen's kappa: what is left of it when chance is taken away."""
    count = len(pairs)
    agreed = sum(one == other for one, other in pairs) / count
    first, second = (sum(pair[at] for pair in pairs) / count for at in (0, 1))
    by_chance = first * second + (1 - first) * (1 - second)
    return agreed, (agreed - by_chance) / (1 - by_chance)


def main():
    kinds = {question["id"]: question["kind"] for question in map(read, (ROOT / "questions").glob("*/*.toml"))}
    second = json.loads((ROOT / "scripts/second-grader.json").read_text(encoding="utf-8"))
    of_kind, pairs = indicators(), defaultdict(list)
    for name, other in second.items():
        talk = read(ROOT / f"calibration/{name}.toml")
        labels, kind = talk["labels"], kinds[talk["question"]]
        left_out = {*labels.get("not-applicable", []), *other["not-applicable"]}
        shown = {label["indicator"] for label in labels.get("shown", [])}
        shown_too = {*other["met"], *other["partial"]}
        pairs[kind] += [(one in shown, one in shown_too) for one in of_kind[kind] if one not in left_out]
    print(f"two graders, {len(second)} transcripts\n\n{'kind':<14}  labels  agreed  kappa")
    for kind, some in [*sorted(pairs.items()), ("all", [pair for some in pairs.values() for pair in some])]:
        agreed, beyond = kappa(some)
        print(f"{kind:<14}  {len(some):>6}  {agreed:>6.3f}  {beyond:>5.3f}")


if __name__ == "__main__":
    main()
