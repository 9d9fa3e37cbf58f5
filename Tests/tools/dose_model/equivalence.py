"""OMEDD by the text of docs/method.md and Tables/README.md."""

from fractions import Fraction
from itertools import combinations_with_replacement

from .tables import MORPHINE_BY_MOUTH, UNITS, Form

REFERENCE = Form(*MORPHINE_BY_MOUTH, "immediate-release")
MOST_PATCHES = 4


def number(amount, unit):
    """An amount of a day in the unit of a row; None if it is of the other kind."""
    kind, size = UNITS[unit]
    return amount[1] / size if amount[0] == kind else None


def converted(conversion_set, form, target, amount, whole):
    """An amount of a form as another, as a window; None where the set has no answer.

    `whole` is what the day holds of everything the row speaks of, as a function of the row's side,
    since a band or a step is chosen by the whole daily dose.
    """
    found = []
    for row in conversion_set.rows:
        if row.from_side.holds(form) and row.to_side.holds(target):
            found.append((row, False))
        elif row.reversible and row.to_side.holds(form) and row.from_side.holds(target):
            found.append((row, True))
    # A row for certain formulations comes before one for all of them.
    found.sort(key=lambda pair: pair[0].from_side.formulations is None
               and pair[0].to_side.formulations is None)
    if not found:
        return None
    row, backwards = found[0]
    value = number(amount, row.to_unit if backwards else row.from_unit)
    kind, size = UNITS[row.from_unit if backwards else row.to_unit]
    if value is None:
        return None
    if row.bands or row.steps:
        chosen_by = number(whole(row.from_side), row.from_unit)
        for band in row.bands:
            if band.holds(chosen_by):
                return (kind, value * band.value * size), (kind, value * band.value * size)
        for step in row.steps:
            if step.holds(chosen_by):
                return (kind, step.value * size), (kind, step.value * size)
        return None
    if row.only is not None and number(whole(row.from_side), row.from_unit) != row.only:
        return None
    lowest, highest = row.window
    if backwards:
        lowest, highest = 1 / highest, 1 / lowest
    return (kind, value * lowest * size), (kind, value * highest * size)


def prints(conversion_set, form, target):
    """Whether a set has a row between two forms."""
    return any(
        row.from_side.holds(form) and row.to_side.holds(target)
        or row.reversible and row.to_side.holds(form) and row.from_side.holds(target)
        for row in conversion_set.rows)


def as_morphine(conversion_set, item, regimen):
    """Both ends of an item's OMEDD by one set; None if the set does not know it."""
    if (item.form.opioid, item.form.route) == MORPHINE_BY_MOUTH:
        return item.amount[1], item.amount[1]
    window = converted(
        conversion_set, item.form, REFERENCE, item.amount, lambda side: whole_of(side, regimen))
    return None if window is None else (window[0][1], window[1][1])


def whole_of(side, regimen):
    amounts = [item.amount for item in regimen if side.holds(item.form)]
    return amounts[0][0], sum((amount[1] for amount in amounts), Fraction(0))


class OMEDD:
    """The answer to `paincalc med`."""

    def __init__(self, tables, regimen, table=None):
        self.refused = []
        self.components = []
        self.by_table = {}
        for item in regimen:
            spread = {
                name: window
                for name in tables.sets
                if (window := as_morphine(tables.sets[name], item, regimen)) is not None
            }
            chosen = next(
                (name for name in order(tables, item.form.opioid, table) if name in spread), None)
            if chosen is None:
                self.refused.append((item, sorted(spread)))
            else:
                self.components.append((
                    item, chosen, spread[chosen][0], min(low for low, _ in spread.values()),
                    max(high for _, high in spread.values())))
            for name, window in spread.items():
                self.by_table.setdefault(name, []).append(window[0])
        self.by_table = {
            name: sum(values, Fraction(0))
            for name, values in sorted(self.by_table.items())
            if len(values) == len(regimen)
        }

    def total(self, column):
        return sum((component[column] for component in self.components), Fraction(0))


def order(tables, opioid, table):
    """Which sets are asked for an item, the first that knows it answers."""
    if table is not None:
        return [table]
    if tables.specialist_only(opioid):
        # Only for comparing, so the scales made for that come first.
        return sorted(tables.order, key=lambda name: tables.sets[name].purpose != "exposure")
    return tables.order


def delivered_rate(tables, opioid, labelled):
    """What patches with this rate printed on them deliver: one patch, or a few together."""
    strengths = tables.patch_strengths(opioid)
    if labelled in strengths.values():
        return labelled
    for count in range(1, MOST_PATCHES + 1):
        for patches in combinations_with_replacement(sorted(strengths, reverse=True), count):
            if sum(patches) == labelled:
                return sum((strengths[patch] for patch in patches), Fraction(0))
    return None
