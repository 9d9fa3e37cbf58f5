"""A real paind with some made-up patients, and what its ledger says that their pages have to show.

Their days are moved to the last ones, since the overview tells how old an entry is.
"""
import collections
import csv
import datetime
import io
import json
import pathlib
import re
import sqlite3
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEMO = ROOT / "docs/demo"
PATIENCE = 60
# The same as a page shows at most.
MOST_DAYS = 28
HEADINGS = {"stop": "STOP", "query": "Question open", "review-now": "Review now", "change": "Change of dose",
            "caution": "Caution", "none": "No stop, no caution", "silent": "No entry for four weeks"}


def moved(text, last, target):
    """A diary with all its days moved by as many as bring the one to the other."""
    by = target - last
    day = lambda found: (datetime.date.fromisoformat(found.group()) + by).isoformat()
    return re.sub(r"\d{4}-\d\d-\d\d(?=T)", day, text)


def sheets(path):
    """A spreadsheet of many entries as one for each."""
    with open(path, newline="") as lines:
        rows = csv.DictReader(lines)
        by_time = collections.defaultdict(list)
        for row in rows:
            by_time[row["recordedAt"]].append(row)
        for entry in by_time.values():
            sheet = io.StringIO()
            writer = csv.DictWriter(sheet, rows.fieldnames, lineterminator="\n")
            writer.writeheader()
            writer.writerows(entry)
            # So that it is taken at once, and not when it has settled.
            sheet.write(f"end,{len(entry)}\n")
            yield sheet.getvalue()


def diaries():
    """Name and text of what is dropped."""
    march = datetime.date(2026, 3, 2)
    yesterday = datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=1)
    two_days_ago = yesterday - datetime.timedelta(days=1)
    demo = lambda name: (DEMO / f"diaries/{name}.json").read_text()
    for number, text in enumerate(sheets(DEMO / "two-weeks.csv"), 1):
        yield f"two-weeks-{number}.csv", moved(text, datetime.date(2026, 3, 14), yesterday)
    for file in sorted((DEMO / "course").glob("*.json")):
        yield file.name, moved(file.read_text(), datetime.date(2026, 3, 11), two_days_ago)
    yield "stable.json", moved(demo("1-stable"), march, yesterday)
    yield "titration.json", moved(demo("2-needs-titration"), march, two_days_ago)
    yield "patch.json", moved(demo("3-patch"), march, yesterday)
    yield "stop.json", moved(demo("4-safety-stop"), march, yesterday)
    yield "silent.json", demo("1-stable").replace("demo-stable", "demo-silent")
    yield "query.json", json.dumps({
        "schema": "pain-diary/1", "patient": "demo-query", "recordedAt": f"{yesterday}T07:30:00+01:00",
        "pain": {"background": 2}, "episodes": [], "regimen": ["morphine MR 30 g bd"]})
    yield "review.json", json.dumps({
        "schema": "pain-diary/1", "patient": "demo-review", "recordedAt": f"{yesterday}T07:45:00+01:00",
        "pain": {"background": 8, "worst": 9, "goal": 3}, "regimen": ["oxycodone IR 5 mg prn x4"],
        "context": {"ageYears": 58, "opioidNaive": False}})


class Ward:
    """The reports of a service that has taken the diaries, and the answers of its ledger that count."""

    def __init__(self, binaries, folder):
        self.folder = pathlib.Path(folder)
        self.reports = self.folder / "state/reports"
        self.overview = self.reports / "index.html"
        incoming = self.folder / "spool/incoming"
        incoming.mkdir(parents=True)
        (self.folder / "state").mkdir()
        (self.folder / "paind.yaml").write_text("spool: spool\nstate: state\npageSeconds: 1\n")
        for name, text in diaries():
            (incoming / name).write_text(text)
        self.files = sorted((self.folder / "spool/done").glob("*")) if self.serve(binaries) else []
        self.answers = self.answered()

    def serve(self, binaries):
        with open(self.folder / "log", "wb") as log:
            service = subprocess.Popen([pathlib.Path(binaries).resolve() / "paind", "--config",
                                        self.folder / "paind.yaml"], stderr=log)
        end = time.monotonic() + PATIENCE
        while not self.is_shown():
            if time.monotonic() > end or service.poll() is not None:
                service.kill()
                raise SystemExit("the overview does not show all: " + (self.folder / "log").read_text()[-800:])
            time.sleep(0.05)
        service.terminate()
        return service.wait() == 0

    def is_shown(self):
        """Whether nothing waits, and the overview has every patient's latest entry."""
        if not self.overview.exists() or list((self.folder / "spool/incoming").iterdir()):
            return False
        page = self.overview.read_text()
        return all(f'datetime="{answers[-1]["recordedAt"]}"' in page for answers in self.answered().values())

    def answered(self):
        """By patient the answers that count, earliest first, as the ledger has them."""
        with sqlite3.connect(f"file:{self.folder}/state/ledger.sqlite?mode=ro", uri=True) as ledger:
            rows = ledger.execute(
                "SELECT e.patient, a.json FROM entry AS e JOIN assessment AS a ON a.entry = e.seq"
                " WHERE a.supersededBy IS NULL AND e.digest NOT IN"
                " (SELECT replaces FROM entry WHERE replaces IS NOT NULL) ORDER BY e.recordedAt, e.seq")
            by_patient = collections.defaultdict(list)
            for patient, answer in rows:
                by_patient[patient].append(json.loads(answer, parse_float=str, parse_int=str))
            return dict(by_patient)

    def urgency(self, patient):
        """Under which heading the patient has to stand."""
        latest = self.answers[patient][-1]
        recorded = datetime.datetime.fromisoformat(latest["recordedAt"])
        severities = {alert["severity"] for alert in latest["alerts"]}
        if datetime.datetime.now(datetime.timezone.utc) - recorded > datetime.timedelta(days=MOST_DAYS):
            return "silent"
        for severity in ("stop", "query"):
            if severity in severities:
                return severity
        decision = latest.get("titration", {}).get("outcome")
        if decision in ("raise", "reduce", "rotate"):
            return "change"
        if decision == "review-now":
            return "review-now"
        return "caution" if "caution" in severities else "none"

    def trend(self, patient):
        """The OMEDD of the last entry of each day that has one, as text."""
        by_day = {}
        for answer in self.answers[patient]:
            by_day[answer["recordedAt"][:10]] = answer.get("omedd", {}).get("mgPerDay")
        latest = datetime.date.fromisoformat(max(by_day))
        start = (latest - datetime.timedelta(days=MOST_DAYS)).isoformat()
        return [value for day, value in sorted(by_day.items()) if value and day > start]


# What the overview shows of each patient.
PATIENTS = r"""
[...document.querySelectorAll("li.patient")].map(item => {
  const line = item.querySelector("svg.sparkline");
  const places = shape => shape.tagName === "circle"
    ? [[Number(shape.getAttribute("cx")), Number(shape.getAttribute("cy"))]]
    : shape.getAttribute("points").split(" ").map(point => point.split(",").map(Number));
  const points = line ? [...line.querySelectorAll("polyline, circle")].flatMap(places) : [];
  return {
    group: item.closest("section").querySelector("h2").textContent,
    patient: item.querySelector("h3").textContent,
    address: item.querySelector("h3 a")?.href ?? null,
    recordedAt: item.querySelector("time").dateTime,
    dose: item.querySelector(".now p").textContent.replaceAll("\u00a0", " "),
    says: line?.querySelector("desc").textContent.replaceAll("\u00a0", " ") ?? null,
    // A point may belong to the line and to its end.
    points: [...new Map(points.map(point => [point[0], point[1]])).entries()].sort((a, b) => a[0] - b[0])
      .map(point => point[1]),
  };
})
"""


def check_patients(check, ward, shown):
    """Every patient of the ledger, under the right heading, with the ledger's numbers in words and line."""
    page = "overview"
    check(page, "every patient is listed once", sorted(line["patient"] for line in shown) == sorted(ward.answers),
          [line["patient"] for line in shown])
    order = [list(HEADINGS.values()).index(line["group"]) for line in shown]
    check(page, "the most urgent stand first", order == sorted(order), order)
    check(page, "all headings are tried", set(order) >= {0, 1, 2, 3, 4, 6}, order)
    for line in shown:
        patient = line["patient"]
        latest, trend = ward.answers[patient][-1], ward.trend(patient)
        check(page, f"the heading of {patient}", line["group"] == HEADINGS[ward.urgency(patient)], line["group"])
        check(page, f"the last entry of {patient}", line["recordedAt"] == latest["recordedAt"], line["recordedAt"])
        number = latest.get("omedd", {}).get("mgPerDay")
        wanted = "OMEDD not computed" if number is None else f"OMEDD {number} mg"
        check(page, f"the OMEDD of {patient}", line["dose"].replace(",", "") == wanted, (line["dose"], wanted))
        if not trend:
            check(page, f"{patient} has no line without an OMEDD", line["says"] is None, line["says"])
            continue
        words = (f"1 value, {trend[0]} mg." if len(trend) == 1
                 else f"{len(trend)} values, from {trend[0]} mg to {trend[-1]} mg.")
        check(page, f"the words of the line of {patient}", line["says"] == words, (line["says"], words))
        values = [float(value) for value in trend]
        # From zero at 240 up to the largest at 40.
        places = [240 - 200 * value / max(values) for value in values]
        check(page, f"the line of {patient}", len(places) == len(line["points"])
              and all(abs(one - other) <= 1 for one, other in zip(places, line["points"])), (line["points"], places))
        address = line["address"] or ""
        check(page, f"{patient} has a page", address.startswith(ward.reports.as_uri() + "/courses/"), address)


def check_tree(check, ward, nodes):
    """The stops stand in the accessibility tree, as items of a list in the part that is headed STOP."""
    page = "overview"
    value = lambda node, name: node.get(name, {}).get("value", "")
    by_id = {node["nodeId"]: node for node in nodes}

    def above(node):
        while node.get("parentId") in by_id:
            node = by_id[node["parentId"]]
            yield node

    items = {}
    for node in nodes:
        if value(node, "role") != "StaticText":
            continue
        item = next((one for one in above(node) if value(one, "role") == "listitem"), None)
        part = next((one for one in above(node) if value(one, "role") == "region"), None)
        if item and part:
            items.setdefault((value(part, "name"), item["nodeId"]), []).append(
                " ".join(value(node, "name").split()))
    for patient, answers in ward.answers.items():
        own = [(part, texts) for (part, _), texts in items.items() if patient in texts]
        check(page, f"{patient} is one item in the accessibility tree", len(own) == 1, own)
        if ward.urgency(patient) != "stop" or len(own) != 1:
            continue
        part, texts = own[0]
        check(page, f"{patient} is under STOP in the accessibility tree", part == "STOP", part)
        for alert in answers[-1]["alerts"]:
            if alert["severity"] == "stop":
                check(page, f"a stop of {patient} in the accessibility tree",
                      " ".join(alert["message"].split()) in texts, (alert["message"], texts))
    links = {value(node, "name") for node in nodes if value(node, "role") == "link"}
    check(page, "every patient is a link", set(ward.answers) <= links, links)
    lines = [node for node in nodes if value(node, "role") in ("image", "img", "graphics-document")
             and not node.get("ignored")]
    check(page, "every line has a name and a description", lines and all(
        value(node, "name") and value(node, "description") for node in lines), [value(node, "name") for node in lines])
