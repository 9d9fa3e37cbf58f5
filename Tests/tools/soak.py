#!/usr/bin/env python3
"""soak.py - paind under load: how fast it is, how much memory it needs, and that nothing is lost.

Usage: soak.py PAIND [--phases idle,waiting,writers,overflow,polling,large,comparison] [--waiting N]
               [--rate N] [--seconds N] [--idle N] [--ledger N] [--comparison N] [--seed N]

  waiting     N files wait when the service starts
  writers     four processes drop so many files a second together: good, bad and known ones
  idle        one file at a time
  overflow    the kernel's queue of notices holds 16, while files are dropped
  polling     the kernel gives no notices at all
  large       the ledger holds N entries at the start; then as `idle`, and once more with patients who have
              entries of two weeks. The others are copies of theirs under other patients' names, whose
              answers are cut short so that the disk holds them
  comparison  N files that wait, and then one file at a time, for `paind` and for the service that a
              ward's engineer would write in an afternoon (afternoon-service.py)

Each phase runs in a folder of its own, with the journal of real-journald.sh around it:

  real-journald.sh -u -- soak.py .build/release/paind

Every file must be answered once in the journal, be where it belongs and, if it is good, stand in the
ledger: else the exit status is 1. Times are printed beside the targets, and never judged.
"""
import argparse, atexit, collections, hashlib, json, multiprocessing, os, random, shutil, signal, sqlite3
import subprocess, sys, tempfile, time

ENTRIES_A_DAY = 6
DAYS = 14
START = 1_772_323_200  # 2026-03-01 00:00 UTC

TARGETS = {
    "waiting": "2,800 entries/s", "writers": "2,800 entries/s", "idle": "p99 20 ms",
    "large": "p99 1.2 x idle", "memory": "100 MB",
}


def moment(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def diary(patient, number):
    """Entry `number` of a patient's course: one every four hours, with an episode and its rescue."""
    at = START + number * 86_400 // ENTRIES_A_DAY
    peak = 6 + (number + patient) % 4
    return json.dumps({
        "schema": "pain-diary/1", "patient": f"P-{patient:07d}", "recordedAt": moment(at),
        "pain": {"background": 2 + (number + patient) % 3, "worst": peak, "goal": 3},
        "episodes": [{
            "at": moment(at - 5_400), "peak": peak, "trigger": "incident", "after30min": 3,
            "rescue": {"opioid": "morphine", "formulation": "IR", "dose": "20 mg"}}],
        "regimen": ["morphine MR 60 mg bd"],
        "observations": {"respiratoryRate": 16, "sedation": {"scale": "POSS", "score": 1}},
        "context": {"ageYears": 67, "opioidNaive": False, "aroundTheClockDays": 21},
    }).encode()


def ward(count):
    """(patient, number) of `count` entries in the order in which a ward would write them."""
    patients = max(1, -(-count // (ENTRIES_A_DAY * DAYS)))
    for place in range(count):
        yield place % patients, place // patients


def mixture(count, seed):
    """(name, kind, bytes) of files of which one in twenty is bad and one in twenty known already."""
    draw = random.Random(seed)
    earlier = []
    for place, (patient, number) in enumerate(ward(count)):
        chance = draw.random()
        if chance < 0.05:
            yield f"bad-{place:07d}.json", "rejected", b'{"schema":"pain-diary/1","patient":%d}' % place
        elif chance < 0.10 and earlier:
            patient, number = draw.choice(earlier)
            yield f"known-{place:07d}.json", "duplicate", diary(patient, number)
        else:
            earlier.append((patient, number))
            yield f"good-{place:07d}.json", "assessed", diary(patient, number)


def drop(folder, name, content):
    temporary = os.path.join(folder, "." + name + ".tmp")
    with open(temporary, "wb") as file:
        file.write(content)
    os.rename(temporary, os.path.join(folder, name))
    return time.time()


class Service:
    """A running paind with its folders."""

    def __init__(self, paind, folder, rescan=60, command=None):
        self.command, self.folder, self.rescan = command or [paind, "--config"], folder, rescan
        self.incoming = os.path.join(folder, "spool", "incoming")
        self.ledger = os.path.join(folder, "state", "ledger.sqlite")
        for name in ("incoming", "work", "done", "rejected"):
            os.makedirs(os.path.join(folder, "spool", name), mode=0o700, exist_ok=True)
        os.makedirs(os.path.join(folder, "state"), mode=0o700, exist_ok=True)
        with open(os.path.join(folder, "paind.yaml"), "w") as file:
            file.write(f"spool: spool\nstate: state\nrescanSeconds: {rescan}\njournal: {{fileNames: plain}}\n")

    def start(self):
        self.began = time.time()
        self.process = subprocess.Popen(
            [*self.command, os.path.join(self.folder, "paind.yaml")],
            env=dict(os.environ, JOURNAL_STREAM="1:1"))

    def status(self, key):
        """A figure of /proc/PID/status in kB or as a count."""
        with open(f"/proc/{self.process.pid}/status") as file:
            for line in file:
                if line.startswith(key + ":"):
                    return int(line.split()[1])
        return 0

    def processor_seconds(self):
        """What all its threads have used so far, in user mode and in the kernel."""
        with open(f"/proc/{self.process.pid}/stat") as file:
            user, kernel = file.read().rpartition(")")[2].split()[11:13]
        return (int(user) + int(kernel)) / os.sysconf("SC_CLK_TCK")

    def is_idle(self):
        return not any(
            any(os.scandir(os.path.join(self.folder, "spool", name))) for name in ("incoming", "work"))

    def wait_until_idle(self, patience=3_600):
        """Seconds since the start until both folders were seen empty."""
        end = time.time() + patience
        while time.time() < end:
            if self.process.poll() is not None:
                sys.exit(f"soak: paind ended with {self.process.returncode}")
            if self.is_idle():
                return time.time() - self.began
            time.sleep(0.02)
        sys.exit(f"soak: files are left in {self.folder} after {patience} s")

    def stop(self):
        self.peak = self.status("VmHWM") / 1024
        self.busy = self.processor_seconds()
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(timeout=60) != 0:
            sys.exit(f"soak: paind ended with {self.process.returncode}")


def answers(since):
    """What the journal says of each file since a moment: {name: [(event, when)]}."""
    subprocess.run(["journalctl", "--sync"], check=True)
    reader = subprocess.Popen(
        ["journalctl", "-q", "-o", "json", "--no-pager", f"--since=@{since:.6f}",
         "--output-fields=PAIND_EVENT,PAIND_FILE", "PAIND_EVENT=assessed", "PAIND_EVENT=duplicate",
         "PAIND_EVENT=rejected"], stdout=subprocess.PIPE, text=True)
    found = collections.defaultdict(list)
    for line in reader.stdout:
        record = json.loads(line)
        found[record["PAIND_FILE"]].append(
            (record["PAIND_EVENT"], int(record["__REALTIME_TIMESTAMP"]) / 1e6))
    reader.wait()
    return found


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def latencies(dropped, found):
    delays = [(found[name][0][1] - when) * 1_000 for name, when in dropped.items() if found[name]]
    return " ".join(f"{word} {percentile(delays, share):.1f} ms" for word, share in (
        ("p50", 0.5), ("p99", 0.99), ("p999", 0.999)))


class Verdict:
    """What was lost or doubled in a phase."""

    def __init__(self, phase):
        self.phase, self.faults = phase, []

    def expect(self, what, found, wanted):
        if found != wanted:
            self.faults.append(f"{what}: {found}, not {wanted}")

    def check(self, service, expected, found):
        """`expected` tells what should have come of each file."""
        for name, event in expected.items():
            events = [event for event, _ in found[name]]
            if events != [event]:
                self.faults.append(f"{name}: {events}, not {event} once")
        kinds = collections.Counter(expected.values())
        with sqlite3.connect(f"file:{service.ledger}?mode=ro", uri=True) as ledger:
            count = lambda table: ledger.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            self.expect("entries in the ledger", count("entry"), kinds["assessed"])
            self.expect("files in the ledger", count("arrival"), len(expected))
            self.expect("left in the outbox", count("outbox"), 0)
        spool = os.path.join(service.folder, "spool")
        self.expect("files done", len(os.listdir(os.path.join(spool, "done"))),
                    kinds["assessed"] + kinds["duplicate"])
        self.expect("files rejected, with reasons", len(os.listdir(os.path.join(spool, "rejected"))),
                    2 * kinds["rejected"])
        reports = sum(
            len([name for name in names if name[6:8] == "Z-" and name.endswith(".txt")])
            for _, _, names in os.walk(os.path.join(service.folder, "state", "reports")))
        self.expect("reports", reports, kinds["assessed"])

    def say(self, words):
        print(f"{self.phase:10} {words}", flush=True)
        for fault in self.faults[:10]:
            print(f"{self.phase:10} FAULT {fault}", flush=True)
        return not self.faults


def waiting(options, folder):
    service = Service(options.paind, folder)
    expected = {}
    for name, kind, content in mixture(options.waiting, options.seed):
        drop(service.incoming, name, content)
        expected[name] = kind
    os.sync()
    service.start()
    took = service.wait_until_idle()
    service.stop()
    verdict = Verdict("waiting")
    verdict.check(service, expected, answers(service.began))
    return verdict.say(
        f"{len(expected):,} files in {took:.1f} s: {len(expected) / took:,.0f} files/s "
        f"(target {TARGETS['waiting']}), {service.busy / len(expected) * 1_000:.2f} ms of processor time each; "
        f"peak memory {service.peak:.0f} MB (target {TARGETS['memory']})")


def write(incoming, files, rate, out):
    """One writer: `rate` files a second, told as (name, moment)."""
    began = time.monotonic()
    dropped = {}
    for place, (name, _, content) in enumerate(files):
        rest = began + place / rate - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        dropped[name] = drop(incoming, name, content)
    out.put(dropped)


def run_writers(service, files, rate, count=4):
    out = multiprocessing.Queue()
    writers = [multiprocessing.Process(
        target=write, args=(service.incoming, files[part::count], rate / count, out))
        for part in range(count)]
    for writer in writers:
        writer.start()
    dropped = {}
    for _ in writers:
        dropped.update(out.get())
    for writer in writers:
        writer.join()
    return dropped


def writers(options, folder):
    service = Service(options.paind, folder)
    files = list(mixture(options.rate * options.seconds, options.seed))
    service.start()
    time.sleep(1)
    began = time.time()
    dropped = run_writers(service, files, options.rate)
    wrote = time.time() - began
    service.wait_until_idle()
    took = time.time() - began
    service.stop()
    verdict = Verdict("writers")
    expected = {name: kind for name, kind, _ in files}
    found = answers(service.began)
    # Which of two equal files is the known one is decided by who comes first.
    by_content = collections.defaultdict(list)
    for name, _, content in files:
        by_content[hashlib.sha256(content).digest()].append(name)
    for names in by_content.values():
        if len(names) > 1:
            first = [n for n in names if [e for e, _ in found[n]] == ["assessed"]]
            for name in names:
                expected[name] = "assessed" if name in first[:1] else "duplicate"
    verdict.check(service, expected, found)
    return verdict.say(
        f"{len(files):,} files, written at {len(files) / wrote:,.0f}/s, answered at "
        f"{len(files) / took:,.0f}/s (target {TARGETS['writers']}); {latencies(dropped, found)}; "
        f"peak memory {service.peak:.0f} MB")


def one_at_a_time(options, service, phase, words="one by one", patient=0, first=0):
    """Fifty patients in turn, from the first of them and from one of their entries on."""
    service.start()
    time.sleep(1)
    dropped = {}
    for place in range(options.idle):
        name = f"idle-{patient}-{place:06d}.json"
        dropped[name] = drop(service.incoming, name, diary(patient + place % 50, first + place // 50))
        time.sleep(0.05)
    service.wait_until_idle()
    before = service.status("voluntary_ctxt_switches")
    time.sleep(5)
    wakes = service.status("voluntary_ctxt_switches") - before
    service.stop()
    found = answers(service.began)
    verdict = Verdict(phase)
    for name in dropped:
        verdict.expect(name, [event for event, _ in found[name]], ["assessed"])
    ready = ready_after(service)
    return verdict.say(
        f"{len(dropped):,} files {words}: {latencies(dropped, found)} (target {TARGETS[phase]}); "
        f"ready {ready:.0f} ms after the start; {wakes} wake-ups in 5 quiet seconds; "
        f"peak memory {service.peak:.0f} MB")


def ready_after(service):
    """Milliseconds from the start of the process to its record that it is ready."""
    lines = subprocess.run(
        ["journalctl", "-q", "-o", "json", f"--since=@{service.began:.6f}",
         "--output-fields=PAIND_EVENT", "PAIND_EVENT=ready"],
        capture_output=True, text=True, check=True).stdout.splitlines()
    return int(json.loads(lines[0])["__REALTIME_TIMESTAMP"]) / 1e3 - service.began * 1e3


def idle(options, folder):
    return one_at_a_time(options, Service(options.paind, folder), "idle")


def multiply(path, count):
    """Fills a ledger up to `count` entries with copies of its own, in the names of other patients."""
    with sqlite3.connect(path) as ledger:
        ledger.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000000;")
        triggers = ledger.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            ledger.execute(f"DROP TRIGGER {name}")
        last = {table: ledger.execute(f"SELECT max(seq) FROM {table}").fetchone()[0]
                for table in ("entry", "assessment", "arrival", "coursePage")}
        changed = {
            "entry": {"seq": "seq + :k * :entry", "digest": "randomblob(32)",
                      "patient": "patient || '-' || :k"},
            "assessment": {"seq": "seq + :k * :assessment", "entry": "entry + :k * :entry",
                           "json": "CAST('{}' AS BLOB)", "supersededBy": "supersededBy + :k * :assessment"},
            "arrival": {"seq": "seq + :k * :arrival", "entry": "entry + :k * :entry"},
            "coursePage": {"seq": "seq + :k * :coursePage", "patient": "patient || '-' || :k",
                           "name": "lower(hex(randomblob(16)))", "shown": "shown + :k * :assessment"},
        }
        times = max(1, -(-count // last["entry"]))
        for k in range(1, times):
            for table, columns in changed.items():
                names = [row[1] for row in ledger.execute(f"PRAGMA table_info({table})")]
                values = ", ".join(columns.get(name, name) for name in names)
                ledger.execute(
                    f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} "
                    f"WHERE seq <= {last[table]}", dict(last, k=k))
        ledger.execute("UPDATE arrivalTally SET arrivals = arrivals * ?", (times,))
        ledger.execute("UPDATE answerTally SET answers = answers * ?", (times,))
        ledger.execute("UPDATE coursePageMark SET assessment = assessment * ?", (times,))
        for _, sql in triggers:
            ledger.execute(sql)
    with sqlite3.connect(path) as ledger:
        ledger.execute("PRAGMA journal_mode=WAL")
        return ledger.execute("SELECT count(*) FROM entry").fetchone()[0]


def large(options, folder):
    service = Service(options.paind, folder)
    each = ENTRIES_A_DAY * DAYS
    patients = max(1, min(50, options.ledger // (20 * each)))
    for number in range(each):
        for patient in range(patients):
            drop(service.incoming, f"seed-{patient}-{number:03d}.json", diary(patient, number))
    service.start()
    service.wait_until_idle()
    # The pages are written when the files are done.
    pages = os.path.join(folder, "state", "reports", "courses")
    while not (os.path.isdir(pages) and len(os.listdir(pages)) >= patients):
        time.sleep(0.2)
    time.sleep(8)
    service.stop()
    count = multiply(service.ledger, options.ledger)
    os.sync()
    size = os.path.getsize(service.ledger) / 1e9
    print(f"{'large':10} the ledger holds {count:,} entries in {size:.1f} GB", flush=True)
    new = one_at_a_time(options, service, "large", patient=1_000_000)
    # Whose pages take longer to write, for which a file may have to wait.
    return one_at_a_time(
        options, service, "large", f"one by one after {DAYS} days of the same patients", first=each) and new


def under(path, value, options, folder, phase, rescan):
    """Drops files while the kernel is set to give few notices or none."""
    with open(path) as file:
        usual = file.read()
    service = Service(options.paind, folder, rescan=rescan)
    try:
        with open(path, "w") as file:
            file.write(value)
        service.start()
        time.sleep(1)
    finally:
        with open(path, "w") as file:
            file.write(usual)
    files = [(name, kind, content) for name, kind, content in mixture(options.rate, options.seed)]
    run_writers(service, files, 20_000)
    service.wait_until_idle()
    time.sleep(0.5)
    service.wait_until_idle()
    service.stop()
    verdict = Verdict(phase)
    found = answers(service.began)
    answered = sum(1 for name, _, _ in files if len(found[name]) == 1)
    verdict.expect("files answered once", answered, len(files))
    lost = subprocess.run(
        ["journalctl", "-q", "-o", "cat", f"--since=@{service.began:.6f}",
         "PAIND_EVENT=overflow-rescan"], capture_output=True, text=True).stdout.count("\n")
    if phase == "overflow" and lost == 0:
        verdict.faults.append("the queue of notices did not overflow")
    return verdict.say(f"{len(files):,} files, each answered once; {lost} times notices were lost")


def overflow(options, folder):
    return under("/proc/sys/fs/inotify/max_queued_events", "16", options, folder, "overflow", 60)


def polling(options, folder):
    return under("/proc/sys/fs/inotify/max_user_instances", "0", options, folder, "polling", 60)


def comparison(options, folder):
    """Both in turn, twice; of the second time the figures count."""
    afternoon = os.path.join(os.path.dirname(os.path.realpath(__file__)), "afternoon-service.py")
    found = {}
    for turn in ("warm", "measured"):
        for name, command in (("paind", [options.paind, "--config"]), ("afternoon", [afternoon])):
            place = os.path.join(folder, f"{turn}-{name}")
            service = Service(options.paind, place, command=command)
            names = {}
            for number, (patient, entry) in enumerate(ward(options.comparison)):
                names[f"wait-{number:06d}.json"] = diary(patient, entry)
            for file, content in names.items():
                drop(service.incoming, file, content)
            os.sync()
            service.start()
            rate = len(names) / service.wait_until_idle()
            # Pages follow when the files are done.
            time.sleep(8)
            dropped = {}
            for number in range(options.idle):
                file = f"idle-{number:06d}.json"
                dropped[file] = drop(service.incoming, file, diary(10_000 + number % 50, number // 50))
                time.sleep(0.05)
            service.wait_until_idle()
            time.sleep(0.5)
            service.stop()
            answered = answers(service.began)
            if any(len(answered[file]) != 1 for file in [*names, *dropped]):
                print(f"{'comparison':10} FAULT {name} did not answer each file once", flush=True)
                return False
            found[name] = rate, latencies(dropped, answered), service.peak
    for name, (rate, delays, peak) in found.items():
        print(f"{'comparison':10} {name:9} {rate:,.0f} files/s of {options.comparison:,} that waited; "
              f"one by one {delays}; peak memory {peak:.0f} MB", flush=True)
    print(f"{'comparison':10} paind is {found['paind'][0] / found['afternoon'][0]:.1f} times as fast", flush=True)
    return True


PHASES = {f.__name__: f for f in (idle, waiting, writers, overflow, polling, large, comparison)}


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=False)
    parser.add_argument("paind")
    parser.add_argument("--phases", default=",".join(PHASES))
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--rate", type=int, default=5_000)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--idle", type=int, default=1_000)
    parser.add_argument("--ledger", type=int, default=1_000_000)
    parser.add_argument("--comparison", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.paind = os.path.realpath(options.paind)
    passed = True
    # ext4 passes over the inodes of files that were deleted in the last minutes, one by one, whenever it
    # makes a file: what a phase deleted would be measured in the next. So all of it goes at the end.
    folders = []
    atexit.register(lambda: [shutil.rmtree(folder, ignore_errors=True) for folder in folders])
    for phase in options.phases.split(","):
        folders.append(tempfile.mkdtemp(prefix=f"soak-{phase}-"))
        passed &= PHASES[phase](options, folders[-1])
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
