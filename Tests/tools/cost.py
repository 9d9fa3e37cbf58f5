#!/usr/bin/env python3
"""cost.py - what the common questions cost, in instructions.

Usage: cost.py PAINCALC [--profile FOLDER]

Instructions are counted by callgrind, so that a busy machine changes nothing. Printed are the start and
`paincalc med`; one more entry of `paincalc assess` in courses of mixed regimens of which the earlier
entries are known; and one more row of `paincalc batch`. The last two are the difference of a run of many
and a run of few, so that start and tables don't count. Prints, and judges nothing. --profile keeps what
callgrind wrote, for callgrind_annotate.
"""
import argparse, datetime, json, os, random, re, shutil, subprocess, sys, tempfile

sys.dont_write_bytecode = True
from importlib import import_module

write_rows = import_module("batch-bench").write_rows

# Regimens of every kind that a ward has: tablets, patch, pump, two opioids, poor kidneys, a stop.
PATIENTS = [
    (["morphine MR 60 mg bd"], ("morphine", "20 mg"), {"egfr": 74}, {"ageYears": 67}),
    (["oxycodone MR 40 mg bd"], ("oxycodone", "10 mg"), {"egfr": 52},
     {"ageYears": 71, "comedications": ["fluconazole", "lorazepam"]}),
    (["fentanyl patch 37 mcg/h"], ("morphine", "10 mg"), {"egfr": 24}, {"ageYears": 80, "frail": True}),
    (["hydromorphone MR 8 mg bd", "fentanyl patch 12 mcg/h"], ("hydromorphone", "2.6 mg"), {},
     {"ageYears": 59}),
    (["tramadol MR 100 mg bd"], ("tramadol", "50 mg"), {"egfr": 41},
     {"ageYears": 63, "comedications": ["sertraline"]}),
    (["morphine MR 100 mg bd"], ("morphine", "30 mg"), {"respiratoryRate": 6, "spo2": 84}, {"ageYears": 55}),
]
START = datetime.datetime(2026, 3, 2, 6, tzinfo=datetime.timezone.utc)


def diary(patient, number):
    """Entry `number` of a course: one every four hours, with an episode and its rescue dose."""
    regimen, (rescue, dose), observations, context = PATIENTS[patient]
    at = START + datetime.timedelta(hours=4 * number)
    peak = 6 + (number + patient) % 4
    return {
        "schema": "pain-diary/1", "patient": f"P-{patient}", "recordedAt": at.isoformat(),
        "pain": {"background": 2 + (number + patient) % 3, "worst": peak, "goal": 3},
        "episodes": [{
            "at": (at - datetime.timedelta(minutes=90)).isoformat(), "peak": peak, "trigger": "incident",
            "after30min": 3, "rescue": {"opioid": rescue, "formulation": "IR", "dose": dose}}],
        "regimen": regimen,
        "observations": {"respiratoryRate": 16, "sedation": {"scale": "POSS", "score": 1}} | observations,
        "context": {"opioidNaive": False, "aroundTheClockDays": 21} | context,
    }


class Counter:
    """Runs the program under callgrind."""

    def __init__(self, program, folder, profiles):
        self.folder, self.profiles = folder, profiles
        # Without debug information, of which valgrind may know the form or not.
        self.program = os.path.join(folder, "paincalc")
        subprocess.run(["strip", "-g", "-o", self.program, program], check=True)

    def count(self, name, *arguments):
        profile = os.path.join(self.profiles, name) if self.profiles else "/dev/null"
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", self.program, *arguments],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        found = re.search(r"Collected : (\d+)", run.stderr)
        # 3 is a safety stop, and a stop costs something too.
        if not found or run.returncode not in (0, 3, 4):
            sys.exit(f"cost: {' '.join(arguments[:3])} failed:\n{run.stderr}")
        return int(found[1])

    def each(self, name, few, many, arguments):
        """The cost of one more: `arguments` of a number gives a command line."""
        low = self.count(name + "-few", *arguments(few))
        return (self.count(name + "-many", *arguments(many)) - low) / (many - few)


def write_diaries(folder, number):
    """The first entries of each course, so that each file holds one entry."""
    paths = []
    for entry in range(number):
        for patient in range(len(PATIENTS)):
            path = os.path.join(folder, f"{patient}-{entry}.json")
            with open(path, "w") as file:
                json.dump(diary(patient, entry), file)
            paths.append(path)
    return paths


def as_objects(sheet, path):
    """The same rows as JSON Lines, numbers as numbers."""
    with open(sheet) as rows, open(path, "w") as objects:
        keys = next(rows).strip().split(",")
        for row in rows:
            members = zip(keys, row.strip().split(","))
            objects.write(json.dumps({
                key: json.loads(value) if key in ("strength", "quantity", "days") else value
                for key, value in members}) + "\n")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("program")
    parser.add_argument("--profile")
    options = parser.parse_args()
    if options.profile:
        os.makedirs(options.profile, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="paincalc-cost.")
    try:
        counter = Counter(options.program, folder, options.profile)
        regimen = "morphine MR 30 mg bd; oxycodone IR 5 mg prn x3"

        def show(name, count):
            unit, figure = ("M", count / 1e6) if count >= 1e5 else ("k", count / 1e3)
            print(f"{name:52} {figure:8.2f} {unit}", flush=True)

        show("paincalc --version", counter.count("version", "--version"))
        show("paincalc med, two items", counter.count("med", "med", regimen))
        show("paincalc med --json, two items", counter.count("med-json", "med", "--json", regimen))
        diaries = write_diaries(folder, 24)
        for style in ("json", "text"):
            # As text one patient's latest entry is shown in full, so that it is mostly the engine's cost.
            show(f"assess --format {style}, one more entry", counter.each(
                "assess-" + style, 6 * 12, 6 * 24,
                lambda number: ["assess", "--format", style, *diaries[:number]]))
        for few, many, kind in ((4_000, 12_000, "csv"), (4_000, 12_000, "jsonl")):
            for number in (few, many):
                sheet = os.path.join(folder, f"{number}.csv")
                write_rows(sheet, number)
                as_objects(sheet, os.path.join(folder, f"{number}.jsonl"))
            show(f"batch, one more row as {kind}", counter.each(
                "batch-" + kind, few, many,
                lambda number: ["batch", "--jobs", "1", os.path.join(folder, f"{number}.{kind}")]))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
