#!/usr/bin/python3
"""Compares diaries and answers of the real program with the JSON Schemas in docs/schema.

    schema-test.py PAINCALC

Every fixture and every answer must be valid, and must no longer be so with a key too many or
without its first key: else the schema would say nothing.
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = {path.name: json.loads(path.read_text()) for path in (ROOT / "docs/schema").glob("*.json")}
QUESTIONS = [
    ["med", "morphine MR 30 mg bd; oxycodone IR 5 mg prn x3"],
    ["med", "fentanyl patch 37 mcg/h; co-codamol 30/500 2 tablets qds"],
    ["med", "methadone oral 10 mg tds"],
    ["med", "morphine MR 30 mg bd", "--sedation", "POSS:4"],
    ["rotate", "morphine MR 60 mg bd", "--to", "oxycodone oral MR"],
    ["rotate", "morphine MR 60 mg bd", "--to", "fentanyl patch", "--frail"],
    ["rotate", "oxycodone MR 40 mg bd", "--to", "morphine subcutaneous infusion", "--egfr", "40"],
    ["rotate", "morphine MR 60 mg bd", "--to", "oxycodone oral MR", "--table", "cdc-2022"],
    ["breakthrough", "morphine MR 60 mg bd", "--background", "3", "--peak", "8", "--episodes", "3"],
    ["breakthrough", "morphine MR 60 mg bd", "--in-use", "actiq:400", "--background", "3"],
    ["breakthrough", "morphine MR 60 mg bd", "--in-use", "Abstral:800", "--product", "abstral",
     "--background", "3", "--episodes", "2"],
    ["breakthrough", "morphine MR 60 mg bd", "--in-use", "Abstral:200", "--background", "3",
     "--episodes", "2"],
    ["breakthrough", "hydrocodone MR 30 mg bd", "--background", "3", "--episodes", "2"],
    ["breakthrough", "oxycodone MR 10 mg bd", "--background", "7"],
    ["breakthrough", "morphine MR 60 mg bd", "--opioid-naive"],
]

failures = []
counts = {}


def validator(name):
    """The schema with the parts that it shares brought in, so that no reference leaves the file."""
    schema = json.loads(json.dumps(SCHEMAS[name]).replace("common.json#/", "#/"))
    schema["$defs"] = {**SCHEMAS["common.json"]["$defs"], **schema.get("$defs", {})}
    return jsonschema.Draft202012Validator(schema)


VALIDATORS = {name: validator(name) for name in SCHEMAS}


def check(name, document, origin):
    """The document is valid, and its two mutants are not."""
    counts[name] = counts.get(name, 0) + 1
    tested = VALIDATORS[name]
    for error in tested.iter_errors(document):
        deepest = jsonschema.exceptions.best_match([error])
        failures.append(f"{origin}: {name}: {deepest.json_path}: {deepest.message[:300]}")
    first = next(iter(document))
    for mutant in ({**document, "surplus": 1}, {k: v for k, v in document.items() if k != first}):
        if tested.is_valid(mutant):
            failures.append(f"{origin}: {name} accepts a key too many, or lacks a required one")


def answers(program, arguments):
    """The documents that a command prints, one after another."""
    run = subprocess.run(
        [program, *arguments, "--json"], capture_output=True, text=True, cwd=ROOT)
    if run.returncode not in (0, 3, 4, 5):
        failures.append(f"{' '.join(arguments)}: status {run.returncode}: {run.stderr.strip()}")
        return
    decoder, text = json.JSONDecoder(), run.stdout.strip()
    while text:
        document, end = decoder.raw_decode(text)
        yield document
        text = text[end:].lstrip()


def check_answers(program, arguments):
    for document in answers(program, arguments):
        name = document["schema"].replace("/", "-") + ".json"
        check(name, document, " ".join(arguments))


def check_bundle(program):
    """The answer to a FHIR bundle is valid with what was ignored, which is no empty list."""
    bundle = ROOT / "Tests/PainDiaryTests/Fixtures/fhir/hospital.json"
    found = list(answers(program, ["assess", str(bundle)]))
    for document in found:
        check("paincalc-assessment-1.json", document, bundle.name)
    ignored = [document.get("ignored") for document in found]
    if len(ignored) != 1 or not ignored[0]:
        failures.append(f"{bundle.name}: nothing is said to be ignored")
    elif VALIDATORS["paincalc-assessment-1.json"].is_valid({**found[0], "ignored": []}):
        failures.append("an empty list of ignored resources is valid")


# A figure, one with fractions, one that a safety stop refuses, and a row that can't be read.
ROWS = [
    {"id": "P-1", "opioid": "morphine", "form": "MR", "strength": 30, "unit": "mg", "per_day": 2},
    {"id": 7, "opioid": "morphine", "form": "IR", "strength": "10 mg", "quantity": 1, "days": 3},
    {"opioid": "pethidine", "form": "IM injection", "strength": 50, "unit": "mg", "per_day": 4},
    {"opioid": "morphine"},
]


def check_batch(program):
    """Every kind of line of `batch` against its schema."""
    text = "".join(json.dumps(row) + "\n" for row in ROWS)
    found = subprocess.run(
        [program, "batch", "--table", "fpm-2020"], input=text, capture_output=True, text=True)
    answers = [json.loads(line) for line in found.stdout.splitlines()]
    for answer in answers:
        check("paincalc-batch-1.json", answer, f"batch, line {answer.get('line')}")
    kinds = [[key for key in ("mgPerDay", "exact", "error") if key in a] for a in answers]
    if kinds != [["mgPerDay"], ["mgPerDay", "exact"], ["error"], ["error"]]:
        failures.append(f"batch: the rows are not answered as expected: {found.stdout}")
    elif VALIDATORS["paincalc-batch-1.json"].is_valid({**answers[2], "mgPerDay": 1}):
        failures.append("batch: a refused row with a figure is valid")


def check_status(program):
    """The status of a real service that has taken a good, a bad and a dangerous diary."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "paind.yaml").write_text("spool: spool\nstate: state\n")
        (folder / "state").mkdir()
        (folder / "spool/incoming").mkdir(parents=True)
        for name in ("1-stable", "4-safety-stop", "5-malformed"):
            source = ROOT / f"docs/demo/diaries/{name}.json"
            (folder / f"spool/incoming/{name}.json").write_bytes(source.read_bytes())
        service = subprocess.Popen(
            [pathlib.Path(program).with_name("paind"), "--config", folder / "paind.yaml"],
            stderr=subprocess.DEVNULL)
        asked = ["status", "--config", str(folder / "paind.yaml")]
        end = time.monotonic() + 30
        while time.monotonic() < end:
            run = subprocess.run([program, *asked, "--json"], capture_output=True, text=True)
            found = json.loads(run.stdout) if run.returncode == 0 else {}
            if found.get("entries") == 2 and found["files"]["rejected"] == 1:
                break
            time.sleep(0.05)
        else:
            failures.append(f"status: the service did not take its files: {run.stderr}{found}")
        check_answers(program, asked)
        service.terminate()
        service.wait()
        check_answers(program, [*asked, "--last", "0"])
        check_answers(program, [*asked, "--verify"])
        shown = [(e["outcome"], "mgPerDay" in e) for e in found.get("lastEntries", [])]
        if sorted(shown) != [("computed", True), ("stopped", False)]:
            failures.append(f"status: the entries are not told as expected: {shown}")


def check_corrections(program):
    """A corrected entry, a withdrawn one, and two of one moment of which one is confirmed."""
    def diary(hour, **more):
        return {"schema": "pain-diary/1", "patient": "P-1",
                "recordedAt": f"2026-03-01T{hour:02}:00:00Z", **more}

    def digest(entry):
        return hashlib.sha256(json.dumps(entry).encode()).hexdigest()

    wrong, gone = diary(8, pain={"worst": 3}), diary(9, regimen=["morphine MR 30 mg bd"])
    one, other = diary(10, pain={"worst": 3}), diary(10, pain={"worst": 7})
    entries = [
        wrong, gone, one, other, diary(8, pain={"worst": 4}, replaces=digest(wrong)),
        diary(11, withdraws=digest(gone)),
        diary(12, confirms=[{"code": "conflicting-entries", "entry": digest(one), "by": "N",
                             "reason": "by the chart"}]),
    ]
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, entry in enumerate(entries):
            check("pain-diary-1.json", entry, f"correction {number}")
            paths.append(pathlib.Path(folder) / f"{number}.json")
            paths[-1].write_text(json.dumps(entry))
        found = list(answers(program, ["assess", *map(str, paths)]))
        keys = {key for answer in found for key in answer}
        for answer in found:
            check("paincalc-assessment-1.json", answer, "corrections")
        missing = {"replacedBy", "withdrawnBy", "withdraws", "setAsideFor"} - keys
        if missing:
            failures.append(f"corrections: no answer has {sorted(missing)}")


def main(program):
    program = str(pathlib.Path(program).resolve())
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    demo = sorted((ROOT / "docs/demo/diaries").glob("*.json"))
    malformed = [path for path in demo if "malformed" in path.name]
    courses = [[path] for path in demo if path not in malformed]
    courses.append([ROOT / "docs/demo/bone-metastases.json"])
    for case in sorted((ROOT / "Tests/Scenarios/Cases").iterdir()):
        courses.append([p for p in sorted(case.glob("*.json")) if p.name != "expected.json"])
    for course in courses:
        for path in course:
            diary = json.loads(path.read_text())
            check("pain-diary-1.json", diary, path.relative_to(ROOT))
            if "boneMetastases" in diary:
                check_answers(program, ["review", str(path)])
        check_answers(program, ["assess", *map(str, course)])
    for path in malformed:
        if VALIDATORS["pain-diary-1.json"].is_valid(json.loads(path.read_text())):
            failures.append(f"{path.name}: a malformed diary is valid")
    for question in QUESTIONS:
        check_answers(program, question)
    template = subprocess.run(
        [program, "template", "json"], capture_output=True, text=True, check=True).stdout
    check("pain-diary-1.json", json.loads(template), "template json")
    check_corrections(program)
    check_bundle(program)
    check_batch(program)
    check_status(program)
    for name in SCHEMAS:
        if name != "common.json" and not counts.get(name):
            failures.append(f"{name}: no document was compared with it")
    print("\n".join(failures) or "ok   " + ", ".join(f"{n}: {c}" for n, c in sorted(counts.items())))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
