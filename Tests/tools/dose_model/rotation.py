"""Switches by the text of docs/method.md: equianalgesic dose, reduction, cap, further reductions."""

from dataclasses import dataclass
from fractions import Fraction

from .equivalence import OMEDD, REFERENCE, as_morphine, converted, delivered_rate, prints
from .numbers import printed
from .tables import MORPHINE_BY_MOUTH, Form

UNITS = {"mass": "mg", "rate": "microgram/hour"}
TARGETS = {
    "morphine oral MR": Form("morphine", "oral", "modified-release"),
    "oxycodone oral MR": Form("oxycodone", "oral", "modified-release"),
    "hydromorphone oral MR": Form("hydromorphone", "oral", "modified-release"),
    "tapentadol oral MR": Form("tapentadol", "oral", "modified-release"),
    "oxycodone oral IR": Form("oxycodone", "oral", "immediate-release"),
    "morphine subcutaneous infusion": Form("morphine", "subcutaneous", "infusion"),
    "diamorphine subcutaneous infusion": Form("diamorphine", "subcutaneous", "infusion"),
    "alfentanil subcutaneous infusion": Form("alfentanil", "subcutaneous", "infusion"),
    "oxycodone subcutaneous infusion": Form("oxycodone", "subcutaneous", "infusion"),
    "fentanyl patch": Form("fentanyl", "transdermal", "patch"),
    "buprenorphine patch": Form("buprenorphine", "transdermal", "patch"),
}


@dataclass
class Switch:
    regimen: list
    target: Form
    table: str | None
    reduce: int | None
    frail: bool
    toxic: bool
    weak_kidneys: bool
    arguments: list


def random_switch(tables, cases, generator):
    words, target = generator.choice(list(TARGETS.items()))
    conversion = [name for name in tables.sets if tables.sets[name].purpose == "conversion"]
    table = generator.choice([None] * 8 + ["fpm-2020", "scottish-lanarkshire", "west-midlands", *conversion])
    regimen = cases.regimen()
    if generator.random() < 0.9:
        # Most items drawn at random are refused, so that known ones are looked for.
        asked = [tables.sets[name] for name in ([table] if table else tables.order)]
        wanted = generator.choice([1, 1, 2, 3])
        drawn = (cases.item(readable=True) for _ in range(400))
        known = [
            item for item in drawn
            if not tables.specialist_only(item.form.opioid)
            and any(one.purpose == "conversion" and as_morphine(one, item, [item]) for one in asked)
        ]
        regimen = list({item.text: item for item in known[:wanted]}.values()) or regimen
    reduce = generator.choice([None, None, generator.randint(25, 90)])
    frail, toxic, weak = (generator.random() < 0.3 for _ in range(3))
    arguments = ["rotate", "; ".join(item.text for item in regimen), "--to", words]
    arguments += [] if table is None else ["--table", table]
    arguments += [] if reduce is None else ["--reduce", str(reduce)]
    arguments += ["--frail"] * frail + ["--toxicity"] * toxic + ["--egfr", "40"] * weak
    return Switch(regimen, target, table, reduce, frail, toxic, weak, arguments)


class Rotation:
    """What the method makes of a switch; `dose` is None where it is refused."""

    def __init__(self, tables, switch):
        self.tables, self.switch, self.dose = tables, switch, None
        if any(
            tables.specialist_only(item.form.opioid)
            and not (switch.table and self._prints(tables.sets[switch.table], item.form))
            for item in switch.regimen
        ):
            return
        if tables.is_queried(switch.regimen):
            return
        order = [switch.table] if switch.table else tables.order
        sets = [tables.sets[name] for name in order if tables.sets[name].purpose == "conversion"]
        points = [
            next((window[0] for one in sets
                  if (window := as_morphine(one, item, switch.regimen))), None)
            for item in switch.regimen
        ]
        known = None if None in points else sum(points, Fraction(0))
        for one, morphine in self._ways(sets, known):
            self.dose = self._by(one, morphine)
            if self.dose is not None:
                self.chosen = one.id
                break
        else:
            return
        self.others = {}
        for one in tables.sets.values():
            if one.purpose != "conversion" or one.id == self.chosen:
                continue
            windows = [as_morphine(one, item, switch.regimen) for item in switch.regimen]
            known = None if None in windows else sum((low for low, _ in windows), Fraction(0))
            dose = self._by(one, known)
            if dose is not None:
                self.others[one.id] = dose

    def _ways(self, sets, morphine):
        """The sets in turn with the OMEDD to go by; the same opioid goes by one set's own figures."""
        if self._is_same_opioid():
            others = [] if self.switch.table else [
                one for one in self.tables.sets.values()
                if one.purpose == "conversion" and one not in sets]
            for one in [*sets, *others]:
                windows = [as_morphine(one, item, self.switch.regimen) for item in self.switch.regimen]
                # A printed pair answers without an OMEDD.
                yield one, None if None in windows else sum((low for low, _ in windows), Fraction(0))
        for one in sets:
            yield one, morphine

    def _is_same_opioid(self):
        return all(item.form.opioid == self.switch.target.opioid for item in self.switch.regimen)

    def _by(self, one, morphine):
        """The target's dose by one set: its direct ratio, else by way of oral morphine."""
        target, forms = self.switch.target, {item.form for item in self.switch.regimen}
        if self._is_same_drug():
            # From immediate to modified release, say: the amount of the day stays.
            return None if morphine is None else self._whole()
        form = next(iter(forms))
        if len({(each.opioid, each.route) for each in forms}) == 1 and self._prints(one, form):
            # The printed line counts, and outside its ranges there is no detour by oral morphine.
            amount = self._whole()
            window = converted(one, form, target, amount, lambda side: amount)
            return None if window is None else self._worn(window[0])
        if morphine is None:
            return None
        if (target.opioid, target.route) == MORPHINE_BY_MOUTH:
            return ("mass", morphine)
        amount = ("mass", morphine)
        window = converted(one, REFERENCE, target, amount, lambda side: amount)
        return None if window is None else self._worn(window[0])

    def _prints(self, one, form):
        """Whether a set leads from a form straight to the target, neither being oral morphine."""
        target = self.switch.target
        return (
            (form.opioid, form.route) != MORPHINE_BY_MOUTH
            and (target.opioid, target.route) not in (MORPHINE_BY_MOUTH, (form.opioid, form.route))
            and prints(one, form, target))

    def _is_same_drug(self):
        target = (self.switch.target.opioid, self.switch.target.route)
        return all((item.form.opioid, item.form.route) == target for item in self.switch.regimen)

    def _whole(self):
        total = sum((item.amount[1] for item in self.switch.regimen), Fraction(0))
        return self.switch.regimen[0].amount[0], total

    def _worn(self, amount):
        if amount[0] == "mass":
            return amount
        return "rate", delivered_rate(self.tables, self.switch.target.opioid, amount[1]) or amount[1]

    def reduction(self):
        if self.switch.reduce is not None:
            return Fraction(self.switch.reduce)
        # In the UK nothing is taken off where the same opioid goes on by another route.
        return Fraction(0 if self._is_fentanyl_patch() or self._is_same_opioid() else 25)

    def _is_fentanyl_patch(self):
        return self.switch.target == TARGETS["fentanyl patch"]

    def adjustments(self):
        """Frailty and adverse effects are one reduction of one source; the same drug needs none."""
        if self._is_same_drug():
            return []
        shares = [self._kidney_share(row) for row in self.tables.limits] if self.switch.weak_kidneys else []
        found = [100 - 100 * min(share for share in shares if share)] if any(shares) else []
        return found + ([30] if self.switch.frail or self.switch.toxic else [])

    def _kidney_share(self, row):
        """The smallest share that a limit of the kidneys leaves of the target at an eGFR of 40."""
        give = row.get("reduce", {}).get("give")
        if row["effect"] != "reduce" or give is None:
            return None
        if "UK" not in row.get("countries", ["UK"]) or "UK" in row.get("notIn", []):
            return None
        when = row["when"]
        parts = when["all"] if "all" in when else [when]
        target = self.switch.target
        for part in parts:
            (kind, value), = part.items()
            if kind == "renalBelow":
                opioids = value["opioid"]
                opioids = opioids if isinstance(opioids, list) else [opioids]
                if Fraction(value["eGFR"]) <= 40 or target.opioid not in opioids:
                    return None
            elif kind == "given":
                forms = value.get("formulation", target.formulation)
                if target.formulation not in (forms if isinstance(forms, list) else [forms]):
                    return None
            else:
                return None
        return Fraction(give["lowest"] if isinstance(give, dict) else give)

    def largest(self):
        """Above this no proposal may be."""
        amount = self.dose[1] * (100 - self.reduction()) / 100
        considered = [
            dose[1] for name, dose in self.others.items() if self.tables.sets[name].considered
        ]
        amount = amount if self._is_same_opioid() else min([amount, *considered])
        for percent in self.adjustments():
            amount = amount * (100 - percent) / 100
        return amount

    def expected(self):
        if self.dose is None:
            return {"refused": True}
        others = [
            {"table": name, "considered": self.tables.sets[name].considered} | shown(dose)
            for name, dose in sorted(self.others.items())
        ]
        return {
            "equianalgesic": {"table": self.chosen} | shown(self.dose), "byTable": others,
            "reductionPercent": printed(self.reduction())[0],
            "adjustments": [printed(Fraction(percent))[0] for percent in self.adjustments()],
        }

    def found(self, answer):
        if not isinstance(answer, dict):
            return answer
        if "equianalgesic" not in answer:
            return {"refused": True}
        dose = dict(answer["equianalgesic"])
        return {
            "byTable": dose.pop("byTable"), "equianalgesic": dose,
            "reductionPercent": answer["reductionPercent"],
            "adjustments": [entry["lowersByPercent"] for entry in answer["adjustments"]],
        }

    def above(self, answer):
        """What is wrong with the proposal itself; None if nothing is or none is made."""
        if self.dose is None or "proposal" not in answer:
            return None
        proposal, largest = answer["proposal"], self.largest()
        per_day = value(proposal, "perDay")
        per_dose = value(proposal, "perDose")
        if per_day > largest:
            return f"{per_day} a day is above {largest}"
        if self.dose[0] == "mass" and per_dose * 24 / Fraction(proposal["every"]) != per_day:
            return f"{per_dose} every {proposal['every']} hours is not {per_day} a day"
        units = sum((
            Fraction(unit["drawnUp"]) if "drawnUp" in unit
            else Fraction(unit["strength"]) * Fraction(unit.get("count", unit.get("millilitres", "0")))
            for unit in proposal["products"]), Fraction(0))
        nominal = any(unit["strength"] == "12" for unit in proposal["products"])
        if units != per_dose and not (nominal and self.dose[0] == "rate"):
            return f"the products hold {units} and not {per_dose}"
        return None


def shown(amount):
    text, fraction = printed(amount[1])
    return {"perDay": text, "unit": UNITS[amount[0]]} | ({"exact": fraction} if fraction else {})


def value(holder, key):
    return Fraction(holder.get("exact" if key == "perDay" else f"{key}Exact", holder[key]))
