#!/usr/bin/env python3
"""hostile.py - drops everything bad at once, among good diaries, into a running paind.

  hostile.py BINARIES [--keep]

Links, pipes, devices, sockets, folders, names of any bytes, files that grow, are cut off or swapped, a
gibibyte of zeros, JSON and CSV made to break a reader, text made to break a report. Every good diary must be
answered, everything bad set aside with its reason (what can't be moved is told in the journal), paind must
live, stay small and stop in order, and nothing of the text may reach journal or report unescaped.

As root, paind runs as nobody and the files are dropped by root, so that some can be neither read nor moved.
"""
import argparse, contextlib, hashlib, json, os, pathlib, re, signal, socket, sqlite3, stat, subprocess, sys
import tempfile, threading, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOBODY = 65534
GOOD = 200
PATIENCE = 60
MOST_MEMORY = 256  # MiB, half of what the unit allows
failures = []


def check(what, holds, detail=""):
    print(f"{'ok  ' if holds else 'FAIL'} {what}" + (f": {detail}" if detail and not holds else ""))
    if not holds:
        failures.append(what)


def within(seconds, holds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def diary(patient, number=0, **fields):
    entry = {"schema": "pain-diary/1", "patient": patient,
             "recordedAt": f"2026-01-{1 + number // 1440:02}T{number // 60 % 24:02}:{number % 60:02}:00Z",
             "pain": {"background": 3, "worst": 7}, "regimen": ["morphine MR 30 mg bd"], **fields}
    return json.dumps(entry, ensure_ascii=False).encode()


# The files -----------------------------------------------------------------------------------------

MARKUP = "<script>alert(1)</script>"
TEXT = MARKUP + "\u202egnp.\u200b\x1b[2J'\"&=cmd|' /C calc'!A0"
NAMES = [b"line\nbreak.json", b"\xff" * 255, b"\\" * 255, b"\xff" * 64, "\u202enosj.exe".encode(),
         b"\x1b[2J.json", b"a\\..\\..\\b.json", b"$(reboot).json", b"-rf", b" ", b"n" * 255]


def good():
    """Name and content of all that has to be answered."""
    files = {f"good-{n}.json".encode(): diary(f"P-{n % 20}", n) for n in range(GOOD)}
    files |= {name: diary("P-name", n) for n, name in enumerate(NAMES)}
    files[b"markup.json"] = diary("P-markup", context={"comedications": [MARKUP, "=cmd|' /C calc'!A0"]})
    # An id is a pseudonym that names no file: dots alone do no harm.
    files[b"dots.json"] = diary("..")
    files[b"sheet.csv"] = (b"patient,recordedAt,kind,background,worst,regimen\n"
                           b"P-sheet,2026-01-04T08:00:00Z,entry,2,8,\n"
                           b"P-sheet,2026-01-04T08:00:00Z,regimen,,,morphine MR 60 mg bd\n")
    return files


def bad():
    """Name and content of what has to be set aside, each for one fault."""
    entry = diary("P-bad")
    fields = entry[1:-1]
    files = {
        "depth.json": b'{"schema":"pain-diary/1","patient":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "depth-open.json": b"[" * 500_000,
        "objects.json": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        "digits.json": entry.replace(b'"worst": 7', b'"worst": ' + b"7" * 500_000),
        "exponent.json": entry.replace(b'"worst": 7', b'"worst": 1e999999999'),
        "nan.json": entry.replace(b'"worst": 7', b'"worst": NaN'),
        "twice.json": b"{" + fields + b',"patient":"P-other"}',
        "twice-escaped.json": b"{" + fields + b',"pati\\u0065nt":"P-other"}',
        "surrogate.json": entry.replace(b"P-bad", b"\\ud800"),
        "nul.json": entry.replace(b"P-bad", b"P\\u0000"),
        "walk.json": diary("../../etc/passwd"), "absolute.json": diary("/etc/passwd"),
        "bidi.json": diary("P-\u202e1"), "tag.json": diary("<b>"), "formula.json": diary("=1+1"),
        "unit.json": diary("P-bad", regimen=[TEXT]), "unknown.json": diary("P-bad", **{TEXT: 1}),
        "latin1.json": entry.replace(b"P-bad", b"P-\xe9"), "empty.json": b"",
        "zeros.json": bytes(1 << 20), "large.json": entry + b" " * (1 << 20), "cut.json": entry[:100],
        "formula.csv": b"patient,recordedAt,kind,worst\n=1+1,2026-01-04T08:00:00Z,entry,8\n",
        "command.csv": b"patient,recordedAt,kind,worst\n\"=cmd|' /C calc'!A0\",2026-01-04T08:00:00Z,entry,8\n",
        "quote.csv": b'patient,recordedAt,kind,worst\n"P-1,2026-01-04T08:00:00Z,entry,8\n' * 1000,
        "alias.yaml": b"a: &a [x,x]\nb: &b [*a,*a]\n",
        "a.reason.txt": b"{}", "future.json": diary("P-bad", recordedAt="2190-01-01T00:00:00Z"),
        "past.json": diary("P-bad", recordedAt="0001-01-01T00:00:00Z"),
    }
    return {name.encode(): content for name, content in files.items()}


class Spool:
    def __init__(self, folder):
        self.root = os.fsencode(folder)
        self.incoming = self.root + b"/spool/incoming"
        self.moves = 0

    def path(self, name):
        return self.incoming + b"/" + name

    def drop(self, name, content):
        """As a careful writer does."""
        self.moves += 1
        unfinished = self.path(b".%d.tmp" % self.moves)
        with open(unfinished, "wb") as file:
            file.write(content)
        os.chmod(unfinished, 0o644)
        os.rename(unfinished, self.path(name))

    def names(self, folder):
        return set(os.listdir(self.root + b"/spool/" + folder))


def traps(spool):
    """Makes all that is no file; returns the names of what is set aside, and of what may stay."""
    path = spool.path
    os.symlink(b"/etc/passwd", path(b"link.json"))
    os.symlink(b"circle.json", path(b"circle.json"))
    os.symlink(b"/nonexistent", path(b"nowhere.json"))
    os.symlink(spool.root + b"/spool", path(b"up.json"))
    os.mkfifo(path(b"pipe.json"), 0o666)
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.getcwd()
        os.chdir(spool.incoming)
        listener.bind(b"socket.json")
        os.chdir(here)
    spool.drop(b".other", diary("P-linked"))
    os.link(path(b".other"), path(b"hard.json"))
    with open(path(b"sparse.json"), "wb") as file:
        file.truncate(1 << 30)
    aside = {b"link.json", b"circle.json", b"nowhere.json", b"up.json", b"pipe.json", b"socket.json",
             b"hard.json", b"sparse.json", b"secret.json"}
    with open(path(b".secret"), "wb") as file:
        file.write(diary("P-secret"))
    os.chmod(path(b".secret"), 0)
    os.rename(path(b".secret"), path(b"secret.json"))
    os.mkdir(path(b"folder.json"))
    pathlib.Path(os.fsdecode(path(b"folder.json/inside.json"))).write_bytes(diary("P-inside"))
    if os.geteuid() == 0:
        os.mknod(path(b"device.json"), 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        return aside | {b"device.json"}, {b"folder.json"}
    return aside | {b"folder.json"}, set()


class Writers:
    """What goes on while paind works: a file that grows for ever, one that grows out of the limit, one that
    is cut off and one that is swapped, again and again."""

    def __init__(self, spool):
        self.spool = spool
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=work) for work in (self.grow, self.swell, self.cut, self.swap)]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def grow(self):
        with open(self.spool.path(b"growing.json"), "ab", buffering=0) as file:
            file.write(b'{"schema":"pain-diary/1","patient":"P-grow","regimen":[')
            while not self.stopped.wait(0.02):
                file.write(b'"morphine MR 30 mg bd",')

    def swell(self):
        with open(self.spool.path(b"swelling.json"), "ab", buffering=0) as file:
            while not self.stopped.wait(0.02) and file.tell() < 1 << 26:
                file.write(b" " * 65_536)

    def cut(self):
        content = diary("P-cut")
        path = self.spool.path(b"cutting.json")
        with open(path, "wb", buffering=0) as file:
            while not self.stopped.wait(0.001):
                file.write(content[:-1])
                file.truncate(0)
                file.seek(0)
            file.write(content[:50])

    def swap(self):
        """A link takes the place of a diary as fast as it can, under one name."""
        diaries = [diary("P-swap", n) for n in range(4)]
        number = 0
        while not self.stopped.is_set():
            number += 1
            unfinished = self.spool.path(b".swap.tmp")
            if number % 2:
                os.symlink(b"/etc/passwd", unfinished)
            else:
                with open(unfinished, "wb") as file:
                    file.write(diaries[number // 2 % 4])
            os.rename(unfinished, self.spool.path(b"swap.json"))
            time.sleep(0.0005)


# What comes of it ----------------------------------------------------------------------------------

def treacherous(text):
    return [c for c in text if c != "\n" and (c < " " or c in "\x7f\u200b\u202e\u2028\u2029")]


def start(paind, folder):
    (folder / "paind.yaml").write_text(
        "spool: spool\nstate: state\nlimits: {settleMilliseconds: 300}\njournal: {fileNames: plain}\nrescanSeconds: 1\n")
    for name in ("spool/incoming", "spool/work", "spool/done", "spool/rejected", "state"):
        (folder / name).mkdir(parents=True)
    user = {}
    if os.geteuid() == 0:
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    os.chmod(folder, 0o755)
    journal = open(folder / "journal", "wb")
    return subprocess.Popen([paind, "--config", folder / "paind.yaml"], stderr=journal, cwd=folder, **user)


def peak(process):
    text = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", text)[1]) // 1024


def records(folder):
    return (folder / "journal").read_text()


def run(binaries, folder):
    process = start(binaries / "paind", folder)
    spool = Spool(folder)
    check("paind gets ready", within(20, lambda: "PAIND_EVENT=ready" in records(folder)), records(folder))
    answered, faulty = good(), bad()
    aside, staying = traps(spool)
    writers = Writers(spool)
    files = [*answered.items(), *faulty.items()]
    # Mixed, and the same each time.
    files.sort(key=lambda file: hashlib.sha256(file[0]).digest())
    for name, content in files:
        spool.drop(name, content)
    expected = set(faulty) | aside
    begun = time.monotonic()

    def tagged(name):
        return b"a.reason." if name == b"a.reason.txt" else name

    def is_done():
        names = spool.names(b"rejected")
        return (set(answered) <= spool.names(b"done")
                and all(name in names or any(n.startswith(tagged(name)) for n in names) for name in expected))
    ended = within(PATIENCE, is_done)
    took = time.monotonic() - begun
    missing = set(answered) - spool.names(b"done")
    check(f"{len(answered)} good diaries are answered and kept", not missing, sorted(missing)[:10])
    names = spool.names(b"rejected")
    missing = {n for n in expected if not any(name.startswith(tagged(n)) for name in names)}
    check(f"{len(expected)} bad things are set aside while others go on", ended and not missing, sorted(missing))
    check("a file that grows is left alone until it rests", b"growing.json" in spool.names(b"incoming"))
    writers.stop()
    late = {b"growing.json", b"swelling.json", b"cutting.json"}
    check("then it is set aside as well", within(20, lambda: late <= spool.names(b"rejected")),
          late - spool.names(b"rejected"))
    left = lambda: {n for n in spool.names(b"incoming") if not n.startswith(b".")} - staying
    check("nothing stays in incoming but what can't be moved", within(20, lambda: not left()), left())
    check("nothing stays in work", within(20, lambda: not spool.names(b"work")), spool.names(b"work"))
    text = records(folder)
    for name in staying:
        told = text.count(f"PAIND_FILE={name.decode()} PAIND_REASON=It\\u{{20}}can't")
        check(f"{name.decode()} can't be moved, and that is told once", told == 1, told)
    # The reason of what was set aside last may just be on its way.
    is_reason = lambda name: name.endswith(b".reason.txt")
    within(20, lambda: 2 * sum(map(is_reason, spool.names(b"rejected"))) == len(spool.names(b"rejected")))
    names = spool.names(b"rejected")
    reasons = set(filter(is_reason, names))
    for name in sorted(names - reasons):
        if not any(reason.startswith(name[:230]) for reason in reasons):
            check("everything set aside has its reason", False, name)
    check("as many reasons as things set aside", 2 * len(reasons) == len(names), (len(reasons), len(names)))
    for name in names - reasons:
        for content in [c for n, c in faulty.items() if n == name]:
            bytes_kept = pathlib.Path(os.fsdecode(spool.root + b"/spool/rejected/" + name)).read_bytes()
            if bytes_kept != content:
                check("what is set aside keeps its bytes", False, name)
    look(binaries, folder, text)
    after(process, spool)
    print(f"     {len(answered) + len(expected)} things in {took:.1f} s, most memory {peak(process)} MiB")
    check(f"memory stays below {MOST_MEMORY} MiB", peak(process) < MOST_MEMORY)
    process.send_signal(signal.SIGTERM)
    check("paind stops in order", process.wait(20) == 0, process.returncode)
    recorded(folder, answered)


def look(binaries, folder, text):
    """What was written about it: journal, reasons, reports and pages."""
    check("the journal shows nothing as it was sent", not treacherous(text) and "<script" not in text)
    check("the ledger never failed", "PAIND_EVENT=ledger-error" not in text and "SQLite" not in text)
    check("no secret was read", "root:" not in text)
    for kind, paths in {"reasons": (folder / "spool/rejected").glob("*.reason.txt"),
                        "reports": (folder / "state/reports").rglob("*.*")}.items():
        found = [path for path in paths if path.is_file() and treacherous(path.read_text())]
        check(f"nothing deceives in the {kind}", not found, found[:3])


    page = subprocess.run([binaries / "paincalc", "report", "--html", folder / "spool/done/markup.json"],
                          capture_output=True, text=True)
    check("markup is no markup of the page", page.returncode == 0 and "<script" not in page.stdout, page.stderr)


def recorded(folder, answered):
    """Every good diary once, and besides them only what was written whole under the name that was swapped."""
    with contextlib.closing(sqlite3.connect(f"file:{folder}/state/ledger.sqlite?mode=ro", uri=True)) as ledger:
        entries = [row[0] for row in ledger.execute("SELECT bytes FROM entry")]
    wanted = {*answered.values(), diary("P-after", 1000)}
    check("the ledger holds every good diary, and nothing that was not one",
          wanted <= set(entries) <= wanted | {diary("P-swap", n) for n in range(4)},
          len(set(entries) ^ wanted))


def after(process, spool):
    check("paind lives", process.poll() is None)
    content = diary("P-after", 1000)
    spool.drop(b"after.json", content)
    check("and answers the next diary", within(5, lambda: b"after.json" in spool.names(b"done")))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binaries", type=pathlib.Path)
    parser.add_argument("--keep", action="store_true", help="keep the folder and print its path")
    options = parser.parse_args()
    os.umask(0o022)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="paind-hostile-"))
    try:
        run(options.binaries.resolve(), folder)
    finally:
        if options.keep:
            print(folder)
        else:
            subprocess.run(["rm", "-rf", "--", folder], check=True)
    print(f"{len(failures)} checks failed" if failures else "all checks passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
