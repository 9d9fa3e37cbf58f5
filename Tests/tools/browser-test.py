#!/usr/bin/python3
"""Opens the pages of `paincalc report --html` in headless Chromium and looks at what it makes of them.

    browser-test.py PAINCALC [--pictures FOLDER]

Each page asks for nothing, complains of nothing, shows its alerts to screen readers, has the numbers of
`paincalc assess --json` below its charts, can be read on a phone and loses nothing on paper.
"""
import argparse
import base64
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request

import websocket

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEMO = ROOT / "docs/demo"
COURSES = {
    "course": sorted((DEMO / "course").glob("*.json")),
    "two-weeks": [DEMO / "two-weeks.csv"],
    "safety-stop": [DEMO / "diaries/4-safety-stop.json"],
    "patch": [DEMO / "diaries/3-patch.json"],
}
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

    def picture(self, whole=True):
        height = self.value("document.documentElement.scrollHeight") if whole else None
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
    cell.querySelector("time") ? cell.querySelector("time").dateTime : cell.textContent)),
}))
"""


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


def check_numbers(page, tables, answers):
    """The tables below the charts against the answers, entry by entry."""
    by_time = {answer["recordedAt"]: answer for answer in answers}
    for table in tables:
        for row in table["rows"]:
            answer = by_time.get(row[0])
            if answer is None:
                continue
            stopped = answer["outcome"] == "stopped"
            evidence = {} if stopped else {
                line["fact"]: line["value"] for line in (answer.get("titration") or {}).get("evidence", [])}
            if table["caption"].startswith("OMEDD by day"):
                if stopped or "omedd" not in answer:
                    check(page, "a day without an OMEDD has no number", not re.search(r"\d", "".join(row[1:])), row)
                    continue
                check(page, "OMEDD of the chart", row[1] == f"{answer['omedd']['mgPerDay']} mg", row)
                parts = [part["omedd"]["mgPerDay"] for part in answer["components"]]
                shown = re.findall(r"[\d.,]+(?= mg)", " + ".join(row[2:]))
                check(page, "components of the chart", sorted(shown) == sorted(parts), (row, parts))
            elif table["caption"].startswith("Rescue doses"):
                if "rescue-doses" in evidence:
                    check(page, "rescue doses of the chart", row[1] == evidence["rescue-doses"], row)
                    check(page, "rescue doses by trigger", sum(map(int, row[2:])) == int(row[1]), row)
            elif table["caption"].startswith("Pain at each entry"):
                if "background-pain" in evidence:
                    check(page, "background pain of the chart", row[1] == evidence["background-pain"], row)
    shown = {row[0] for table in tables if table["caption"].startswith("Pain at each entry") for row in table["rows"]}
    check(page, "every entry is shown", shown == set(by_time), (shown, set(by_time)))


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
    words = {"info": "Note", "caution": "CAUTION", "stop": "STOP"}
    expected = [" ".join(f"{words[alert['severity']]} {alert['message']}".split())
                for alert in latest["alerts"]]
    check(page, "alerts in the accessibility tree", lists[:len(expected)] == expected,
          f"\n  {lists}\n  {expected}")
    images = [node for node in nodes if role(node) in ("image", "img", "graphics-document") and not node.get("ignored")]
    check(page, "every chart has a name and a description",
          len(images) == 3 and all(name(node) and node.get("description", {}).get("value") for node in images),
          [(role(node), name(node)) for node in nodes if "img" in role(node) or "image" in role(node)])


def check_paper(page, browser, folder):
    """What is folded on the screen is open on paper."""
    paper = pathlib.Path(folder) / "paper.pdf"
    paper.write_bytes(base64.b64decode(browser.call("Page.printToPDF")["data"]))
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    text = " ".join(text.split())
    for line in browser.value("[...document.querySelectorAll('caption')].map(x => x.textContent)"):
        check(page, "on paper:", " ".join(line.split()) in text, line)


def check_page(name, path, browser, answers, folder):
    browser.open(path, 1280)
    requests = [event["params"]["request"]["url"] for event in browser.events
                if event["method"] == "Network.requestWillBeSent"]
    check(name, "asks for nothing but itself", requests == [path.as_uri()], requests)
    complaints = [event for event in browser.events
                  if event["method"] in ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")]
    check(name, "complains of nothing", not complaints, complaints)
    check(name, "has a language", browser.value("document.documentElement.lang") == "en")
    check_numbers(name, browser.value(TABLES), answers)
    check_alerts(name, browser, answers[-1])
    contrast = browser.value(CONTRAST)
    check(name, "contrast", contrast["texts"] > 20 and not contrast["poor"], contrast["poor"][:5])
    ids = browser.value("[...document.querySelectorAll('[id]')].map(x => x.id)")
    check(name, "ids are unique", len(ids) == len(set(ids)))
    check_paper(name, browser, folder)
    for width in (360, 390, 768, 1280):
        browser.open(path, width)
        wide = browser.value("document.documentElement.scrollWidth")
        check(name, f"fits into {width} pixels", wide <= width, wide)


def take_pictures(name, path, browser, target):
    for label, width, height in (("desktop", 1280, 1100), ("phone", 390, 1900)):
        browser.open(path, width, height)
        (target / f"report-{name}-{label}.png").write_bytes(browser.picture())


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("paincalc")
    arguments.add_argument("--pictures", type=pathlib.Path, help="keep the pages' pictures here")
    options = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="paincalc-browser-")
    browser = Browser(folder)
    try:
        for name, files in COURSES.items():
            page = pathlib.Path(folder) / f"{name}.html"
            run = subprocess.run([options.paincalc, "report", "--output", page, *files],
                                 capture_output=True, text=True)
            check(name, "is written", run.returncode in (0, 3), run.stderr)
            check_page(name, page, browser, assessments(options.paincalc, files), folder)
            if options.pictures:
                take_pictures(name, page, browser, options.pictures)
    finally:
        browser.close()
        shutil.rmtree(folder, ignore_errors=True)
    for failure in failures:
        print(f"FAIL {failure}")
    if failures:
        raise SystemExit(1)
    print(f"ok   {len(COURSES)} pages in a browser")


main()
