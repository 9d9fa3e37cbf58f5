#!/usr/bin/python3
"""Opens the pages of `paincalc report --html` and of `paind` in headless Chromium and looks at what it
makes of them.

    browser-test.py BINARIES [--pictures FOLDER]

Each page asks for nothing, complains of nothing, shows its alerts to screen readers, has the numbers of
`paincalc assess --json` or of the ledger in its charts and below them, can be read on a phone and loses
nothing on paper. So does the overview of a ward, whose links lead to the pages of its patients.
"""
import argparse
import base64
import collections
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import websocket

sys.dont_write_bytecode = True

from ward_pages import DEMO, PATIENTS, Ward, check_patients, check_tree  # noqa: E402

COURSES = {
    "course": sorted((DEMO / "course").glob("*.json")),
    "two-weeks": [DEMO / "two-weeks.csv"],
    "safety-stop": [DEMO / "diaries/4-safety-stop.json"],
    "patch": [DEMO / "diaries/3-patch.json"],
}
# What A4 leaves between the margins, in pixels of CSS.
PAPER = 688
# How much of a page the README shows.
TOP = 1640
failures = []


def check(page, what, holds, found=""):
    if not holds:
        failures.append(f"{page}: {what} {found}")


class Browser:
    """One tab of a headless Chromium, spoken to by the DevTools protocol."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--remote-debugging-port=0", "--remote-allow-origins=*", "--disable-background-networking",
             f"--user-data-dir={folder}/profile", "about:blank"],
            stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        port_file = pathlib.Path(folder) / "profile/DevToolsActivePort"
        deadline = time.monotonic() + 60
        while not (port_file.exists() and port_file.read_text().count("\n")):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise SystemExit("chromium did not start")
            time.sleep(0.05)
        port = port_file.read_text().split("\n")[0]
        tabs = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json"))
        tab = next(tab for tab in tabs if tab["type"] == "page")
        self.socket = websocket.create_connection(tab["webSocketDebuggerUrl"], timeout=60)
        self.number = 0
        self.events = []
        for domain in ("Page", "Network", "Runtime", "Log", "Accessibility", "DOM"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.number:
                if "error" in message:
                    raise SystemExit(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def open(self, path, width, height=900, scale=1):
        self.events.clear()
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=scale, mobile=width < 600)
        self.call("Page.navigate", url=path.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(json.loads(self.socket.recv()))
        self.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def value(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True,
                           awaitPromise=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def picture(self, most=None):
        """A picture of the whole page, or of so many pixels of its top."""
        height = self.value("document.documentElement.scrollHeight")
        height = min(height, most or height)
        clip = {"x": 0, "y": 0, "width": self.value("innerWidth"), "height": height, "scale": 1}
        return base64.b64decode(
            self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"])

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(30)


# The contrast of every text with the ground it stands on, the way WCAG 2 computes it.
CONTRAST = r"""
(() => {
  const parse = text => {
    const found = text.match(/[\d.]+/g).map(Number);
    return {r: found[0], g: found[1], b: found[2], a: found.length > 3 ? found[3] : 1};
  };
  const luminance = colour => {
    const part = x => { x /= 255; return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(colour.r) + 0.7152 * part(colour.g) + 0.0722 * part(colour.b);
  };
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.a === 1) return colour;
    }
    return {r: 255, g: 255, b: 255, a: 1};
  };
  const poor = [];
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || ["STYLE", "TITLE", "title", "desc"].includes(element.tagName)) continue;
    texts += 1;
    const style = getComputedStyle(element);
    const ink = parse(element instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [luminance(ink), luminance(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push([ratio.toFixed(2), node.data.trim().slice(0, 60)]);
  }
  return {texts, poor};
})()
"""

TABLES = r"""
[...document.querySelectorAll("table")].map(table => ({
  caption: table.caption.textContent,
  rows: [...table.tBodies[0].rows].map(row => [...row.cells].map(cell =>
    cell.querySelector("time") ? cell.querySelector("time").dateTime
      : cell.textContent.replaceAll("\u00a0", " "))),
}))
"""

# What the charts draw, read off their axes: bars stacked by day, points and diamonds by value.
DRAWINGS = r"""
(() => {
  const number = (element, name) => Number(element.getAttribute(name));
  const charts = {};
  for (const svg of document.querySelectorAll("svg.chart")) {
    const axis = svg.querySelector("line.axis");
    const [top, bottom] = [number(axis, "y1"), number(axis, "y2")];
    const most = Math.max(...[...svg.querySelectorAll("text[text-anchor=end]")]
      .map(text => Number(text.textContent.replace(",", ""))));
    const value = y => (bottom - y) / (bottom - top) * most;
    const bars = new Map();
    for (const bar of svg.querySelectorAll(":scope > rect.bar"))
      bars.set(number(bar, "x"), (bars.get(number(bar, "x")) ?? 0)
        + value(bottom - number(bar, "height")));
    charts[svg.querySelector("title").textContent] = {
      step: most / (bottom - top),
      bars: [...bars.entries()].sort((a, b) => a[0] - b[0]).map(bar => bar[1]),
      points: [...svg.querySelectorAll("circle.point")]
        .sort((a, b) => number(a, "cx") - number(b, "cx")).map(point => value(number(point, "cy"))),
      peaks: [...svg.querySelectorAll("polygon.peak")].map(peak => {
        const ys = peak.getAttribute("points").split(" ").map(point => Number(point.split(",")[1]));
        return value((Math.min(...ys) + Math.max(...ys)) / 2);
      }),
    };
  }
  return charts;
})()
"""

# Words of a chart that reach beyond its edge, where they would be cut.
CUT = r"""
[...document.querySelectorAll("svg.chart")].flatMap(svg => {
  const edge = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter(text => {
    const box = text.getBoundingClientRect();
    return box.width && (box.left < edge.left - 0.5 || box.right > edge.right + 0.5
      || box.top < edge.top - 0.5 || box.bottom > edge.bottom + 0.5);
  }).map(text => text.textContent);
})
"""


def episode_peaks(files):
    """By patient and time of recording the peaks of the episodes that each entry lists; None where it
    says nothing."""
    peaks = collections.defaultdict(dict)
    for file in files:
        if file.suffix == ".json":
            diary = json.loads(file.read_text())
            episodes = diary.get("episodes")
            peaks[diary["patient"]][diary["recordedAt"]] = (
                None if episodes is None else [line["peak"] for line in episodes])
            continue
        with open(file, newline="") as lines:
            for row in csv.DictReader(lines):
                of_entry = peaks[row["patient"]].setdefault(row["recordedAt"], [])
                if row["kind"] == "episode":
                    of_entry.append(int(row["peak"]))
    return peaks


def assessments(paincalc, files):
    """The answers of the same files, by time of recording."""
    run = subprocess.run([paincalc, "assess", "--json", *files], capture_output=True, text=True)
    assert run.returncode in (0, 3), run.stderr
    decoder, text, answers = json.JSONDecoder(parse_float=str, parse_int=str), run.stdout, []
    while text.strip():
        answer, end = decoder.raw_decode(text.lstrip())
        text = text.lstrip()[end:]
        answers.append(answer)
    return answers


def check_numbers(page, tables, drawings, answers, peaks):
    """The tables below the charts, and what is drawn, against the answers, entry by entry."""
    by_time = {answer["recordedAt"]: answer for answer in answers}
    table = {name: next(table["rows"] for table in tables if table["caption"].startswith(name))
             for name in ("OMEDD by day", "Rescue doses", "Pain at each entry")}
    evidence = {moment: {line["fact"]: line["value"] for line in answer.get("titration", {}).get("evidence", [])}
                for moment, answer in by_time.items()}
    doses, rescues, pains = [], [], []
    for moment, total, *parts in table["OMEDD by day"]:
        answer = by_time[moment]
        if answer["outcome"] == "stopped" or "omedd" not in answer:
            check(page, "a day without an OMEDD has no number", not re.search(r"\d", "".join([total, *parts])), total)
            continue
        check(page, "OMEDD below the chart", total == f"{answer['omedd']['mgPerDay']} mg", (moment, total))
        expected = sorted(part["mgPerDay"] for part in answer["components"])
        shown = sorted(re.findall(r"[\d.,]+(?= mg)", " + ".join(parts)))
        check(page, "components below the chart", shown == expected, (moment, shown, expected))
        doses.append(float(total.split()[0].replace(",", "")))
    for moment, total, *kinds in table["Rescue doses"]:
        known = evidence[moment].get("rescue-doses")
        if known is not None:
            check(page, "rescue doses below the chart", total == known, (moment, total, known))
            check(page, "rescue doses by trigger", sum(map(int, kinds)) == int(total), (moment, kinds))
        if total.isdigit() and total != "0":
            rescues.append(int(total))
    for moment, background, worst, listed in table["Pain at each entry"]:
        known = evidence[moment].get("background-pain")
        check(page, "background pain below the chart", known in (None, background), (moment, background, known))
        of_entry = peaks[moment]
        words = "not recorded" if of_entry is None else ", ".join(map(str, of_entry)) or "no episode"
        check(page, "peaks below the chart", listed == words, (moment, listed, words))
        if background.isdigit():
            pains.append(int(background))
    check(page, "every entry is shown", {row[0] for row in table["Pain at each entry"]} == set(by_time), by_time.keys())
    drawn = lambda name, part: drawings.get(name, {}).get(part, [])
    # Places are whole tenths of a pixel, each part rounded down.
    near = lambda name, found, wanted: len(found) == len(wanted) and all(
        abs(one - other) <= 4 * drawings[name]["step"] for one, other in zip(found, wanted))
    for name, part, wanted in (("OMEDD by day", "bars", doses), ("Rescue doses by day", "bars", rescues),
                               ("Pain over time", "points", pains)):
        check(page, f"what is drawn of {name}", near(name, drawn(name, part), wanted), (drawn(name, part), wanted))
    every = sorted(peak for of_entry in peaks.values() for peak in of_entry or [])
    check(page, "every peak is drawn", near("Pain over time", sorted(drawn("Pain over time", "peaks")), every), every)


def check_alerts(page, browser, latest):
    """Every alert is a heading in a list of the accessibility tree, the most urgent first."""
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    name = lambda node: node.get("name", {}).get("value", "")
    role = lambda node: node.get("role", {}).get("value", "")
    by_id = {node["nodeId"]: node for node in nodes}
    lists = []
    for node in nodes:
        if role(node) == "heading":
            above = node
            while above.get("parentId") in by_id:
                above = by_id[above["parentId"]]
                if role(above) == "listitem":
                    lists.append(" ".join(name(node).split()))
                    break
    words = {"info": "Note", "caution": "CAUTION", "query": "QUERY", "stop": "STOP"}
    expected = [" ".join(f"{words[alert['severity']]} {alert['message']}".split())
                for alert in latest["alerts"]]
    check(page, "alerts in the accessibility tree", lists[:len(expected)] == expected,
          f"\n  {lists}\n  {expected}")
    images = [node for node in nodes if role(node) in ("image", "img", "graphics-document") and not node.get("ignored")]
    check(page, "every chart has a name and a description",
          len(images) == browser.value("document.querySelectorAll('svg.chart').length") > 0 and all(name(node) and node.get("description", {}).get("value") for node in images),
          [(role(node), name(node)) for node in nodes if "img" in role(node) or "image" in role(node)])


def check_paper(page, path, browser, folder, lines):
    """What is folded on the screen is open on paper, and no table reaches beyond its edge."""
    browser.open(path, PAPER)
    browser.call("Emulation.setEmulatedMedia", media="print")
    wide = browser.value("[...document.querySelectorAll('.scroll')].filter(table => "
                         "table.scrollWidth > table.clientWidth + 1).map(table => table.ariaLabel)")
    browser.call("Emulation.setEmulatedMedia", media="")
    check(page, "every table fits on paper", not wide, wide)
    paper = pathlib.Path(folder) / "paper.pdf"
    paper.write_bytes(base64.b64decode(browser.call("Page.printToPDF")["data"]))
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    text = " ".join(text.split())
    check(page, "has what paper is to show", lines)
    for line in lines:
        check(page, "on paper:", " ".join(line.split()) in text, line)


def check_page(name, path, browser, answers, peaks, folder):
    """The page of a course."""
    check_frame(name, path, browser)
    check_numbers(name, browser.value(TABLES), browser.value(DRAWINGS), answers, peaks)
    check_alerts(name, browser, answers[-1])
    captions = browser.value("[...document.querySelectorAll('caption')].map(x => x.textContent)")
    check_paper(name, path, browser, folder, captions)
    check_widths(name, path, browser)


def check_frame(name, path, browser):
    browser.open(path, 1280)
    requests = [event["params"]["request"]["url"] for event in browser.events
                if event["method"] == "Network.requestWillBeSent"]
    check(name, "asks for nothing but itself", requests == [path.as_uri()], requests)
    complaints = [event for event in browser.events
                  if event["method"] in ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")]
    check(name, "complains of nothing", not complaints, complaints)
    check(name, "has a language", browser.value("document.documentElement.lang") == "en")
    contrast = browser.value(CONTRAST)
    check(name, "contrast", contrast["texts"] > 20 and not contrast["poor"], contrast["poor"][:5])
    ids = browser.value("[...document.querySelectorAll('[id]')].map(x => x.id)")
    check(name, "ids are unique", len(ids) == len(set(ids)))


def check_widths(name, path, browser):
    for width in (360, 390, 768, 1280):
        browser.open(path, width)
        wide = browser.value("document.documentElement.scrollWidth")
        check(name, f"fits into {width} pixels", wide <= width, wide)
        cut = browser.value(CUT)
        check(name, f"no words of a chart are cut at {width} pixels", not cut, cut)


def check_ward(ward, browser, folder):
    """The overview that paind writes, and the page of each of its patients, against the ledger."""
    check_frame("overview", ward.overview, browser)
    shown = browser.value(PATIENTS)
    check_patients(check, ward, shown)
    check_tree(check, ward, browser.call("Accessibility.getFullAXTree")["nodes"])
    check_paper("overview", ward.overview, browser, folder, sorted(ward.answers))
    check_widths("overview", ward.overview, browser)
    peaks = episode_peaks(ward.files)
    for line in shown:
        page = pathlib.Path(urllib.request.url2pathname(urllib.parse.urlsplit(line["address"] or "").path))
        if not page.is_file():
            check(line["patient"], "has a page", False, page)
            continue
        check_page(line["patient"], page, browser, ward.answers[line["patient"]], peaks[line["patient"]], folder)
        head = browser.value("document.querySelector('h1').textContent")
        check(line["patient"], "the link leads to the page", head == f"Patient {line['patient']}", head)


def take_pictures(name, path, browser, target):
    """The whole page on a desk, on a phone and on paper, there in black and white."""
    target.mkdir(parents=True, exist_ok=True)
    for label, width, medium in (("desktop", 1280, ""), ("phone", 390, ""), ("paper", PAPER, "print")):
        browser.open(path, width)
        browser.call("Emulation.setEmulatedMedia", media=medium)
        if medium:
            browser.call("Emulation.setEmulatedVisionDeficiency", type="achromatopsia")
        (target / f"{name}-{label}.png").write_bytes(browser.picture())
        (target / f"{name}-{label}-top.png").write_bytes(browser.picture(TOP))
        browser.call("Emulation.setEmulatedMedia", media="")
        browser.call("Emulation.setEmulatedVisionDeficiency", type="none")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binaries", type=pathlib.Path)
    arguments.add_argument("--pictures", type=pathlib.Path, help="keep the pages' pictures here")
    options = arguments.parse_args()
    paincalc = (options.binaries / "paincalc").resolve()
    if not shutil.which("chromium"):
        raise SystemExit("browser-test: there is no chromium; on Debian: apt install chromium")
    folder = tempfile.mkdtemp(prefix="paincalc-browser-")
    browser = Browser(folder)
    try:
        for name, files in COURSES.items():
            page = pathlib.Path(folder) / f"{name}.html"
            run = subprocess.run([paincalc, "report", "--output", page, *files],
                                 capture_output=True, text=True)
            check(name, "is written", run.returncode in (0, 3), run.stderr)
            answers = assessments(paincalc, files)
            check_page(name, page, browser, answers, episode_peaks(files)[answers[-1]["patient"]], folder)
            if options.pictures:
                take_pictures(name, page, browser, options.pictures)
        ward = Ward(options.binaries, pathlib.Path(folder) / "ward")
        check_ward(ward, browser, folder)
        if options.pictures:
            take_pictures("ward", ward.overview, browser, options.pictures)
    finally:
        browser.close()
        shutil.rmtree(folder, ignore_errors=True)
    for failure in failures:
        print(f"FAIL {failure}")
    if failures:
        raise SystemExit(1)
    print(f"ok   {len(COURSES)} courses, an overview and its {len(ward.answers)} pages in a browser")


main()
