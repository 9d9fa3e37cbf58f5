"""What the model expects beside what the program answers."""

from concurrent.futures import ThreadPoolExecutor

from .equivalence import OMEDD
from .numbers import printed
from .program import row_by_hand
from .regimens import Regimens
from .rotation import Rotation, random_switch

UNIT_NAMES = {"mass": "mg", "rate": "microgram/hour"}


class Comparison:
    def __init__(self, tables, program, generator):
        self.tables = tables
        self.program = program
        self.random = generator
        self.cases = Regimens(tables, generator)
        self.differences = []

    def rows(self, count):
        """Rows of `paincalc batch`, in equal parts by every set and by the default order."""
        choices = [None, None, None, *self.tables.sets]
        done = 0
        while done < count:
            table = choices[(done // 500) % len(choices)]
            items = [self.cases.item() for _ in range(min(500, count - done))]
            arguments = [] if table is None else ["--table", table]
            answers = self.program.batch([item.row for item in items], arguments)
            if len(answers) != len(items):
                self.differences.append(f"{len(items)} rows, {len(answers)} answers")
            for item, answer in zip(items, answers):
                self._row(item, table, answer, arguments)
            done += len(items)
        return done

    def _row(self, item, table, answer, arguments):
        expected = self._expected_row(item, table)
        found = {key: answer[key] for key in expected}
        if "error" in expected:
            # The words may be bettered; what is refused, and who knows it, may not.
            found["error"] = refusal_of(answer["error"])
        if found != expected:
            self._differ(row_by_hand(item.row, arguments), expected, found)

    def _expected_row(self, item, table):
        if item.amount is None:
            return {"mg_per_day": "", "table": "", "error": "no strength"}
        amount, amount_exact = printed(item.amount[1])
        expected = {
            "daily_dose": amount, "daily_dose_exact": amount_exact,
            "unit": UNIT_NAMES[item.amount[0]],
        }
        if self.tables.is_queried([item]):
            return expected | {"mg_per_day": "", "table": "", "error": "asked"}
        model = OMEDD(self.tables, [item], table)
        if model.refused:
            known = ", ".join(model.refused[0][1])
            return expected | {"mg_per_day": "", "table": "", "error": f"known to: {known}"}
        _, chosen, point, _, _ = model.components[0]
        figure, figure_exact = printed(point)
        return expected | {
            "mg_per_day": figure, "mg_per_day_exact": figure_exact, "table": chosen, "error": "",
        }

    def regimens(self, count):
        """Whole regimens through `paincalc med`: components, sums, spread and every table."""
        cases = [
            (self.cases.regimen(), self.random.choice([None, None, None, *self.tables.sets]))
            # Of most drawn at random a part has no figure, so that many are drawn.
            for _ in range(8 * count)
        ]
        opened = 0
        for regimen, table, arguments, answer in self._answers("med", cases):
            model = OMEDD(self.tables, regimen, table)
            expected = {"asked": True} if self.tables.is_queried(regimen) else expected_med(model)
            if is_asked_by_reader(answer):
                opened += 1
                continue
            found = found_med(answer) if isinstance(answer, dict) else answer
            if found != expected:
                self._differ(self.program.by_hand(arguments), expected, found)
        return self._answered(8 * count, opened)

    def switches(self, count):
        """Switches through `paincalc rotate`: ratio, reduction, cap, and what the proposal may be."""
        cases = [random_switch(self.tables, self.cases, self.random) for _ in range(count)]
        opened = 0
        with ThreadPoolExecutor(2) as pool:
            answers = pool.map(lambda case: self.program.answer(case.arguments), cases)
            for case, answer in zip(cases, answers):
                if is_asked_by_reader(answer):
                    opened += 1
                    continue
                model = Rotation(self.tables, case)
                expected, found = model.expected(), model.found(answer)
                if found != expected:
                    self._differ(self.program.by_hand(case.arguments), expected, found)
                elif (wrong := model.above(answer)) is not None:
                    self._differ(self.program.by_hand(case.arguments), model.largest(), wrong)
        return self._answered(count, opened)

    def _answered(self, count, opened):
        """How many were answered; the reader may ask about odd ones, but not about most."""
        if opened * 20 > count * 19:
            self._differ("the reader", "answers", f"questions about {opened} of {count} regimens")
        return count - opened

    def _answers(self, command, cases):
        def ask(case):
            regimen, table = case
            arguments = [command, "; ".join(item.text for item in regimen)]
            arguments += [] if table is None else ["--table", table]
            return regimen, table, arguments, self.program.answer(arguments)

        with ThreadPoolExecutor(2) as pool:
            yield from pool.map(ask, cases)

    def _differ(self, by_hand, expected, found):
        self.differences.append(f"{by_hand}\n  expected {expected}\n  found    {found}")


def is_asked_by_reader(answer):
    """Whether the reader asks about an odd number or dose, or only a part of the regimen has a figure."""
    if isinstance(answer, dict):
        # What no table knows is named and left out of the sum, which the model does not do.
        left_out = any("mgPerDay" not in part for part in answer.get("components") or [])
        return bool(answer.get("open")) or left_out
    return str(answer).startswith("paincalc: item ") and "? " in str(answer)


def refusal_of(error):
    if "is no strength of" in error:
        return "no strength"
    if "if it is meant, confirm it" in error:
        return "asked"
    if error.startswith("No figure for "):
        _, _, known = error.partition("Tables that know it: ")
        return "known to: " + known.rstrip(".")
    return error


def with_exact(value, key, exact_key):
    text, fraction = printed(value)
    return {key: text} | ({exact_key: fraction} if fraction else {})


def expected_med(model):
    if model.refused:
        return {"refused": sorted({", ".join(known) for _, known in model.refused})}
    omedd = (with_exact(model.total(2), "mgPerDay", "exact")
             | with_exact(model.total(3), "low", "lowExact")
             | with_exact(model.total(4), "high", "highExact"))
    components = [
        {"opioid": item.form.opioid, "route": item.form.route,
         "formulation": item.form.formulation, "unit": UNIT_NAMES[item.amount[0]], "table": chosen}
        | with_exact(item.amount[1], "dailyDose", "dailyDoseExact")
        | with_exact(point, "mgPerDay", "exact")
        | with_exact(low, "low", "lowExact") | with_exact(high, "high", "highExact")
        for item, chosen, point, low, high in model.components
    ]
    by_table = [
        {"table": name} | with_exact(value, "mgPerDay", "exact")
        for name, value in model.by_table.items()
    ]
    return {"omedd": omedd, "byTable": by_table, "components": components}


KEPT = {
    "opioid", "route", "formulation", "unit", "table", "dailyDose", "dailyDoseExact", "mgPerDay",
    "exact", "low", "lowExact", "high", "highExact",
}


def found_med(answer):
    if "omedd" not in answer and any(alert["severity"] == "query" for alert in answer["alerts"]):
        return {"asked": True}
    if "omedd" not in answer:
        stops = [alert["action"] for alert in answer["alerts"] if alert["code"] == "no-factor"]
        known = {action.partition("Tables that know it: ")[2].rstrip(".") for action in stops}
        return {"refused": sorted(known)}
    omedd = dict(answer["omedd"])
    return {
        "byTable": omedd.pop("byTable"),
        "omedd": omedd,
        "components": [
            {key: value for key, value in component.items() if key in KEPT}
            for component in answer["components"]
        ],
    }
