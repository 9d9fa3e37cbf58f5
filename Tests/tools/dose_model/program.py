"""Runs the real program, and says how to run it by hand."""

import csv
import io
import json
import shlex
import subprocess

COLUMNS = ["id", "opioid", "form", "route", "strength", "unit", "per_day", "frequency", "quantity", "days"]


class Program:
    def __init__(self, path):
        self.path = path

    def _run(self, arguments, given=""):
        run = subprocess.run(
            [self.path, *arguments], input=given, capture_output=True, text=True, timeout=600)
        if run.returncode not in (0, 3, 4, 5, 65):
            raise SystemExit(
                f"{self.by_hand(arguments)} ended with {run.returncode}: {run.stderr[:400]}")
        return run

    def by_hand(self, arguments):
        return shlex.join(["paincalc", *arguments])

    def batch(self, rows, arguments):
        """One answer for each row, as dictionaries of text."""
        given = io.StringIO()
        writer = csv.DictWriter(given, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for index, row in enumerate(rows):
            writer.writerow({"id": str(index)} | row)
        answered = self._run(["batch", *arguments], given.getvalue())
        return list(csv.DictReader(io.StringIO(answered.stdout)))

    def answer(self, arguments):
        """One JSON answer, its numbers left as they are written; the text where it is none."""
        run = self._run([*arguments, "--json"])
        if not run.stdout.startswith("{"):
            return run.stdout + run.stderr
        return json.loads(run.stdout, parse_float=str, parse_int=str)


def row_by_hand(row, arguments):
    """A shell line that gives one row to the program."""
    keys = [key for key in COLUMNS if row.get(key)]
    lines = ",".join(keys) + "\\n" + ",".join(row[key] for key in keys) + "\\n"
    return f"printf '{lines}' | " + shlex.join(["paincalc", "batch", *arguments])
