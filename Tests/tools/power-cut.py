#!/usr/bin/env python3
"""power-cut.py - cuts the power of a small file system while paind works on it, again and again.

  power-cut.py PAIND [--cuts COUNT] [--fs ext4,xfs] [--seed N]

Each cut: a new loop-mounted file system; paind serves a folder on it, and two writers drop diaries as a
careful program does (write, fsync, rename, fsync of the folder), under few names that come back as soon
as they are free, while batches of 4, 8 or 64 follow each other. At a random moment all of them are
stopped and the file system is shut down by the kernel's own ioctl, without a flush of its log: what no
fsync has made durable is lost, as when a disk that honours flushes loses its power. The file system is
mounted again, and then must hold

  - each entry and each rejection that paind had acknowledged, by a record outside of that file system,
  - each report that a record named, whole, with the very answer of the ledger,
  - a sound ledger;

and once paind was started again: each file that a writer had delivered, in the folder where it ends, and
its entry or its rejection in the ledger, once.

Needs root and loop devices; says so and ends with 0 where they are not there.
"""
import argparse, fcntl, hashlib, json, os, pathlib, random, re, shutil, signal, sqlite3, struct, subprocess
import sys, tempfile, threading, time

SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN and XFS_IOC_GOINGDOWN: _IOR('X', 125, u32)
NO_LOG_FLUSH = 2
IMAGE_BYTES = 400 << 20
PATIENCE = 60  # seconds for paind to finish after the cut


def skip_reason():
    if os.geteuid() != 0 or not os.path.exists("/dev/loop-control"):
        return "skipped: needs root and loop devices"
    for tool in ("mkfs.ext4", "losetup"):
        if not shutil.which(tool):
            return f"skipped: needs {tool}"
    # Containers may have the control device and no right to use it.
    return None if subprocess.run(["losetup", "-f"], capture_output=True).returncode == 0 else (
        "skipped: needs root and loop devices")


def diary(writer, number):
    """A diary unlike any other; every eighth is malformed."""
    if number % 8 == 7:
        return b'{"schema":"pain-diary/1","patient":"W%d-%d",}' % (writer, number)
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_700_000_000 + 60 * number))
    return json.dumps({"schema": "pain-diary/1", "patient": f"W{writer}-{number % 16}", "recordedAt": moment,
                       "pain": {"background": 3, "worst": 7}, "regimen": ["morphine MR 30 mg bd"]}).encode()


# How many names each writer has, by the files that a batch holds: so few that names come back soon, and
# enough to fill batches that follow each other.
NAMES = {4: 9, 8: 12, 64: 160}


def write_diaries(incoming, writer, names, notes):
    """The writers' process: what is delivered for certain is noted outside of the file system."""
    directory = os.open(incoming, os.O_RDONLY | os.O_DIRECTORY)
    number = 0
    while True:
        name, content = f"w{writer}-{number % names:05}.json", diary(writer, number)
        while os.path.lexists(f"{incoming}/{name}"):
            time.sleep(0.0005)
        file = os.open(f".{name}.tmp", os.O_WRONLY | os.O_CREAT, 0o644, dir_fd=directory)
        os.write(file, content)
        os.fsync(file)
        os.close(file)
        os.rename(f".{name}.tmp", name, src_dir_fd=directory, dst_dir_fd=directory)
        os.fsync(directory)
        os.write(notes, f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
        number += 1


class FileSystem:
    """A file system in an image, mounted while this value is used."""

    def __init__(self, kind, folder):
        self.image, self.point = folder / "image", folder / "mounted"
        self.point.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(IMAGE_BYTES)
        subprocess.run([f"mkfs.{kind}", "-q", *(["-F"] if kind == "ext4" else []), self.image], check=True)
        self.mount()

    def mount(self):
        subprocess.run(["mount", "-o", "loop", self.image, self.point], check=True)

    def cut(self):
        directory = os.open(self.point, os.O_RDONLY)
        try:
            fcntl.ioctl(directory, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(directory)

    def unmount(self):
        # A process that was killed may still be about to let go.
        for _ in range(100):
            if subprocess.run(["umount", self.point], capture_output=True).returncode == 0:
                return
            time.sleep(0.05)
        subprocess.run(["umount", "-l", self.point], check=True)


def start(paind, folder, records):
    with open(records, "ab") as errors:
        return subprocess.Popen([paind, "--config", folder / "paind.yaml"], stderr=errors, start_new_session=True)


def stopped(pid):
    """Whether every thread of a process stands."""
    states = [pathlib.Path(task, "stat").read_text().rpartition(") ")[2][0]
              for task in pathlib.Path(f"/proc/{pid}/task").iterdir()]
    return all(state in "TtZX" for state in states)


def hold(pids):
    """Stops processes and waits until they stand: what they told before, they told before the cut."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    end = time.monotonic() + 10
    while not all(stopped(pid) for pid in pids):
        if time.monotonic() > end:
            raise RuntimeError("a process can't be stopped")
        time.sleep(0.002)


def work_and_cut(paind, system, side, moment, batch):
    """Lets paind and two writers work for so long once it is ready, then cuts the power."""
    folder = system.point
    for name in ("spool", "spool/incoming", "state"):
        (folder / name).mkdir()
    (folder / "paind.yaml").write_text(
        f"spool: spool\nstate: state\njournal: {{patient: id}}\nlimits: {{batch: {batch}}}\n")
    os.sync()
    service = start(paind, folder, side / "records")
    notes = os.open(side / "delivered", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    writers = []
    for writer in (1, 2):
        pid = os.fork()
        if pid == 0:
            try:
                write_diaries(folder / "spool/incoming", writer, NAMES[batch], notes)
            finally:
                os._exit(1)
        writers.append(pid)
    os.close(notes)
    end = time.monotonic() + PATIENCE
    while b"PAIND_EVENT=ready" not in (side / "records").read_bytes() and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(moment)
    faults = [] if service.poll() is None else [f"paind ended with {service.returncode} before the cut"]
    pids = writers + ([service.pid] if service.poll() is None else [])
    hold(pids)
    system.cut()
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    service.wait()
    for pid in writers:
        os.waitpid(pid, 0)
    return faults


def acknowledged(side):
    """The records of outcomes: event, file, entry and report of each."""
    found = []
    for line in (side / "records").read_text(errors="replace").splitlines():
        fields = dict(re.findall(r"(PAIND_\w+)=(\S+?)(?=[ \]])", line))
        if fields.get("PAIND_EVENT") in ("assessed", "rejected"):
            found.append(fields)
    return found


def look_at_ledger(folder, sql):
    ledger = sqlite3.connect(folder / "state/ledger.sqlite")
    try:
        return ledger.execute(sql).fetchall()
    finally:
        ledger.close()


def check_acknowledged(folder, records):
    if not (folder / "state/ledger.sqlite").exists():
        return ["the ledger is lost"] if records else []
    faults = [str(row) for row in look_at_ledger(folder, "PRAGMA integrity_check") if row != ("ok",)]
    if not look_at_ledger(folder, "SELECT 1 FROM sqlite_schema WHERE name = 'arrival'"):
        return faults + (["the ledger's tables are lost"] if records else [])
    answers = {digest: answer for digest, answer in look_at_ledger(
        folder, "SELECT lower(hex(e.digest)), a.json FROM entry AS e JOIN assessment AS a ON a.entry = e.seq"
                " WHERE a.supersededBy IS NULL")}
    rejected = {number for number, in look_at_ledger(
        folder, "SELECT seq FROM arrival WHERE outcome = 'rejected'")}
    for record in records:
        name = record["PAIND_FILE"]
        if record["PAIND_EVENT"] == "rejected":
            if int(record["PAIND_ARRIVAL"]) not in rejected:
                faults.append(f"lost: the rejection of {name}")
            continue
        answer = answers.get(record["PAIND_ENTRY"])
        if answer is None:
            faults.append(f"lost: the entry of {name}")
            continue
        report = folder / "state/reports" / record["PAIND_REPORT"]
        data = report.with_suffix(".json")
        if not report.is_file() or not report.stat().st_size:
            faults.append(f"the report of {name} is lost or empty")
        if not data.is_file() or data.read_bytes().rstrip(b"\n") != answer:
            faults.append(f"the answer of {name} is not the ledger's")
    return faults


def is_finished(folder):
    """Whether no file waits. Steps that are done may still be marked as left; the stop marks them."""
    return not any(name[0] != "." for part in ("incoming", "work") if (folder / "spool" / part).exists()
                   for name in os.listdir(folder / "spool" / part))


def finish(paind, folder, side):
    """Starts paind again and lets it finish what was delivered."""
    service = start(paind, folder, side / "records-after")
    end = time.monotonic() + PATIENCE
    while not (b"PAIND_EVENT=ready" in (side / "records-after").read_bytes() and is_finished(folder)):
        if service.poll() is not None:
            return [f"started again, paind ended with {service.returncode}"]
        if time.monotonic() > end:
            service.kill()
            service.wait()
            return ["started again, paind does not finish"]
        time.sleep(0.05)
    service.terminate()
    return [] if service.wait(timeout=PATIENCE) == 0 else [f"paind did not stop in order: {service.returncode}"]


def check_delivered(folder, delivered):
    faults = []
    entries = [digest for digest, in look_at_ledger(folder, "SELECT lower(hex(digest)) FROM entry")]
    kept = {place: {hashlib.sha256(path.read_bytes()).hexdigest(): path.name
                    for path in (folder / "spool" / place).iterdir() if not path.name.endswith(".reason.txt")}
            for place in ("done", "rejected")}
    for name, digest in delivered:
        if digest in kept["done"]:
            if entries.count(digest) != 1:
                faults.append(f"{name} ({kept['done'][digest]}) has {entries.count(digest)} entries")
        elif digest not in kept["rejected"]:
            faults.append(f"the file {name} is not whole in done or rejected")
        elif digest in entries:
            faults.append(f"{name} is rejected and has an entry")
        elif not (folder / "spool/rejected" / f"{kept['rejected'][digest]}.reason.txt").is_file():
            faults.append(f"the reason of {name} is lost")
    if look_at_ledger(folder, "SELECT count(*) FROM outbox") != [(0,)]:
        faults.append("steps are left after an orderly stop")
    return faults + [str(row) for row in look_at_ledger(folder, "PRAGMA integrity_check") if row != ("ok",)]


def one_cut(paind, kind, moment, batch):
    """A whole cut: what was acknowledged, what was delivered, what is wrong."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="power-cut-"))
    side = folder / "side"
    side.mkdir()
    system = FileSystem(kind, folder)
    try:
        faults = work_and_cut(paind, system, side, moment, batch)
        system.unmount()
        system.mount()
        records = acknowledged(side)
        delivered = [line.split() for line in (side / "delivered").read_text().splitlines()]
        faults += check_acknowledged(system.point, records)
        faults += finish(paind, system.point, side)
        faults += check_delivered(system.point, delivered)
    finally:
        system.unmount()
    if faults:
        print(f"     folder: {folder}")
    else:
        shutil.rmtree(folder)
    return len(records), len(delivered), faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paind")
    parser.add_argument("--cuts", type=int, default=50, help="on each file system")
    parser.add_argument("--fs", default="ext4,xfs")
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    if reason := skip_reason():
        print(f"power-cut: {reason}")
        return 0
    if "POWER_CUT_INSIDE" not in os.environ:
        # In a mount namespace of its own: a process elsewhere that copied our mounts would keep the file
        # system alive in its memory, cut and all.
        os.environ["POWER_CUT_INSIDE"] = "1"
        os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", "--", sys.executable, *sys.argv])
    seed = random.randrange(1 << 32) if options.seed is None else options.seed
    moments, failed = random.Random(seed), 0
    for kind in options.fs.split(","):
        if not shutil.which(f"mkfs.{kind}"):
            print(f"{kind}: skipped: needs mkfs.{kind}")
            continue
        begin, records, delivered, lost = time.monotonic(), 0, 0, 0
        for cut in range(options.cuts):
            moment = moments.uniform(0.3, 2.0)
            batch = sorted(NAMES)[cut % len(NAMES)]
            told, brought, faults = one_cut(os.path.abspath(options.paind), kind, moment, batch)
            records, delivered, lost = records + told, delivered + brought, lost + bool(faults)
            if faults:
                print(f"FAIL {kind}, cut {cut + 1} after {moment:.2f} s, batches of {batch}", *faults[:10], sep="\n     ", flush=True)
        failed += lost
        print(f"{kind}: {options.cuts} cuts in {time.monotonic() - begin:.0f} s, {delivered} files delivered, "
              f"{records} outcomes acknowledged before a cut; {lost} cuts lost something (--seed {seed})", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
