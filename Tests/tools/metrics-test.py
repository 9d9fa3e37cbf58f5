#!/usr/bin/python3
"""Reads the metrics of a real service with the readers that Prometheus publishes for Python.

    metrics-test.py BINARIES

The strict reader of OpenMetrics has to take the file, and so has that of the older text format, which
node_exporter's textfile collector uses. The figures have to be those of what was dropped.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from prometheus_client.openmetrics import parser as strict
from prometheus_client import parser as older

ROOT = pathlib.Path(__file__).resolve().parents[2]
# All that node_exporter's reader knows.
KINDS = {"counter", "gauge", "histogram"}
failures = []


def expect(found, wanted, what):
    if found != wanted:
        failures.append(f"{what}: {found}, and not {wanted}")


def samples(families):
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


def run(binaries, folder):
    """The text that a service leaves that took three good diaries, one of them twice, and a bad one."""
    (folder / "paind.yaml").write_text(
        "spool: spool\nstate: state\nmetrics: {file: metrics/paind.prom, seconds: 1}\n")
    (folder / "state").mkdir()
    (folder / "spool/incoming").mkdir(parents=True)
    for number, name in enumerate(["1-stable", "2-needs-titration", "4-safety-stop", "5-malformed"]):
        diary = (ROOT / f"docs/demo/diaries/{name}.json").read_bytes()
        (folder / f"spool/incoming/{name}.json").write_bytes(diary)
        if number == 0:
            (folder / "spool/incoming/again.json").write_bytes(diary)
    file = folder / "metrics/paind.prom"
    os.umask(0o027)
    service = subprocess.Popen(
        [binaries / "paind", "--config", folder / "paind.yaml"], stderr=subprocess.DEVNULL)
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if file.exists() and "paind_ledger_entries 3\n" in file.read_text():
            break
        time.sleep(0.05)
    else:
        failures.append("the metrics do not tell of three entries within 30 s")
    service.terminate()
    service.wait()
    expect(oct(file.stat().st_mode), "0o100644", "the mode of the file")
    expect(oct(file.parent.stat().st_mode), "0o40755", "the mode of its folder")
    expect(sorted(p.name for p in file.parent.iterdir()), ["paind.prom"], "what lies in the folder")
    return file.read_text()


def check(text):
    families = list(strict.text_string_to_metric_families(text))
    expect({family.type for family in families} - KINDS, set(), "types that node_exporter refuses")
    for family in families:
        if not family.documentation:
            failures.append(f"{family.name} says nothing of itself")
    found = samples(families)
    simply = samples(older.text_string_to_metric_families(text))
    expect(simply, found, "what the older reader reads")
    for name, wanted in {
        ("paind_entries_total", ("outcome", "computed")): 2,
        ("paind_entries_total", ("outcome", "stopped")): 1,
        ("paind_alerts_total", ("severity", "stop")): 3,
        ("paind_rejected_files_total", ("reason", "not-a-diary")): 1,
        ("paind_duplicate_files_total",): 1,
        ("paind_reassessed_entries_total",): 0,
        ("paind_failures_total", ("step", "ledger")): 0,
        ("paind_waiting_files",): 0,
        ("paind_unrecorded_files",): 0,
        ("paind_pending_steps",): 0,
        ("paind_ledger_stops",): 1,
        ("paind_ledger_queries",): 0,
    }.items():
        expect(found.get(name), wanted, name)
    batches = found.get(("paind_commit_seconds_count",), 0)
    if batches < 1 or found.get(("paind_commit_seconds_sum",), 0) <= 0:
        failures.append("no commit was measured")
    expect(found.get(("paind_commit_seconds_bucket", ("le", "+Inf"))), batches, "the last bucket")
    if abs(found.get(("paind_last_commit_timestamp_seconds",), 0) - time.time()) > 60:
        failures.append("the last commit was not just now")
    for word in ("P-00", "1-stable", "4-safety-stop"):
        if word in text:
            failures.append(f"the metrics name {word}")
    # The strict reader has to be strict.
    try:
        list(strict.text_string_to_metric_families(text.replace("# EOF\n", "")))
        failures.append("a text that is cut off is taken for whole")
    except ValueError:
        pass
    return len(found)


def main(binaries):
    with tempfile.TemporaryDirectory() as folder:
        text = run(pathlib.Path(binaries).resolve(), pathlib.Path(folder))
    count = check(text)
    print("\n".join(failures) or f"ok   {count} samples, read as OpenMetrics and as node_exporter does")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
