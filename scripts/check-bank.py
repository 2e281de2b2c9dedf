#!/usr/bin/env python3
"""Runs the reference solution of every question on that question's tests.

    scripts/check-bank.py [FILE...]

Without a file it takes every question of the bank. Needs Python 3.11 (for tomllib) and nothing else; a test whose
solution needs a package that is not installed is skipped, and that is said. The exit code is 1 where a test fails.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

BANK = Path(__file__).resolve().parent.parent / "questions"
LONGEST_S = 60


def missing_package(error):
    """The name of the package that an import did not find, if it is not part of Python."""
    name = (getattr(error, "name", None) or "").partition(".")[0]
    return name if name and name not in sys.stdlib_module_names else None


def outcome(call, expect, module):
    """How one test ends: `passed`, `skipped` or `failed`, and why."""
    try:
        got = eval(call, module)
        wanted = eval(expect, module)
        equal = bool(got == wanted)
    except ModuleNotFoundError as error:
        name = missing_package(error)
        return ("skipped", f"{name} is not installed") if name else ("failed", repr(error))
    except Exception as error:
        return "failed", repr(error)
    return ("passed", "") if equal else ("failed", f"gave {got!r}, expected {wanted!r}")


def run_tests(solution, tests):
    """The outcomes of all tests; every test meets the solution as freshly loaded."""
    code = compile(solution, "solution", "exec")
    outcomes = []
    for test in tests:
        module = {"__name__": "solution"}
        try:
            exec(code, module)
        except ModuleNotFoundError as error:
            name = missing_package(error)
            outcomes.append(("skipped", f"{name} is not installed") if name else ("failed", repr(error)))
        except Exception as error:
            outcomes.append(("failed", repr(error)))
        else:
            outcomes.append(outcome(test["call"], test["expect"], module))
    return outcomes


def in_a_process_of_its_own(solution, tests):
    """Likewise, so that a solution that hangs or prints harms nothing else."""
    task = json.dumps({"solution": solution, "tests": tests})
    command = [sys.executable, "-I", __file__, "--in-process"]
    try:
        done = subprocess.run(command, input=task, capture_output=True, text=True, timeout=LONGEST_S)
    except subprocess.TimeoutExpired:
        return [("failed", f"no end after {LONGEST_S} s")] * len(tests)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return [("failed", last)] * len(tests)
    return [tuple(pair) for pair in json.loads(done.stdout.splitlines()[-1])]


def check(path):
    """Checks one file: how many tests passed, were skipped, and failed."""
    question = tomllib.loads(path.read_text(encoding="utf-8"))
    solution = question.get("solution", {})
    tests = question.get("tests", [])
    if solution.get("language") != "python":
        return 0, 0, 0
    outcomes = in_a_process_of_its_own(solution["text"], tests)
    for test, (how, why) in zip(tests, outcomes, strict=True):
        if how != "passed":
            print(f"{path}: {how}: {test['call']}: {why}", file=sys.stderr)
    counts = [sum(how == wanted for how, _ in outcomes) for wanted in ("passed", "skipped", "failed")]
    print("{:<24}{:>4} passed{:>4} skipped{:>4} failed".format(question["id"], *counts))
    return tuple(counts)


def main(arguments):
    if arguments == ["--in-process"]:
        task = json.load(sys.stdin)
        print("\n" + json.dumps(run_tests(task["solution"], task["tests"])))
        return 0
    files = [Path(name) for name in arguments] or sorted(BANK.rglob("*.toml"))
    counts = [check(path) for path in files if path.name != "topics.toml"]
    passed, skipped, failed = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    print(f"{passed} tests passed, {skipped} skipped, {failed} failed")
    return 1 if failed or not (passed or arguments) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
