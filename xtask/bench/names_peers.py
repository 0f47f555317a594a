"""Judges the shared pairs of names with other engines, and counts how many pairs a second each takes.

Argument: the folder with the cases. What is not installed is said and left out.

nomenklatura answers at its own threshold of 0.70; rigour has a test of its own for two spellings of one
name; rapidfuzz has no threshold, and is given the one that suits it best on each set.
"""

import csv
import importlib.metadata
import itertools
import json
import pathlib
import sys
import time

CASES = pathlib.Path(sys.argv[1])
SCHEMAS = {"Person": "Person", "Company": "Company", "Organization": "Organization", "Vessel": "Vessel"}
THRESHOLD = 0.70


def rows(file):
    with open(CASES / file, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            same = row["is_match"].lower() == "true"
            yield row["schema"], row["name1"], row["name2"], same, row.get("sim") or ""


def checks(file):
    def name(entity):
        parts = ("firstName", "middleName", "fatherName", "lastName")
        return entity.get("name") or " ".join(entity[part] for part in parts if entity.get(part))

    for line in (CASES / file).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["schema"], name(row["query"]), name(row["candidate"]), row["match"], ""


def f1(answers, cases):
    found = sum(1 for answer, case in zip(answers, cases) if answer and case[3])
    wrong = sum(1 for answer, case in zip(answers, cases) if answer != case[3])
    return 2 * found / (2 * found + wrong) if found else 0.0


def judge(peer, sets, prepare, compare, decide):
    """Names are made ready before the clock starts, as ours are."""
    count, seconds = 0, 0.0
    for label, cases in sets.items():
        ready = [(prepare(schema, one), prepare(schema, other)) for schema, one, other, _, _ in cases]
        started = time.process_time()
        values = [compare(one, other) for one, other in ready]
        seconds += time.process_time() - started
        count += len(cases)
        score, threshold = decide(values, cases)
        print(f"{peer:<32} {label:<12} F1 {score:.3f}  of {len(cases)} pairs {threshold}", flush=True)
    print(f"{peer:<32} {count / max(seconds, 1e-9):,.0f} pairs a second of processor time", flush=True)


def at_default(values, cases):
    return f1([value >= THRESHOLD for value in values], cases), f"at {THRESHOLD:.2f}"


def at_best(values, cases):
    best = max(range(50, 100), key=lambda least: f1([value >= least for value in values], cases))
    return f1([value >= best for value in values], cases), f"at {best}, the best for this set"


def nomenklatura(sets):
    from followthemoney import model
    from nomenklatura.matching import get_algorithm

    numbers = itertools.count()

    def entity(schema, name):
        made = model.make_entity(SCHEMAS.get(schema, "LegalEntity"))
        # Two entities of one number would be the same without comparing.
        made.id = f"entity-{next(numbers)}"
        made.add("name", name)
        return made

    version = importlib.metadata.version("nomenklatura")
    for algorithm in ("logic-v2", "name-based"):
        engine = get_algorithm(algorithm)
        config = engine.default_config()
        judge(
            f"nomenklatura {version} {algorithm}",
            sets,
            entity,
            lambda one, other: engine.compare(one, other, config).score,
            at_default,
        )


def rigour(sets):
    from rigour.names import normalize_name
    from rigour.text.distance import is_levenshtein_plausible

    def plain(_, name):
        return " ".join(sorted((normalize_name(name) or "").split()))

    version = importlib.metadata.version("rigour")
    judge(
        f"rigour {version} plausible",
        sets,
        plain,
        lambda one, other: float(bool(one) and bool(other) and is_levenshtein_plausible(one, other)),
        lambda values, cases: (f1([value > 0 for value in values], cases), "by its own test"),
    )


def rapidfuzz(sets):
    from rapidfuzz import fuzz, utils

    version = importlib.metadata.version("rapidfuzz")
    for label, measure in (("token_sort", fuzz.token_sort_ratio), ("WRatio", fuzz.WRatio)):
        judge(
            f"rapidfuzz {version} {label}",
            sets,
            lambda _, name: utils.default_process(name),
            measure,
            at_best,
        )


def main():
    dprk = list(rows("dprk_alias_pairs_dev.csv"))
    sets = {
        "bench": list(rows("nk_name_bench_cases.csv")),
        "entity": list(checks("nk_entity_checks.jsonl")),
        "korean": list(rows("korean_fullname_pairs_dev.csv")),
        "dprk": dprk,
        "dprk, alike": [case for case in dprk if float(case[4] or 0) >= 50],
        "native": list(rows("eu_native_script_pairs_dev.csv")),
    }
    for peer in (nomenklatura, rigour, rapidfuzz):
        try:
            peer(sets)
        except ImportError as missing:
            print(f"NOT MEASURED: {peer.__name__}, because it is not installed here ({missing})", flush=True)


main()
