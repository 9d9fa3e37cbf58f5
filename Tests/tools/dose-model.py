#!/usr/bin/python3
"""The dose engine against an independent exact model of the method.

dose-model.py PAINCALC [--cases N] [--seed S] [--tables DIR]: N rows through `paincalc batch`, N / 250
regimens through `paincalc med`, as many switches through `paincalc rotate`. Every difference is printed with the line that shows it again. The
model shares no code with the program: it reads `Tables/` and follows docs/method.md.
"""

import argparse
import pathlib
import random
import sys
import time

sys.dont_write_bytecode = True

from dose_model.comparison import Comparison  # noqa: E402
from dose_model.program import Program  # noqa: E402
from dose_model.tables import Tables  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("paincalc")
    parser.add_argument("--cases", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tables", default=str(pathlib.Path(__file__).parents[2] / "Tables"))
    given = parser.parse_args()
    comparison = Comparison(
        Tables(given.tables), Program(given.paincalc), random.Random(given.seed))
    started = time.monotonic()
    counts = {
        "batch rows": comparison.rows(given.cases),
        "regimens": comparison.regimens(max(1, given.cases // 250)),
        "switches": comparison.switches(max(1, given.cases // 250)),
    }
    seconds = time.monotonic() - started
    for difference in comparison.differences[:20]:
        print(difference)
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"dose model: {said}; seed {given.seed}; {seconds:.1f} s; "
          f"{len(comparison.differences)} differences")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())
