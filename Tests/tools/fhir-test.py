#!/usr/bin/env python3
"""Checks bundles against a FHIR library: the template, the fixtures, and what paincalc prints.

usage: fhir-test.py PAINCALC   (from the repository's root)

The library's release R4B has the same definitions as R4 for every resource used here.
"""
import glob
import json
import re
import subprocess
import sys
import textwrap

from fhir.resources.R4B.bundle import Bundle
from pydantic.v1 import ValidationError

failures = 0
checked = 0


def check(name, text):
    """Validates one bundle and every resource in it."""
    global failures, checked
    checked += 1
    try:
        Bundle.parse_raw(text)
    except ValidationError as error:
        failures += 1
        print(f"FAIL {name}\n{error}")


def template():
    source = open("Sources/PainDiary/FHIR/FHIRTemplate.swift", encoding="utf-8").read()
    return textwrap.dedent(re.search(r'"""\n(.*?)\n\s*"""', source, re.S).group(1))


# A check that can't fail proves nothing.
broken = {"resourceType": "Bundle", "type": "collection", "entry": [
    {"resource": {"resourceType": "DetectedIssue", "severity": "high"}}]}
try:
    Bundle.parse_raw(json.dumps(broken))
    sys.exit("FAIL the library accepts a DetectedIssue without a status")
except ValidationError:
    pass

check("template", template())
for name in ["hospital", "encoded", "encoded-counted"]:
    path = f"Tests/PainDiaryTests/Fixtures/fhir/{name}.json"
    check(path, open(path, encoding="utf-8").read())
diaries = sorted(glob.glob("docs/demo/diaries/[1-4]-*.json")) + sorted(
    glob.glob("Tests/Scenarios/Cases/*/1.json"))
for path in diaries:
    run = subprocess.run([sys.argv[1], "assess", "--format", "fhir", path],
                         capture_output=True, text=True, check=False)
    if run.returncode not in (0, 3):
        failures += 1
        print(f"FAIL {path}: exit {run.returncode}: {run.stderr}")
    else:
        check(path, run.stdout)
print(f"{checked} bundles checked, {failures} failed")
sys.exit(failures > 0)
