#!/usr/bin/env python3
"""Holds the built-in scorer's coverage against answers that people have graded.

    scripts/score-eval.py [--viva target/release/viva] [--ablate] FILE.jsonl ...

A line of a file is an object with `question`, `reference` or `references`, `answer`, `score`, `score_max`, and `qid`,
which tells the questions apart. For each file it prints, with a 95 % interval from resampling whole questions:

  Pearson   correlation of coverage with the people's score, over all answers
  within    the mean of the correlations within each question that has at least six answers
  kappa     quadratic weighted kappa on five levels; the monotone map from coverage to levels is fitted on other
            questions than those it is used on (five folds of questions)

With `--ablate` it does so once more without each of the scorer's ideas in turn. No package is needed.
"""

import argparse
import bisect
import json
import random
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

FOLDS = 5
LEVELS = 5
FEWEST_WITHIN = 6
RESAMPLES = 200
IDEAS = ["vectors", "question-words", "rarity", "key-points", "clipping", "negation", "stuffing"]


def coverage(viva: str, rows: list[dict], without: str | None) -> list[float]:
    lines = [
        json.dumps(
            {
                "id": str(number),
                "question": row["question"],
                "reference": row.get("references") or row["reference"],
                "answer": row["answer"],
            }
        )
        for number, row in enumerate(rows)
    ]
    command = [viva, "--no-config", "grade", "--batch", "-"]
    if without:
        command += ["--without", without]
    ran = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True)
    if ran.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {ran.returncode}: {ran.stderr.strip()}")
    scores = {row["id"]: row["score"] for row in map(json.loads, ran.stdout.splitlines())}
    return [scores[str(number)] for number in range(len(rows))]


def pearson(pairs: list[tuple[float, float]]) -> float | None:
    """None where one of the two never varies."""
    ours, theirs = zip(*pairs)
    if len(set(ours)) < 2 or len(set(theirs)) < 2:
        return None
    return statistics.correlation(ours, theirs)


def within(questions: dict[str, list[tuple[float, float]]]) -> float:
    large = [pairs for pairs in questions.values() if len(pairs) >= FEWEST_WITHIN]
    found = [r for pairs in large if (r := pearson(pairs)) is not None]
    return statistics.fmean(found)


def monotone(pairs: list[tuple[float, float]]):
    """The best monotone map from coverage to score, by pooling adjacent violators."""
    blocks: list[list[float]] = []  # the highest coverage, the mean score, how many
    for ours, theirs in sorted(pairs):
        blocks.append([ours, theirs, 1])
        while len(blocks) > 1 and blocks[-2][1] >= blocks[-1][1]:
            upper, mean, count = blocks.pop()
            _, lower_mean, lower_count = blocks.pop()
            total = count + lower_count
            blocks.append([upper, (mean * count + lower_mean * lower_count) / total, total])
    tops = [block[0] for block in blocks]
    return lambda ours: blocks[min(bisect.bisect_left(tops, ours), len(blocks) - 1)][1]


def level(score: float) -> int:
    return round(score * (LEVELS - 1))


def kappa(questions: dict[str, list[tuple[float, float]]]) -> float:
    names = sorted(questions)
    graded: list[tuple[int, int]] = []
    for fold in range(FOLDS):
        held_out = set(names[fold::FOLDS])
        fitted = monotone([pair for name in names if name not in held_out for pair in questions[name]])
        graded += [(level(fitted(o)), level(t)) for name in held_out for o, t in questions[name]]
    return weighted_kappa(graded)


def weighted_kappa(graded: list[tuple[int, int]]) -> float:
    ours, theirs = [o for o, _ in graded], [t for _, t in graded]
    seen = sum((o - t) ** 2 for o, t in graded) / len(graded)
    chance = statistics.fmean([(o - t) ** 2 * ours.count(o) * theirs.count(t) for o in range(LEVELS) for t in range(LEVELS)])
    chance *= LEVELS * LEVELS / len(graded) ** 2
    return 1.0 - seen / chance if chance else 0.0


def figures(questions: dict[str, list[tuple[float, float]]]) -> dict[str, float]:
    everything = [pair for pairs in questions.values() for pair in pairs]
    return {"Pearson": pearson(everything) or 0.0, "within": within(questions), "kappa": kappa(questions)}


def interval(questions: dict[str, list[tuple[float, float]]], seed: int) -> tuple[float, float]:
    """The 95 % interval of Pearson's r: questions are drawn again with replacement."""
    drawn = random.Random(seed)
    names = sorted(questions)
    found = []
    for _ in range(RESAMPLES):
        pairs = [pair for name in drawn.choices(names, k=len(names)) for pair in questions[name]]
        found.append(pearson(pairs) or 0.0)
    found.sort()
    return found[int(0.025 * RESAMPLES)], found[int(0.975 * RESAMPLES) - 1]


def measured(viva: str, file: Path, without: str | None) -> None:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    questions = defaultdict(list)
    for row, ours in zip(rows, coverage(viva, rows, without)):
        questions[str(row["qid"])].append((ours, row["score"] / row["score_max"]))
    found = figures(questions)
    low, high = interval(questions, seed=1)
    name = f"{file.stem}, without {without}" if without else file.stem
    print(
        f"{name:34} {len(rows):6} {len(questions):5}   {found['Pearson']:.3f} ({low:.3f} to {high:.3f})"
        f"   {found['within']:.3f}   {found['kappa']:.3f}",
        flush=True,
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--viva", default="target/release/viva", help="the program")
    options.add_argument("--ablate", action="store_true", help="also without each idea in turn")
    chosen = options.parse_args()
    print(f"{'set':34} {'rows':>6} {'qs':>5}   {'Pearson (95 % interval)':24}  {'within':6}   kappa")
    for file in chosen.files:
        for without in [None, *(IDEAS if chosen.ablate else [])]:
            measured(chosen.viva, file, without)


if __name__ == "__main__":
    main()
