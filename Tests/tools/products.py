#!/usr/bin/env python3
"""Writes Tables/products/<country>.yaml from lists of products.

Usage: products.py LISTS OUTPUT

LISTS is a folder with one <country>.csv for each country: brand, ingredients, strengths, form, release,
route, interval_hours, in_use_intervals, drop_or_spoon, evidence and source. What a pharmacist corrects
stands in product-corrections.json beside this script. Prints how many brands each country has, and which
rows were left out and why.
"""

import collections
import csv
import fractions
import json
import pathlib
import re
import sys

TITLES = {
    "uk": "the United Kingdom", "ie": "Ireland", "us": "the United States", "ca": "Canada",
    "au": "Australia", "nz": "New Zealand", "it": "Italy", "de": "Germany", "at": "Austria",
    "ch": "Switzerland", "fr": "France", "be": "Belgium", "es": "Spain", "nl": "the Netherlands",
}
OPIOIDS = {
    "morphine", "codeine", "dihydrocodeine", "dextropropoxyphene", "tramadol", "tilidine", "tapentadol",
    "oxycodone", "hydrocodone", "hydromorphone", "oxymorphone", "diamorphine", "opium", "levorphanol",
    "pethidine", "piritramide", "fentanyl", "alfentanil", "sufentanil", "methadone", "levomethadone",
    "buprenorphine", "pentazocine", "butorphanol", "nalbuphine",
}
SOURCES = {"uk": "DMD24", "ie": "HPRA", "us": "RXNORM", "ca": "DPD26", "au": "PBS", "nz": "MEDSAFE",
           "it": "PI-IT", "de": "PI-DE", "at": "PI-AT", "ch": "SWISSMEDIC", "fr": "BDPM26",
           "be": "PI-BE", "es": "AEMPS24", "nl": "FTK"}
EVIDENCE = {"read": "S", "quoted": "S2", "memory": "R-m"}
FORM_WORDS = (r"retard|retardiert|l\.?p\.?|sr|mr|xl|er|cr|pr|ir|tropfen|tabletten|comprimidos|supositorios|"
              r"lösung|zäpfchen|injektion|injekt|inject|insts|melt|soluble|drops|liquid|adultes")
GENERIC = re.compile(
    r"(?i)^(morphin|morfin|oxycodon[e ]|oxycodon$|oxicodon|ossicodon|tramadol[o ]|tramadol-|tramadol$|"
    r"tramadol/|fentanyl|fentanil|bupreno|codein |codeinum|codeine-|hydromorphon|hidromorf|idromorf|"
    r"tapentadol|methadone |methadon |metadone|pethidin|petidin|tilidin|sufentanil|alfentanil|remifent|"
    r"nalbuphin|paracetamol|piritramid|ibuprofen|levometadon|hidrocloruro|dextropropoxy|bupivac|ropivac|"
    r"apo-para|oxycodon-)")


def brand_words(brand):
    """As a pack writes it: lists in capitals lose them."""
    brand = " ".join(brand.split())
    if len(brand) > 5 and brand.upper() == brand:
        return " ".join(w if re.fullmatch(r"(?i)l\.?p\.?|mst|p\.?c\.?", w) else w.capitalize()
                        for w in brand.split(" "))
    return brand


def number(text):
    value = fractions.Fraction(text.replace(",", "."))
    short = f"{float(value):.6f}".rstrip("0").rstrip(".")
    return short if fractions.Fraction(short) == value else None


def strengths(row, opioid_place, companions):
    """`(unit, [strength])`, the opioid first; nothing where no strength can be used."""
    by_unit = collections.OrderedDict()
    for text in row["strengths"].split("|"):
        text = text.strip().lower().replace("micrograms", "microgram").replace("/hour", "/h")
        text = text.replace(" per ", "/").replace(" de sirop", "")
        amounts = re.fullmatch(r"([\d.]+)((?:/[\d.]+)+) ?mg(?:/([\d.]+) ?ml)?", text)
        pair = re.fullmatch(r"([\d.]+) ?mg((?:/ ?[\d.]+ ?mg)+)", text)
        if companions and (amounts or pair):
            match = amounts or pair
            parts = [match[1]] + re.findall(r"[\d.]+", match[2])
            if len(parts) != len(companions) + 1 or (amounts and amounts[3]):
                continue
            # The CSV of the English-speaking countries writes the opioid first, the others as printed.
            opioid = parts.pop(opioid_place if pair else 0)
            main = "paracetamol" if "paracetamol" in companions else companions[0]
            by_unit.setdefault("mg", []).append(f"{number(opioid)}/{number(parts[companions.index(main)])}")
            continue
        if companions:
            continue
        single = re.fullmatch(r"([\d.]+) ?(mg|microgram|g)(?:/(dose|spray|actuation))?", text)
        rate = re.fullmatch(r"([\d.]+) ?microgram/h", text)
        volume = re.fullmatch(r"([\d.]+) ?(mg|microgram|g)/ ?([\d.]*) ?ml", text)
        if single:
            value, unit = fractions.Fraction(single[1]), single[2]
            if unit == "g":
                value, unit = value * 1000, "mg"
            by_unit.setdefault(unit, []).append(number(str(float(value))))
        elif rate:
            by_unit.setdefault("microgram/h", []).append(number(rate[1]))
        elif volume:
            factor = {"mg": 1, "g": 1000, "microgram": fractions.Fraction(1, 1000)}[volume[2]]
            value = fractions.Fraction(volume[1]) * factor / fractions.Fraction(volume[3] or 1)
            short = number(str(float(value)))
            if short:
                by_unit.setdefault("mg/mL", []).append(short)
    return by_unit


def formulation(row):
    release, route, form = row["release"], row["route"], row["form"].lower()
    if route == "transdermal":
        return "patch"
    if route == "rectal":
        return "suppository"
    if route == "oral":
        return "modified-release" if release == "modified" else "immediate-release"
    if route == "sublingual":
        return "sublingual-spray" if "spray" in form else "sublingual-tablet"
    if route == "nasal":
        return "nasal-spray"
    if route == "buccal":
        if "film" in form:
            return "buccal-film"
        sticks = ("lozenge", "lutsch", "applik", "applic", "chupar", "aplicador", "zuig")
        return "lozenge" if any(word in form for word in sticks) else "buccal-tablet"
    return None if release == "modified" or route == "implant" else "injection"


def base_names(names):
    """A name without its form word, where no other brand has that name."""
    found = {}
    for name in names:
        short = re.sub(rf"(?i)(\s+({FORM_WORDS}))+$", "", name)
        if short != name and len(short) > 2 and short.lower() not in {n.lower() for n in names}:
            found[name] = short
    return found


def quoted(text):
    return f'"{text}"' if re.search(r"[#:,{}\[\]&*!|>'\"%@`]", text) or text.isdigit() else text


def rows(path, corrections):
    country = path.stem
    left = collections.Counter()
    merged = collections.OrderedDict()
    for row in csv.DictReader(path.open(encoding="utf-8")):
        brand = brand_words(row["brand"])
        ingredients = row["ingredients"].split("+")
        opioids = [i for i in ingredients if i in OPIOIDS]
        form = formulation(row)
        if not brand or GENERIC.match(brand) or " / " in brand or "(" in brand:
            left["generic name"] += 1
            continue
        if len(opioids) != 1:
            left["opioid not in the catalogue, or two"] += 1
            continue
        if form is None:
            left["depot or implant"] += 1
            continue
        if brand in corrections.get("drop", {}).get(country, []):
            left["corrected away"] += 1
            continue
        place = ingredients.index(opioids[0])
        companions = [i for i in ingredients if i != opioids[0]]
        drop = re.search(r"1 drop = ([\d.]+) mg", row["drop_or_spoon"]) or re.search(
            r"([\d.]+) mg per drop", row["drop_or_spoon"])
        hours = []
        if form in ("modified-release", "patch"):
            for text in (row["interval_hours"] + "|" + row["in_use_intervals"]).split("|"):
                for part in text.split("-"):
                    if part.isdigit() and part not in hours:
                        hours.append(part)
        found = strengths(row, place, companions)
        if drop and not found:
            found = {"mg/mL": []}
        if not found:
            left["no strength that can be used"] += 1
            continue
        for unit, values in found.items():
            values = [value for value in values if value]
            key = (brand, opioids[0], "+".join(companions), form, unit)
            entry = merged.setdefault(key, {
                "brand": brand, "opioid": opioids[0], "with": companions, "form": form,
                "route": row["route"] if row["route"] in ("buccal", "sublingual", "nasal") else None,
                "unit": unit, "strengths": [], "hours": [], "drop": None,
                "evidence": EVIDENCE[row["evidence"]], "memory": row["evidence"] == "memory",
                "cprd": "CPRD" in row["source"]})
            entry["strengths"] += [v for v in values if v not in entry["strengths"]]
            entry["hours"] += [h for h in hours if h not in entry["hours"]]
            if drop and unit == "mg/mL":
                entry["drop"] = number(drop[1])
            if EVIDENCE[row["evidence"]] == "R-m":
                entry["evidence"], entry["memory"] = "R-m", True
    names = {entry["brand"] for entry in merged.values()}
    bases = base_names(names)
    lines = []
    for entry in merged.values():
        extra = list(corrections.get("names", {}).get(country, {}).get(entry["brand"], []))
        if entry["brand"] in bases and bases[entry["brand"]] not in extra:
            extra.append(bases[entry["brand"]])
        values = sorted(set(entry["strengths"]), key=lambda v: [float(x) for x in v.split("/")])
        source = "LABELS" if entry["memory"] else "CPRD23" if entry["cprd"] else SOURCES[country]
        fields = [f"brand: {quoted(entry['brand'])}"]
        if extra:
            fields.append("also: [" + ", ".join(quoted(name) for name in extra) + "]")
        fields += [f"opioid: {entry['opioid']}", f"form: {entry['form']}"]
        if entry["with"]:
            main = "paracetamol" if "paracetamol" in entry["with"] else entry["with"][0]
            fields.append(f"with: {quoted(main)}")
        if values:
            fields.append(f"strengths: {'|'.join(values)} {entry['unit']}")
        if entry["hours"]:
            fields.append(f"hours: {quoted('|'.join(entry['hours']))}")
        if entry["drop"]:
            fields.append(f"drop: {entry['drop']}")
        fields += [f"source: {source}", f"evidence: {entry['evidence']}"]
        lines.append("  - {" + ", ".join(fields) + "}")
    for entry in corrections.get("add", {}).get(country, []):
        fields = [f"{key}: {quoted(value) if key == 'hours' else value}"
                  for key, value in entry.items() if key != "route"]
        lines.append("  - {" + ", ".join(fields) + "}")
        names.add(entry["brand"])
    return lines, names, left


def main():
    lists, output = map(pathlib.Path, sys.argv[1:3])
    corrections = json.loads(
        (pathlib.Path(__file__).parent / "product-corrections.json").read_text(encoding="utf-8"))
    output.mkdir(exist_ok=True)
    for country, title in TITLES.items():
        lines, names, left = rows(lists / f"{country}.csv", corrections)
        text = (f"# Brands of {title} that hold an opioid; written by Tests/tools/products.py.\n"
                f"country: {country.upper()}\nbrands:\n" + "\n".join(lines) + "\n")
        (output / f"{country}.yaml").write_text(text, encoding="utf-8")
        print(f"{country}: {len(names)} brands, {len(lines)} rows; left out: "
              + (", ".join(f"{count} {why}" for why, count in left.most_common()) or "none"))


if __name__ == "__main__":
    main()
