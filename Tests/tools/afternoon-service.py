#!/usr/bin/python3
"""afternoon-service.py - the service that a ward's engineer would write in an afternoon.

Usage: afternoon-service.py FOLDER/paind.yaml

It is measured beside `paind` by soak.py, and used for nothing else: it watches FOLDER/spool/incoming by
the library watchdog, and for each file reads the regimen, adds up one table's factors, writes a row to
SQLite, a report, and a record to the journal, and moves the file on. Each step is as durable as that of
`paind`. It checks no limits, knows no history and no other formats, and calculates with binary fractions:
no dose of it is for anybody.
"""
import hashlib, json, os, queue, re, signal, socket, sqlite3, sys, threading

from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

FACTORS = {"morphine": 1.0, "oxycodone": 1.5, "hydromorphone": 5.0, "codeine": 0.15, "tramadol": 0.2}
TIMES = {"od": 1, "bd": 2, "tds": 3, "qds": 4}

folder = os.path.dirname(os.path.realpath(sys.argv[1]))
incoming, done, rejected = (os.path.join(folder, "spool", name) for name in ("incoming", "done", "rejected"))
reports = os.path.join(folder, "state", "reports")
waiting = queue.Queue()
journal = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)


def sync(path):
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def tell(event, file, message):
    journal.sendto(f"MESSAGE={message}\nPRIORITY=6\nPAIND_EVENT={event}\nPAIND_FILE={file}\n".encode(),
                   "/run/systemd/journal/socket")


def omedd(regimen):
    total = 0.0
    for line in regimen:
        drug, dose, times = re.fullmatch(r"(\w+)(?: \w+)? ([\d.]+) mg (\w+)", line).groups()
        total += FACTORS[drug] * float(dose) * TIMES[times]
    return total


def take(name, ledger):
    path = os.path.join(incoming, name)
    if name.startswith(".") or not os.path.exists(path):
        return
    with open(path, "rb") as file:
        content = file.read()
    try:
        entry = json.loads(content)
        dose = omedd(entry["regimen"])
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        os.rename(path, os.path.join(rejected, name))
        tell("rejected", name, f"{name} rejected: {error}")
        return
    digest = hashlib.sha256(content).hexdigest()
    with ledger:
        new = ledger.execute(
            "INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?, ?)",
            (digest, entry["patient"], entry["recordedAt"], dose, content)).rowcount
    if new:
        target = os.path.join(reports, name + ".txt")
        with open(target + ".tmp", "w") as file:
            file.write(f"{entry['patient']} {entry['recordedAt']}: OMEDD {dose:g} mg\n")
            file.flush()
            os.fsync(file.fileno())
        os.rename(target + ".tmp", target)
        sync(reports)
    os.rename(path, os.path.join(done, name))
    sync(incoming)
    sync(done)
    tell("assessed" if new else "duplicate", name, f"{name}: OMEDD {dose:g} mg")


class Handler(FileSystemEventHandler):
    def on_closed(self, event):
        waiting.put(os.path.basename(event.src_path))

    def on_moved(self, event):
        waiting.put(os.path.basename(event.dest_path))


def work():
    ledger = sqlite3.connect(os.path.join(folder, "state", "ledger.sqlite"))
    ledger.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS entry ("
        "digest TEXT PRIMARY KEY, patient TEXT, recordedAt TEXT, omedd REAL, bytes BLOB);")
    while (name := waiting.get()) is not None:
        take(name, ledger)


signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
os.makedirs(reports, exist_ok=True)
observer = Observer()
observer.schedule(Handler(), incoming)
observer.start()
for name in sorted(os.listdir(incoming)):
    waiting.put(name)
worker = threading.Thread(target=work)
worker.start()
signal.sigwait({signal.SIGTERM})
waiting.put(None)
worker.join()
