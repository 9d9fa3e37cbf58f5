#!/usr/bin/env python3
"""batch-bench.py - rows a second of `paincalc batch`, beside DuckDB and Polars on the same file.

Usage: batch-bench.py PAINCALC [--rows N] [--runs N] [--most N]

DuckDB and Polars do the bare join on one thread: read the sheet, look the factor up by opioid, compute
strength x quantity / days x factor in floating point, write id, factor and mg a day. paincalc checks
every field besides, keeps exact fractions, and says table, alerts and errors. All run in random order,
each as a process of its own, twice in a row, of which the second run counts. Then the memory of paincalc
from 10,000 rows to --most. Prints, and judges nothing.
"""
import argparse, os, random, statistics, subprocess, sys, tempfile, time

DRUGS = [
    ("morphine", "MR", [5, 10, 15, 30, 60, 100, 200], 1), ("morphine", "IR", [5, 10, 20], 1),
    ("oxycodone", "MR", [5, 10, 20, 40, 80], 1.5), ("oxycodone", "IR", [5, 10, 20], 1.5),
    ("hydromorphone", "IR", [1.3, 2.6], 5), ("codeine", "IR", [15, 30, 60], 0.15),
    ("tramadol", "IR", [50], 0.2), ("tramadol", "MR", [100, 150, 200], 0.2),
    ("tapentadol", "MR", [50, 100, 150], 0.3), ("hydrocodone", "IR", [5, 7.5, 10], 1),
    ("dihydrocodeine", "MR", [60, 90], 0.25), ("methadone", "IR", [5, 10], 4.7),
]

DUCKDB = """
import duckdb, sys
db = duckdb.connect(config={"threads": 1})
db.sql("create table factors(opioid varchar, factor double)")
db.executemany("insert into factors values (?, ?)", FACTORS)
db.sql(f"copy (select id, factor, strength * quantity / days * factor as mg_per_day "
       f"from read_csv('{sys.argv[1]}', header=true) join factors using (opioid)) "
       f"to '{sys.argv[2]}' (header, delimiter ',')")
"""

POLARS = """
import polars as pl, sys
factors = pl.LazyFrame({"opioid": [f[0] for f in FACTORS], "factor": [f[1] for f in FACTORS]})
rows = pl.scan_csv(sys.argv[1]).join(factors, on="opioid", maintain_order="left")
rows = rows.select("id", "factor", (pl.col("strength") * pl.col("quantity") / pl.col("days")
                                    * pl.col("factor")).alias("mg_per_day"))
rows.sink_csv(sys.argv[2])
"""


def write_rows(path, count):
    """Dispensing rows: strength, quantity and days of supply."""
    draw = random.Random(7)
    with open(path, "w") as sheet:
        sheet.write("id,opioid,form,route,strength,unit,quantity,days\n")
        for _ in range(count):
            drug, form, strengths, _ = draw.choice(DRUGS)
            days = draw.choice([7, 14, 28, 30, 30, 30, 90])
            quantity = days * draw.choice([1, 2, 3, 4]) + draw.choice([0, 0, 0, 0, 2, 5])
            sheet.write(f"P{draw.randrange(1, 400_000):06d},{drug},{form},oral,"
                        f"{draw.choice(strengths)},mg,{quantity},{days}\n")


def run(command, output):
    """Seconds and peak memory in MB of one process; its standard output goes to a file."""
    with open(output, "wb") as sink:
        os.sync()  # nobody pays for what another wrote
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=sink, env={**os.environ, "POLARS_MAX_THREADS": "1"})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
    if status != 0:
        sys.exit(f"{command[0]} failed with wait status {status}")
    return seconds, usage.ru_maxrss / 1024


def main():
    options = argparse.ArgumentParser()
    options.add_argument("paincalc")
    options.add_argument("--rows", type=int, default=3_000_000)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--most", type=int, default=30_000_000)
    options = options.parse_args()
    factors = f"FACTORS = {sorted({(d[0], d[3]) for d in DRUGS})}\n"
    with tempfile.TemporaryDirectory(prefix="paincalc-bench-") as folder:
        sheet, output = f"{folder}/rows.csv", f"{folder}/out.csv"
        write_rows(sheet, options.rows)
        commands = {
            "paincalc, 1 thread": [options.paincalc, "batch", "--jobs", "1", sheet],
            "paincalc, 2 threads": [options.paincalc, "batch", "--jobs", "2", sheet],
            "DuckDB, 1 thread": [sys.executable, "-c", factors + DUCKDB, sheet, f"{folder}/duck.csv"],
            "Polars, 1 thread": [sys.executable, "-c", factors + POLARS, sheet, f"{folder}/polars.csv"],
        }
        times = {name: [] for name in commands}
        peaks = dict.fromkeys(commands, 0.0)
        draw = random.Random(11)
        for _ in range(options.runs):
            # What runs after a large process pays for the memory that it left to the system, so that
            # nobody should always come second, and the first of two runs in a row does not count.
            for name in draw.sample(list(commands), len(commands)):
                run(commands[name], output)
                seconds, peak = run(commands[name], output)
                times[name].append(seconds)
                peaks[name] = max(peaks[name], peak)
        rates = {name: options.rows / statistics.median(all) / 1e6 for name, all in times.items()}
        print(f"{options.rows:,} rows, {os.path.getsize(sheet) / 1e6:.0f} MB, "
              f"median of {options.runs} runs in random order")
        print(f"{'':22}{'million rows/s':>16}{'range':>18}{'peak MB':>10}")
        for name, all in times.items():
            ends = f"{options.rows / max(all) / 1e6:.2f} to {options.rows / min(all) / 1e6:.2f}"
            print(f"{name:22}{rates[name]:16.2f}{ends:>18}{peaks[name]:10.0f}")
        one = rates["paincalc, 1 thread"]
        other = max(rates["DuckDB, 1 thread"], rates["Polars, 1 thread"])
        print(f"1 thread : the faster of the two = {one / other:.2f}   (target >= 1.50)")
        print(f"2 threads : 1 thread = {rates['paincalc, 2 threads'] / one:.2f}   (target >= 1.80)")
        for rows in [10_000, options.rows, options.most]:
            if rows > options.most:
                continue
            # The same rows again and again through a pipe, so that no file of this size is needed.
            feed = (f"head -n 1 {sheet}; n={rows}; while [ $n -gt 0 ]; do "
                    f"tail -n +2 {sheet} | head -n $n; n=$((n - {options.rows})); done")
            with subprocess.Popen(["sh", "-c", feed], stdout=subprocess.PIPE) as source:
                tool = subprocess.Popen([options.paincalc, "batch", "--jobs", "2"],
                                        stdin=source.stdout, stdout=subprocess.DEVNULL)
                source.stdout.close()
                _, status, usage = os.wait4(tool.pid, 0)
            if status != 0:
                sys.exit(f"paincalc failed with wait status {status}")
            print(f"memory at {rows:>12,} rows, 2 threads: {usage.ru_maxrss / 1024:.1f} MB peak")


if __name__ == "__main__":
    main()
