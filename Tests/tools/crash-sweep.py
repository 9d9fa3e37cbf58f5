#!/usr/bin/env python3
"""crash-sweep.py - kills paind at every system call that changes something, and compares what comes of it.

  crash-sweep.py PAIND [--sample COUNT] [--seed N] [--faults kill,EIO,ENOSPC,EINTR] [--calls NAME,...]
                       [--batches 4,8,64]
  crash-sweep.py PAIND --only BATCH:CALL:NUMBER:FAULT      one point again, with its folder kept

paind takes in 20 files: good ones, bad ones, duplicates, a late entry, a correction; and, as soon as one
has left the drop folder, further files of the same names: other diaries, and the same once more. So names
come back while batches of 4, 8 or 64 follow each other. An undisturbed run of each batch tells which
calls paind makes and what the end looks like. Then, for each of these calls, a run of its own:
strace kills paind as it enters the call, or lets the call fail once; paind is started again, without
strace, and finishes. Ledger (without the times of arrival), reports, pages (without their own time and
the ages), journal and folders must be what they are after the undisturbed run; each journal record must
be there exactly once.

After an error paind may go on by itself, or end with a status that is not 0 and be started again.

Needs root and strace: each run has a real journald of its own.
"""
import argparse, collections, concurrent.futures, json, os, pathlib, random, re, shutil, signal, socket
import sqlite3, subprocess, sys, tempfile, time

TOOLS = pathlib.Path(__file__).resolve().parent
CALLS = ("write writev pwrite64 pwritev fsync fdatasync syncfs rename renameat renameat2 link linkat unlink"
         " unlinkat mkdir mkdirat ftruncate fallocate sendmsg sendto").split()
FAULTS = ["kill", "EIO", "ENOSPC", "EINTR"]
PATIENCE = 60  # seconds that a run may take; the longest back-off counts
OUTCOMES = ("assessed", "reassessed", "duplicate", "conflict", "rejected", "alert")


# The files -----------------------------------------------------------------------------------------

def diary(patient, day, **fields):
    entry = {"schema": "pain-diary/1", "patient": patient, "recordedAt": f"2026-01-{day:02}T08:00:00+01:00",
             "pain": {"background": 3, "worst": 7}, "regimen": ["morphine MR 30 mg bd"], **fields}
    return json.dumps(entry).encode()


def files():
    """Name and content, in the order in which they are taken."""
    import hashlib
    wrong = diary("P-corrected", 3, regimen=["morphine MR 60 mg bd"])
    known = diary("P-known", 3)
    right = diary("P-corrected", 3, replaces=hashlib.sha256(wrong).hexdigest())
    sheet = (b"patient,recordedAt,kind,background,worst,regimen\n"
             b"P-sheet,2026-01-04T08:00:00+01:00,entry,2,8,\n"
             b"P-sheet,2026-01-04T08:00:00+01:00,regimen,,,morphine MR 60 mg bd\n")
    return [
        ("01-first.json", diary("P-late", 5)),
        ("02-wrong.json", wrong),
        ("03-known.json", known),
        ("04-bad.json", b'{"schema":"pain-diary/1","patient":}'),
        ("05-caution.json", diary("P-caution", 3, regimen=["morphine MR 200 mg bd", "oxycodone MR 40 mg bd"])),
        ("06-stop.json", diary("P-stop", 3, observations={"respiratoryRate": 6})),
        ("07-line\nbreak.json", diary("P-name", 3)),
        ("08-late.json", diary("P-late", 4)),
        ("09-link.json", None),
        ("10-large.json", b" " * 70_000),
        ("11-again.json", known),
        ("12-right.json", right),
        ("13-future.json", diary("P-future", 3, recordedAt="2190-01-01T00:00:00Z")),
        ("14-sheet.csv", sheet),
        ("15-patch.json", diary("P-patch", 3, regimen=["fentanyl patch 25 mcg/h"])),
        ("16-taken.json", diary("P-taken", 3)),
        ("17-again.json", known),
        ("18-half.json", known[:100]),
        ("19-last.json", diary("P-last", 3)),
        ("20-empty.json", b""),
    ]


# What changes the answer of an earlier entry comes when that one is done, so that no batch, wherever it was
# cut, changes how often an answer is made.
AFTER = {"08-late.json": "01-first.json", "12-right.json": "02-wrong.json"}


# Pages of some hundred patients take longer under strace than all else; small batches have them.
MOST_WITH_PAGES = 8


def later(batch):
    """Further files of names that were there before, in waves: each is dropped when its name is free."""
    names = [name for name, _ in files()] + [f"filler-{n:03}.json" for n in range(max(0, batch - 12))]
    known = dict(files())
    fillers = [[(name, diary(f"P-filler-{n}", 6))] for n, name in enumerate(names[20:])]
    again = [[(name, diary(f"P-again-{n}", 7)), (name, known.get(name) if n % 4 == 2 else None),
              (name, diary(f"P-third-{n}", 8))] for n, name in enumerate(names)]
    return [(name, content) for waves in fillers + again for name, content in waves if content]


def prepare(folder, batch):
    incoming = folder / "spool/incoming"
    incoming.mkdir(parents=True)
    (folder / "spool/done").mkdir()
    (folder / "state").mkdir()
    # A name that is taken already in the folder where a file ends. A folder, since of a file the ledger would
    # have to know.
    (folder / "spool/done/16-taken.json").mkdir()
    staged = folder / "staged"
    staged.mkdir()
    for name, content in files():
        if name in AFTER:
            (staged / f"00000-{name}").write_bytes(content)
        elif content is None:
            (incoming / name).symlink_to("/etc/hostname")
        else:
            (incoming / name).write_bytes(content)
    for number, (name, content) in enumerate(later(batch), 1):
        (staged / f"{number:05}-{name}").write_bytes(content)
    (folder / "paind.yaml").write_text(
        f"spool: spool\nstate: state\njournal: {{patient: id, fileNames: plain}}\npageSeconds: {1 if batch <= MOST_WITH_PAGES else 0}\n"
        f"limits: {{batch: {batch}, settleMilliseconds: 50, maximumBytes: 65536}}\n")


def feed(folder):
    """Drops whatever is staged and whose name is free; whether nothing is left."""
    staged, incoming = folder / "staged", folder / "spool/incoming"
    left = sorted(os.listdir(staged))
    taken = set(os.listdir(incoming)) if left else set()
    for entry in left:
        name = entry[6:]
        waits = entry[:5] == "00000" and not os.path.exists(folder / "spool/done" / AFTER[name])
        if name not in taken and not waits:
            os.rename(staged / entry, incoming / name)
        taken.add(name)
    return not left


# One run -------------------------------------------------------------------------------------------

def is_idle(folder, earlier):
    """Whether nothing waits, neither a file nor a step after a commit nor a page, and the overview is not
    the one of before and shows all pages."""
    if any((folder / "spool" / name).is_dir() and os.listdir(folder / "spool" / name)
           for name in ("incoming", "work")):
        return False
    reports = folder / "state/reports"
    page = reports / "index.html"
    has_pages = "pageSeconds: 1" in (folder / "paind.yaml").read_text()
    if has_pages and overview(folder) in (None, earlier):
        return False
    if has_pages and ("not counted here yet" in page.read_text() or any(
            other.stat().st_mtime_ns > page.stat().st_mtime_ns for other in (reports / "courses").glob("*.html"))):
        return False
    try:
        with sqlite3.connect(f"file:{folder}/state/ledger.sqlite?mode=ro", uri=True) as ledger:
            return ledger.execute(
                "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM reassessmentOutbox)"
                + (" + (SELECT max(seq) FROM assessment) - (SELECT assessment FROM coursePageMark)" if has_pages else "")
            ).fetchone()[0] == 0
    except sqlite3.Error:
        return False


def overview(folder):
    """What tells one writing of the overview from another; None where there is none."""
    try:
        stat = os.stat(folder / "state/reports/index.html")
        return stat.st_ino, stat.st_mtime_ns
    except FileNotFoundError:
        return None


def serve(folder, paind, log, tracing=()):
    """Runs paind until it is idle, then stops it in order; its status, negative for a signal."""
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    (folder / "notify").unlink(missing_ok=True)
    manager.bind(str(folder / "notify"))
    earlier = overview(folder)
    # As under a service manager, where the journal is spoken to directly.
    environment = dict(os.environ, JOURNAL_STREAM="1:1", NOTIFY_SOCKET=str(folder / "notify"))
    with open(log, "ab") as errors:
        # strace detaches itself (-D), so the process here is paind.
        process = subprocess.Popen([*tracing, paind, "--config", str(folder / "paind.yaml")],
                                   env=environment, stdout=errors, stderr=errors)
    end = time.monotonic() + PATIENCE
    # The message may be the call that fails; but who has finished all files stands.
    ready = bool(tracing)
    looked = 0
    while process.poll() is None:
        ready = told(manager) or ready
        all_fed = feed(folder)
        if ready and all_fed and time.monotonic() > looked + 0.02:
            looked = time.monotonic()
            if is_idle(folder, earlier):
                break
        if time.monotonic() > end:
            process.kill()
            process.wait()
            return "stands still"
        time.sleep(0.02 if all_fed else 0.001)
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return "does not stop"
    return process.returncode


def told(manager):
    """Reads what the service manager is told; whether it was READY."""
    messages = b""
    try:
        while True:
            messages += manager.recv(4096, socket.MSG_DONTWAIT) + b"\n"
    except BlockingIOError:
        return b"READY=1" in messages


def strace(folder, *options):
    return ["strace", "-D", "-f", "-y", "-qq", "-o", str(folder / "strace"), *options]


def met_no_file(folder):
    """Whether the call that was made to fail wrote to an eventfd, by which threads wake each other within
    the process; no disk, and no other program, can make that fail."""
    return any("[eventfd]" in line and "(INJECTED)" in line for line in open(folder / "strace", errors="replace"))


def run_once(folder, paind, batch, point):
    """In a journald of its own: a disturbed run (or a counted one), then one to finish; what is left."""
    prepare(folder, batch)
    log = folder / "log"
    faults = []
    if point is None:
        first = serve(folder, paind, log, strace(folder, "-e", "trace=" + ",".join("?" + c for c in CALLS)))
        if first != 0:
            faults.append(f"the undisturbed run ended with {first}")
    else:
        _, call, number, fault = point.split(":")
        what = "signal=KILL" if fault == "kill" else f"error={fault}"
        first = serve(folder, paind, log, strace(
            folder, "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={number}"))
        if fault == "kill" and first not in (-signal.SIGKILL, 0):
            faults.append(f"the killed run ended with {first}")
        if fault != "kill" and met_no_file(folder):
            return {"first": "no file", "faults": [], "state": None}
        if isinstance(first, str):
            faults.append(f"paind {first}")
    last = serve(folder, paind, log)
    if last != 0:
        faults.append(f"started again, paind ended with {last}")
    return {"first": first, "faults": faults, "state": snapshot(folder)}


# What is left --------------------------------------------------------------------------------------

def ledger(folder):
    with sqlite3.connect(f"file:{folder}/state/ledger.sqlite?mode=ro", uri=True) as db:
        tables = {
            "entries": "SELECT hex(digest), patient, recordedAt, offsetMinutes, format, hex(bytes), hex(replaces)"
                       " FROM entry ORDER BY digest",
            # In the order in which they were made, so that it is told which took the place of which.
            "assessments": "SELECT hex(e.digest), hex(t.sha256), hex(p.sha256), a.engine, hex(a.json), a.outcome,"
                           " a.omedd, a.severity, a.supersededBy IS NULL FROM assessment AS a"
                           " JOIN entry AS e ON e.seq = a.entry JOIN tableSet AS t ON t.id = a.tableSet"
                           " JOIN policy AS p ON p.id = a.policy ORDER BY e.digest, a.seq",
            "arrivals": "SELECT hex(a.fileName), hex(a.digest), a.outcome, hex(e.digest), a.reasonCode, a.reason"
                        " FROM arrival AS a LEFT JOIN entry AS e ON e.seq = a.entry ORDER BY a.fileName, a.seq",
            "pending": "SELECT arrival FROM outbox UNION ALL SELECT assessment FROM reassessmentOutbox",
            "pages": "SELECT patient, name, recordedAt, urgency, line FROM coursePage ORDER BY patient",
            "mark": "SELECT (SELECT max(seq) FROM assessment) - assessment FROM coursePageMark",
            "tallies": "SELECT * FROM arrivalTally UNION ALL SELECT * FROM answerTally",
            "integrity": "PRAGMA integrity_check",
            "references": "PRAGMA foreign_key_check",
        }
        return {name: [list(row) for row in db.execute(sql)] for name, sql in tables.items()}


def tree(root):
    """Every file below a folder with its bytes; the number that makes a name unique is left out, and so is
    what an overview says of its own time."""
    found = {}
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            content = "-> " + os.readlink(path)
        elif path.is_file():
            content = path.read_bytes()
            if path.name == "index.html":
                # All entries are of one month, which is long over.
                content = re.sub(rb'<time datetime="(?!2026-01-)[^"]*">[^<]*<', b"<time><", content)
                content = re.sub(rb"(came|entry) (now|(\d+ \w+ )+ago)", rb"\1 ago",
                                 content.replace("\u00a0".encode(), b" "))
            content = content.hex()
        else:
            continue
        # Of several that were tagged, the contents tell them apart and not the numbers.
        name = re.sub(r"^([^/]+)\.\d+\.(json|csv)\b", r"\1.N.\2", str(path.relative_to(root)))
        found.setdefault(name, []).append(content)
    return {name: sorted(contents) for name, contents in found.items()}


def journal(folder):
    """The records about files, counted; without what journald adds and the numbers, of which none may be
    left out or told twice."""
    subprocess.run(["journalctl", "--sync"], check=True)
    lines = subprocess.run(["journalctl", "-q", "-o", "json", "-D", os.environ["REAL_JOURNAL_DIR"]],
                           check=True, capture_output=True, text=True).stdout.splitlines()
    records, numbers = collections.Counter(), []
    for record in map(json.loads, lines):
        if record.get("PAIND_EVENT") in OUTCOMES:
            records[json.dumps({key: value for key, value in record.items()
                                if key in ("MESSAGE", "MESSAGE_ID", "PRIORITY")
                                or key.startswith("PAIND_") and key not in
                                ("PAIND_ARRIVAL", "PAIND_ASSESSMENT", "PAIND_LEDGER", "PAIND_RECORD")},
                               sort_keys=True)] += 1
        # Those of single alerts have numbers too.
        found = record.get("PAIND_RECORD", [])
        numbers += [int(number) for number in ([found] if isinstance(found, str) else found)]
    with sqlite3.connect(f"file:{folder}/state/ledger.sqlite?mode=ro", uri=True) as db:
        last = db.execute("SELECT max(first + count - 1) FROM journalRecords").fetchone()[0]
    records["numbers left out"] = len(set(range(1, last + 1)) - set(numbers))
    records["numbers told twice"] = len(numbers) - len(set(numbers))
    return dict(sorted(records.items()))


def snapshot(folder):
    return {"ledger": ledger(folder), "reports": tree(folder / "state/reports"), "journal": journal(folder),
            "spool": {name: tree(folder / "spool" / name) for name in ("incoming", "work", "done", "rejected")}}


def differences(expected, found, place=""):
    """Where two snapshots differ, in words."""
    if expected == found:
        return []
    if isinstance(expected, dict) and isinstance(found, dict):
        return [line for key in sorted(expected.keys() | found.keys())
                for line in differences(expected.get(key), found.get(key), f"{place}/{key[:160]}")]
    return [f"{place}: {str(found)[:200]} instead of {str(expected)[:200]}"]


# All runs ------------------------------------------------------------------------------------------

class Sweep:
    def __init__(self, paind, root, keep):
        self.paind, self.root, self.keep = paind, root, keep

    def run(self, name, batch, point=None):
        folder = self.root / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        arguments = [str(TOOLS / "real-journald.sh"), "--", sys.executable, __file__, self.paind, "--inside", str(folder),
                     "--batches", str(batch)]
        if point:
            arguments += ["--only", point]
        ended = subprocess.run(arguments, capture_output=True, text=True)
        if ended.returncode != 0:
            return {"first": None, "faults": [ended.stderr.strip()[-400:] or f"status {ended.returncode}"], "state": None}
        result = json.loads((folder / "result").read_text())
        result["calls"] = counted(folder / "strace") if point is None else None
        return result

    def check(self, point, expected):
        name, batch = point.replace(":", "-"), int(point.split(":")[0])
        expected = expected[batch]
        result = self.run(name, batch, point)
        found = result["faults"] + (differences(expected, result["state"]) if result["state"] else [])
        if found or self.keep:
            found and found.append(f"folder: {self.root / name}")
        else:
            shutil.rmtree(self.root / name)
        return point, result["first"], found


def counted(log):
    """How often each call is made by the thread that makes it most often: strace counts for each thread."""
    calls = collections.Counter()
    for line in open(log, errors="replace"):
        if match := re.match(r"(\d+) +(\w+)\(", line):
            calls[match.groups()] += 1
    most = collections.Counter()
    for (_, call), count in calls.items():
        most[call] = max(most[call], count)
    return most


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paind")
    parser.add_argument("--sample", type=int, help="so many points instead of all")
    parser.add_argument("--seed", type=int, default=None, help="which ones")
    parser.add_argument("--faults", default=",".join(FAULTS))
    parser.add_argument("--calls", default=",".join(CALLS))
    parser.add_argument("--batches", default="4,8,64", help="how many files a batch holds")
    parser.add_argument("--only", metavar="BATCH:CALL:NUMBER:FAULT")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    paind = os.path.abspath(options.paind)
    if options.inside:
        folder = pathlib.Path(options.inside)
        (folder / "result").write_text(json.dumps(run_once(folder, paind, int(options.batches), options.only)))
        return 0
    if os.geteuid() != 0 or not shutil.which("strace"):
        print("crash-sweep: needs root and strace", file=sys.stderr)
        return 1
    begin = time.monotonic()
    # In memory: what a killed process wrote stays, wherever it lies. Cut power is another test.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    root = pathlib.Path(tempfile.mkdtemp(prefix="crash-sweep-", dir=memory))
    sweep = Sweep(paind, root, keep=bool(options.only))
    batches = [int(batch) for batch in (options.only.split(":")[0] if options.only else options.batches).split(",")]
    expected, points = {}, []
    for batch in batches:
        undisturbed = sweep.run(f"undisturbed-{batch}", batch)
        if undisturbed["faults"]:
            print("FAIL the undisturbed run:", *undisturbed["faults"], f"folder: {root}", sep="\n     ")
            return 1
        state = expected[batch] = undisturbed["state"]
        outcomes = collections.Counter(row[2] for row in state["ledger"]["arrivals"])
        print(f"undisturbed, batches of {batch}: {len(files()) + len(later(batch))} files, "
              + ", ".join(f"{n} {o}" for o, n in sorted(outcomes.items()))
              + f"; {len(state['journal'])} records, {len(state['reports'])} report files; calls: "
              + ", ".join(f"{n} {c}" for c, n in undisturbed["calls"].items()), flush=True)
        points += [f"{batch}:{call}:{number}:{fault}" for fault in options.faults.split(",")
                   for call in options.calls.split(",") for number in range(1, undisturbed["calls"][call] + 1)]
    if options.only:
        points = [options.only]
    if options.sample and options.sample < len(points):
        seed = random.randrange(1 << 32) if options.seed is None else options.seed
        print(f"{options.sample} of {len(points)} points, --seed {seed}")
        points = random.Random(seed).sample(points, options.sample)
    return report(sweep, points, expected, options.jobs, begin)


def report(sweep, points, expected, jobs, begin):
    runs, ended, failed, skipped = collections.Counter(), collections.Counter(), 0, 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for point, first, found in pool.map(lambda point: sweep.check(point, expected), points):
            fault = point.split(":")[3]
            if first == "no file":
                skipped += 1
                continue
            runs[fault] += 1
            # A run whose fault was never reached, or that went on by itself, ended in order.
            ended[fault] += first != 0
            if found:
                failed += 1
                print(f"FAIL {point} (the first run ended with {first})", *found[:12], sep="\n     ", flush=True)
    for fault, count in runs.items():
        print(f"{fault}: {count} points, {ended[fault]} ended paind and were followed by a start")
    if skipped:
        print(f"{skipped} errors left out, which no file can give: between threads")
    print(f"{len(points) - skipped} runs in {time.monotonic() - begin:.0f} s, {failed} not equal to the undisturbed one")
    if not failed:
        shutil.rmtree(sweep.root)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
