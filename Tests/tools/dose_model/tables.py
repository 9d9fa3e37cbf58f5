"""The clinical tables as a reader of Tables/README.md understands them.

Written from that text, and with no code of the program. An amount of a day is a pair: ("mass", mg)
or ("rate", microgram/hour).
"""

import pathlib
import re
from dataclasses import dataclass, field
from fractions import Fraction

import yaml

from .numbers import exact

MORPHINE_BY_MOUTH = ("morphine", "oral")
ROUTES = {
    "immediate-release": ["oral"],
    "modified-release": ["oral"],
    "suppository": ["rectal"],
    "injection": ["subcutaneous", "intravenous", "intramuscular"],
    "infusion": ["subcutaneous", "intravenous"],
    "patch": ["transdermal"],
    "buccal-tablet": ["buccal"],
    "lozenge": ["buccal"],
    "buccal-film": ["buccal"],
    "sublingual-tablet": ["sublingual"],
    "sublingual-spray": ["sublingual"],
    "nasal-spray": ["nasal"],
}
UNITS = {
    "mg": ("mass", Fraction(1)),
    "mcg": ("mass", Fraction(1, 1000)),
    "mcg/h": ("rate", Fraction(1)),
}


@dataclass(frozen=True)
class Form:
    opioid: str
    route: str
    formulation: str


@dataclass
class Side:
    """One end of a row: an opioid by certain routes, perhaps in certain formulations only."""

    opioid: str
    routes: list
    formulations: list | None = None

    def holds(self, form):
        if form.opioid != self.opioid or form.route not in self.routes:
            return False
        return self.formulations is None or form.formulation in self.formulations


@dataclass
class Range:
    lower: Fraction
    upper: Fraction | None
    lower_included: bool
    upper_included: bool
    value: Fraction

    def holds(self, number):
        if number < self.lower or (number == self.lower and not self.lower_included):
            return False
        if self.upper is None:
            return True
        return number < self.upper or (number == self.upper and self.upper_included)


@dataclass
class Row:
    """So many `to` units for one `from` unit, as a window; or bands of factors, or printed steps."""

    source: str
    from_side: Side
    to_side: Side
    from_unit: str
    to_unit: str
    window: tuple | None = None
    bands: list = field(default_factory=list)
    steps: list = field(default_factory=list)
    reversible: bool = False
    # The one amount that a pair of one patch holds for.
    only: Fraction | None = None


@dataclass
class ConversionSet:
    id: str
    purpose: str
    considered: bool
    rows: list


@dataclass
class Line:
    """A family of marketed strengths."""

    id: str
    title: str
    forms: list
    countries: list
    unit: str
    strengths: list
    delivered: dict
    hours: Fraction | None
    step: Fraction | None
    scored: bool
    companion: str | None
    brands: list


class Tables:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        names = sorted(path.stem for path in (self.folder / "conversion").glob("*.yaml"))
        self.sets = {name: self._set(name) for name in names}
        self.order = self._read("defaults")["order"]
        self.opioids = {row["id"]: row for row in self._read("opioids")["opioids"]}
        self.lines = [_line(row) for row in self._read("products")["products"]]
        self.rotation = self._read("rotation")
        self.limits = self._read("limits")["limits"] + self._read("comedications")["interactions"]

    def _read(self, name):
        # BaseLoader leaves numbers as text: a float of 0.1 would be no tenth.
        return yaml.load((self.folder / f"{name}.yaml").read_text(), Loader=yaml.BaseLoader)

    def _set(self, name):
        text = self._read(f"conversion/{name}")
        rows = [row for entry in text["rows"] for row in _rows(entry)]
        return ConversionSet(name, text["purpose"], text["consider"] == "true", rows)

    def forms(self):
        for opioid, row in self.opioids.items():
            for formulation in row["formulations"]:
                for route in ROUTES[formulation]:
                    yield Form(opioid, route, formulation)

    def is_queried(self, regimen):
        """Whether a dose of the day is so large that the program asks first."""
        return any(
            _exceeds(row["when"], regimen) for row in self.limits if row["effect"] == "query")

    def specialist_only(self, opioid):
        return "specialist-only" in self.opioids[opioid]["classes"]

    def patch_strengths(self, opioid):
        """What is printed on the patches, and what each of them delivers."""
        found = {}
        for line in self.lines:
            if line.unit == "mcg/h" and line.forms[0].opioid == opioid:
                for strength in line.strengths:
                    found[strength] = line.delivered.get(strength, strength)
        return found

    def wear_hours(self, opioid, strength):
        """For how long one patch is worn; the lines that have the strength agree."""
        hours = {
            line.hours
            for line in self.lines
            if line.unit == "mcg/h" and line.forms[0].opioid == opioid and strength in line.strengths
        }
        return hours.pop() if len(hours) == 1 else None


def _exceeds(when, regimen):
    (kind, value), = when.items()
    if kind == "patchRateAbove":
        rates = [item.amount[1] for item in regimen
                 if item.amount is not None and item.amount[0] == "rate" and item.form.opioid in _listed(value["opioid"])]
        return sum(rates, Fraction(0)) > exact(value["microgramsPerHour"])
    if kind != "dailyDoseAbove":
        raise ValueError(f"the model knows no query about {kind}")
    for opioid in _listed(value["opioid"]):
        for route in _listed(value.get("route", [None])):
            for formulation in _listed(value.get("formulation", [None])):
                doses = [
                    item.amount[1] for item in regimen
                    if item.amount is not None and item.amount[0] == "mass"
                    and item.form.opioid == opioid
                    and route in (None, item.form.route)
                    and formulation in (None, item.form.formulation)]
                if sum(doses, Fraction(0)) > exact(value["milligrams"]):
                    return True
    return False


def _listed(value):
    return value if isinstance(value, list) else [value]


def _window(value):
    if isinstance(value, dict):
        return exact(value["lowest"]), exact(value["highest"])
    return exact(value), exact(value)


def _ranges(entries, key):
    ranges = []
    for entry in entries:
        included = "above" not in entry
        lower = entry.get("at", entry.get("atLeast", entry.get("above")))
        upper = entry.get("at", entry.get("upTo", entry.get("below")))
        ranges.append(
            Range(exact(lower), None if upper is None else exact(upper), included,
                  "below" not in entry and not (included and upper is None), exact(entry[key])))
    return ranges


PRINTED = re.compile(r"([\d.]+)(?:-([\d.]+))? (\S+) (\S+) (\S+)\Z")


def _printed_amount(text):
    lowest, highest, unit, opioid, routes = PRINTED.match(text).groups()
    return (exact(lowest), exact(highest or lowest)), unit, Side(opioid, routes.split("/"))


def _rows(entry):
    """A YAML row as one or two directed rows; a factor row with direction `from` leads from morphine."""
    morphine = Side("morphine", ["oral"])
    if "ratio" in entry:
        (amount, upper), unit, left = _printed_amount(entry["ratio"]["from"])
        (lowest, highest), to_unit, right = _printed_amount(entry["ratio"]["to"])
        window = (lowest / upper, highest / amount)
        reversible = entry["direction"] == "both"
        row = Row(entry["source"], left, right, unit, to_unit, window, reversible=reversible)
        row.only = amount if entry.get("exactly") in (True, "true") else None
        return [row]
    if "steps" in entry:
        left_opioid, left_routes = entry["from"].split(" ")
        right_opioid, right_routes = entry["to"].split(" ")
        return [
            Row(
                entry["source"], Side(left_opioid, left_routes.split("/")),
                Side(right_opioid, right_routes.split("/")), "mg", "mcg/h",
                steps=_ranges(entry["steps"], "gives"))
        ]
    side = Side(entry["opioid"], _listed(entry["route"]), entry.get("formulations"))
    if "bands" in entry:
        bands = _ranges(entry["bands"], "factor")
        return [Row(entry["source"], side, morphine, entry["unit"], "mg", bands=bands)]
    lowest, highest = _window(entry["factor"])
    rows = []
    if entry["direction"] in ("to", "both"):
        rows.append(Row(entry["source"], side, morphine, entry["unit"], "mg", (lowest, highest)))
    if entry["direction"] in ("from", "both"):
        inverse = (1 / highest, 1 / lowest)
        rows.append(Row(entry["source"], morphine, side, "mg", entry["unit"], inverse))
    return rows


def _line(row):
    combined = "with" in row
    strengths = row["strengths"]
    return Line(
        id=row["id"], title=row["title"],
        forms=[Form(row["opioid"], route, row["formulation"]) for route in _listed(row["route"])],
        countries=_listed(row["countries"]), unit=row["unit"],
        strengths=strengths if combined else [exact(text) for text in strengths],
        delivered={
            exact(entry["labelled"]): exact(entry["delivered"]) for entry in row.get("delivers", [])
        },
        hours=exact(row["intervalHours"]) if "intervalHours" in row else None,
        step=exact(row["measureStep"]) if "measureStep" in row else None,
        scored=row.get("scored") == "true", companion=row.get("with"),
        brands=[brand["name"] for brand in row.get("brands", [])])
