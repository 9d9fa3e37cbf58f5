"""Random regimens, each item as a row of `paincalc batch` and as it stands on a drug chart."""

from dataclasses import dataclass
from fractions import Fraction

from .equivalence import delivered_rate
from .numbers import decimal
from .tables import Form

FREQUENCIES = {
    "od": 1, "bd": 2, "tds": 3, "qds": 4, "nocte": 1, "q4h": 6, "q6h": 4, "q8h": 3,
    "every 12 h": 2, "every 5 h": Fraction(24, 5), "every 48 h": Fraction(1, 2),
    "prn x3": 3, "prn x1": 1, "prn x7": 7,
}
SPOKEN = {"immediate-release": "IR", "modified-release": "MR"}
MASS = {"mg": Fraction(1), "mcg": Fraction(1, 1000), "g": Fraction(1000)}
RATES = {"mg/24h": Fraction(1), "mg/h": Fraction(24), "mcg/h": Fraction(24, 1000)}


@dataclass
class Item:
    form: Form
    # None where the program has to refuse: a rate that no patches give.
    amount: tuple | None
    row: dict
    # None where the row says what a drug chart can't: a quantity for so many days.
    text: str | None


class Regimens:
    def __init__(self, tables, generator):
        self.tables = tables
        self.random = generator
        self.forms = list(tables.forms())
        self.combined = [line for line in tables.lines if line.companion]

    def item(self, readable=False):
        """One item; a readable one always has an amount and a text."""
        while True:
            item = self._item()
            if not readable or (item.amount is not None and item.text is not None):
                return item

    def regimen(self):
        """A day's items, no two of them word for word the same."""
        items = [self.item(readable=True) for _ in range(self.random.choice([1, 1, 2, 2, 3, 4, 6]))]
        return list({item.text: item for item in items}.values())

    def _item(self):
        if self.random.random() < 0.08:
            return self._combined(self.random.choice(self.combined))
        form = self.random.choice(self.forms)
        if form.formulation == "patch":
            return self._patch(form)
        if form.formulation == "infusion":
            return self._infusion(form)
        return self._doses(form)

    def _number(self):
        """Doses as they are prescribed, and as they are mistyped."""
        pick = self.random.random
        if pick() < 0.5:
            return Fraction(self.random.choice([1, 2, 5, 7, 10, 12, 15, 20, 25, 30, 40, 45, 60, 75, 100]))
        if pick() < 0.5:
            return Fraction(self.random.randint(1, 4000), self.random.choice([2, 4, 5, 8, 10]))
        return Fraction(self.random.randint(1, 99999), self.random.choice([100, 1000, 10000]))

    def _count(self):
        """So many doses a day: as columns of the row, as words, as a number."""
        kind = self.random.randrange(3)
        if kind == 0:
            words, count = self.random.choice(list(FREQUENCIES.items()))
            return {"frequency": words}, words, Fraction(count)
        if kind == 1:
            count = Fraction(self.random.randint(1, 48), self.random.choice([1, 1, 1, 2, 4]))
            words = f"x{decimal(count)}" if count.denominator == 1 else None
            return {"per_day": decimal(count)}, words, count
        quantity, days = self.random.randint(1, 400), self.random.randint(1, 90)
        return {"quantity": str(quantity), "days": str(days)}, None, Fraction(quantity, days)

    def _row(self, form, strength, unit, columns):
        row = {
            "opioid": form.opioid, "form": SPOKEN.get(form.formulation, form.formulation),
            "route": form.route, "strength": strength, "unit": unit,
        }
        if self.random.random() < 0.3:
            row["strength"], row["unit"] = f"{strength} {unit}", ""
        return row | columns

    def _doses(self, form):
        unit = self.random.choice(list(MASS))
        strength = decimal(self._number())
        columns, words, count = self._count()
        amount = ("mass", Fraction(strength) * MASS[unit] * count)
        spoken = SPOKEN.get(form.formulation, form.formulation)
        text = None if words is None else f"{form.opioid} {form.route} {spoken} {strength} {unit} {words}"
        return Item(form, amount, self._row(form, strength, unit, columns), text)

    def _infusion(self, form):
        unit = self.random.choice(list(RATES))
        strength = decimal(self._number())
        amount = ("mass", Fraction(strength) * RATES[unit])
        text = f"{form.opioid} {form.route} infusion {strength} {unit}"
        return Item(form, amount, self._row(form, strength, unit, {}), text)

    def _patch(self, form):
        strengths = self.tables.patch_strengths(form.opioid)
        kind = self.random.random()
        if kind < 0.25:
            # Dispensed for so many days: the patches worn one after the other, or beside each other.
            strength = self.random.choice(sorted(strengths))
            quantity, days = self.random.randint(1, 60), self.random.randint(1, 90)
            hours = self.tables.wear_hours(form.opioid, strength)
            rate = strengths[strength] * quantity * hours / (24 * days)
            row = self._row(
                form, decimal(strength), "mcg/h", {"quantity": str(quantity), "days": str(days)})
            return Item(form, ("rate", rate), row, None)
        if kind < 0.85:
            labelled = sum(self.random.choices(sorted(strengths), k=self.random.choice([1, 1, 1, 2, 3, 4])))
        else:
            labelled = Fraction(self.random.randint(1, 900), self.random.choice([1, 2]))
        rate = delivered_rate(self.tables, form.opioid, labelled)
        row = self._row(form, decimal(labelled), "mcg/h", {})
        text = f"{form.opioid} patch {decimal(labelled)} mcg/h"
        return Item(form, None if rate is None else ("rate", rate), row, text)

    def _combined(self, line):
        strength = self.random.choice(line.strengths)
        opioid_part = Fraction(strength.split("/")[0])
        columns, words, count = self._count()
        name = self.random.choice(line.brands)
        row = {"opioid": name, "strength": strength} | columns
        text = None if words is None else f"{name} {strength} {words}"
        return Item(line.forms[0], ("mass", opioid_part * count), row, text)
