#!/usr/bin/env python3
"""Regimens as people write them, put to `paincalc med`, and what came of each.

Usage: reading.py PAINCALC CASES [--misread N] [--seed N] [--verbose]

CASES is a file or a folder of files with regimens (see Tests/Reading/README.md). Each regimen is read
under the site profile of its country. Prints for each country how many were right, asked, asked badly,
refused and misread; with --misread N makes N random edits of right regimens instead, and prints how
many of them gave another drug, a tenfold dose or another route without a question.

Ends with 1 if anything was misread.
"""

import argparse
import collections
import concurrent.futures
import fractions
import json
import pathlib
import random
import re
import subprocess
import sys

# The countries that have a ready-made profile; the others are read as of no country.
SITES = {"UK": "uk", "IE": "ie", "US": "us", "CA": "ca", "AU": "au", "IT": "it", "DE": "de", "FR": "fr",
         "ES": "es"}
VERDICTS = ["right", "asked", "asked badly", "refused", "misread"]


def cases(path):
    path = pathlib.Path(path)
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    found = []
    for file in files:
        content = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(content, list):
            found += [case for case in content if "text" in case and "expect" in case]
    return found


def answer(tool, case):
    command = [tool, "med", "--json"]
    site = SITES.get(case.get("country", ""))
    if site:
        command += ["--site", site]
    run = subprocess.run(command + ["--", case["text"]], capture_output=True, text=True, timeout=60)
    try:
        document = json.loads(run.stdout)
    except ValueError:
        document = {}
    return document, run.stderr, run.returncode


def amount(text):
    return fractions.Fraction(str(text))


def read_items(document):
    """What was read with a certain daily dose, summed by drug, route and unit."""
    total = collections.Counter()
    for component in document.get("components", []):
        if component.get("dailyDose") is None:
            continue
        key = (component["opioid"], component["route"], component["unit"])
        total[key] += amount(component["dailyDose"])
    return dict(total)


def matches(expected, got):
    """Whether what was read is what was expected, alternatives allowed."""
    options = [{}]
    for item in expected:
        grown = []
        for dose in [item["dailyDose"]] + item.get("orDailyDose", []):
            for route in [item["route"]] + item.get("orRoute", []):
                for option in options:
                    option = dict(option)
                    key = (item["opioid"], route, item["unit"])
                    option[key] = option.get(key, 0) + amount(dose)
                    grown.append(option)
        options = grown
    return got in options


def words(document, errors, case):
    """What the program says of its own accord, without the words that it quotes."""
    parts = [errors]
    for entry in document.get("open", []):
        parts += [entry.get("question", "")] + entry.get("choices", [])
    for alert in document.get("alerts", []):
        parts += [alert.get("message", ""), alert.get("question") or "", alert.get("action") or ""]
    parts += document.get("setAside", []) + document.get("readAs", [])
    text = "\n".join(parts)
    text = re.sub("accepted are.*", "", text)
    quoted = re.escape(case["text"])
    return re.sub('"' + quoted + '"', "", text, flags=re.IGNORECASE).lower()


def verdict(tool, case):
    document, errors, status = answer(tool, case)
    expect = case["expect"]
    kind = expect["kind"]
    got = read_items(document)
    said = words(document, errors, case)
    tells = any(word.lower() in said for word in expect.get("mustSay", []))
    alternatives = expect.get("or", [])
    if any(name.lower() in said for name in expect.get("mustNotSuggest", [])):
        return "asked badly", got, said
    named = all(any(name in said for name in group) for group in expect.get("mustName", []))
    if kind == "answer":
        if got and matches(expect["items"], got):
            return ("right" if named else "misread"), got, said
        if any(matches(other, got) for other in alternatives):
            return "right", got, said
        return ("misread" if got else "refused"), got, said
    if kind == "partial":
        if got and matches(expect["items"], got):
            return ("right" if document.get("open") or tells else "misread"), got, said
        return ("misread" if got else "refused"), got, said
    if got:
        allowed = any(matches(other, got) for other in alternatives)
        if allowed and (tells or not expect.get("orNeedsMustSay")):
            return "right", got, said
        return "misread", got, said
    return ("asked" if tells else "asked badly"), got, said


def figures(tool, found, verbose):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda case: verdict(tool, case), found))
    table = collections.defaultdict(collections.Counter)
    computable = collections.Counter()
    first = collections.Counter()
    for case, (outcome, got, said) in zip(found, results):
        country = case.get("country", "?")
        table[country][outcome] += 1
        if case["expect"]["kind"] in ("answer", "partial"):
            computable[country] += 1
            first[country] += outcome == "right"
        if verbose and outcome not in ("right", "asked"):
            show = {"/".join(key): str(value) for key, value in got.items()}
            print(f"{outcome}: {case['id']} {case['text']!r}\n    {show} {said.strip()[:400]!r}")
    print(f"{'country':9}" + "".join(f"{word:>13}" for word in VERDICTS) + f"{'first try':>14}")
    for country in sorted(table):
        row = table[country]
        rate = f"{first[country]}/{computable[country]}"
        print(f"{country:9}" + "".join(f"{row[word]:13}" for word in VERDICTS) + f"{rate:>14}")
    total = sum(table.values(), collections.Counter())
    rate = f"{sum(first.values())}/{sum(computable.values())}"
    print(f"{'all':9}" + "".join(f"{total[word]:13}" for word in VERDICTS) + f"{rate:>14}")
    return total["misread"]


UNITS = ["mg", "mcg", "microgram", "g", "ml", "mg/h", "mcg/h", "mg/ml", "mg/24h", "µg"]


def edited(text, source):
    """The text with one letter, digit, unit or separator changed, and which kind it was."""
    kind = source.choice(["letter", "digit", "unit", "separator"])
    places = {
        "letter": [i for i, c in enumerate(text) if c.isalpha()],
        "digit": [i for i, c in enumerate(text) if c.isdigit()],
        "separator": [i for i, c in enumerate(text) if c in " ;,+/.-()\n"],
    }
    if kind == "unit":
        units = list(re.finditer(r"(?i)(?<![a-z])(mcg/h|mg/h|mg|mcg|µg|ml|g)(?![a-z])", text))
        if not units:
            return text, kind
        place = source.choice(units)
        return text[:place.start()] + source.choice(UNITS) + text[place.end():], kind
    if not places[kind]:
        return text, kind
    i = source.choice(places[kind])
    pool = {"letter": "abcdefghijklmnoprstuvxyz", "digit": "0123456789", "separator": " ;,+/.-"}[kind]
    way = source.choice(["drop", "change", "double", "swap"])
    if way == "drop":
        return text[:i] + text[i + 1:], kind
    if way == "change":
        return text[:i] + source.choice(pool) + text[i + 1:], kind
    if way == "double":
        return text[:i] + source.choice(pool) + text[i:], kind
    return text[:i] + text[i + 1:i + 2] + text[i] + text[i + 2:], kind


def misread(tool, found, count, seed, verbose):
    source = random.Random(seed)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda case: verdict(tool, case), found))
    right = [(case, got) for case, (outcome, got, _) in zip(found, results)
             if outcome == "right" and got]
    trials = []
    while len(trials) < count:
        case, got = source.choice(right)
        text, kind = edited(case["text"], source)
        if text != case["text"]:
            trials.append(({**case, "text": text}, got, kind, case["text"]))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda trial: answer(tool, trial[0]), trials))
    tally = collections.Counter()
    for (case, before, kind, text), (document, _, _) in zip(trials, answers):
        after = read_items(document)
        if not after:
            tally["asked or refused"] += 1
            continue
        # A digit that was changed is another dose as it stands there; nobody can know better.
        drugs = {key[0] for key in after} - {key[0] for key in before}
        routes = {key[:2] for key in after} - {key[:2] for key in before}
        tenfold = kind != "digit" and not document.get("open") and any(
            key in after and (after[key] >= 10 * dose or 10 * after[key] <= dose)
            for key, dose in before.items())
        bad = "another drug" if drugs else "another route" if routes else (
            "a tenfold dose" if tenfold else None)
        if bad:
            tally[bad] += 1
            print(f"{bad}: {text!r} -> {case['text']!r} ({case['country']}): "
                  + str({"/".join(key): str(value) for key, value in after.items()}))
        else:
            tally["the same, or a dose as written" if after == before else "another dose, shown"] += 1
            if verbose and after != before:
                print(f"{kind}: {text!r} -> {case['text']!r}: {after}")
    for word, number in tally.most_common():
        print(f"{number:6} {word}")
    return sum(tally[word] for word in ("another drug", "another route", "a tenfold dose"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tool")
    parser.add_argument("cases")
    parser.add_argument("--misread", type=int, default=0)
    parser.add_argument("--seed", type=int, default=22)
    parser.add_argument("--verbose", action="store_true")
    chosen = parser.parse_args()
    found = cases(chosen.cases)
    if chosen.misread:
        wrong = misread(chosen.tool, found, chosen.misread, chosen.seed, chosen.verbose)
    else:
        wrong = figures(chosen.tool, found, chosen.verbose)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
