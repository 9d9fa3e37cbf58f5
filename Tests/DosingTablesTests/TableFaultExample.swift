import Foundation
import Testing

/// A change to a shipped table that has to be refused.
struct TableFaultExample: Sendable, CustomTestStringConvertible {
    let what: String
    let file: String
    /// A text that stands in the file once.
    let old: String
    let new: String
    /// A part of the message.
    let says: String
    /// A part of the line that the message points to.
    let onLine: String

    var testDescription: String { what }

    init(
        _ what: String, in file: String, _ old: String, _ new: String, says: String, onLine: String
    ) {
        self.what = what
        self.file = file
        self.old = old
        self.new = new
        self.says = says
        self.onLine = onLine
    }

    static let all =
        conversion + bands + opioids + products + breakthrough + rotation + limits + methadone
        + titration
        + review

    private static let fpm = "conversion/fpm-2020.yaml"
    private static let cdc = "conversion/cdc-2016.yaml"
    private static let smpc = "conversion/eu-smpc-fentanyl-2024.yaml"
    private static let scottish = "conversion/scottish-2024.yaml"
    /// A whole row of the default set.
    private static let tapentadol =
        "{opioid: tapentadol, route: oral, factor: 0.4, unit: mg, direction: both, source: FPM20"

    /// The row of tapentadol with a part of it changed.
    private static func row(
        _ what: String, _ old: String, _ new: String, says: String
    ) -> TableFaultExample {
        TableFaultExample(
            what, in: fpm, tapentadol, tapentadol.replacingOccurrences(of: old, with: new),
            says: says, onLine: "0.4, unit")
    }

    private static let conversion = [
        TableFaultExample(
            "an unknown key", in: fpm, "region: UK", "region: UK\nregoin: UK",
            says: "'regoin' is unknown; known are: id, title", onLine: "regoin"),
        row(
            "an unknown key in a row", "direction: both,", "direction: both, sauce: 1,",
            says: "'sauce' is unknown"),
        row("a missing source", "source:", "note:", says: "'source' is missing"),
        row("an unknown source", "FPM20", "FPM21", says: "'source' can't be 'FPM21'"),
        row(
            "an unknown drug", "tapentadol,", "tapentadoll,",
            says: "'opioid' can't be 'tapentadoll'"),
        row("an unknown route", "oral", "mouth", says: "'route' can't be 'mouth'"),
        row("an unknown unit", "mg,", "mgs,", says: "'unit' can't be 'mgs'"),
        row("a rate by mouth", "mg,", "mcg/h,", says: "transdermal amounts, and only those"),
        row("a row without a direction", " direction: both,", "", says: "'direction' is missing"),
        row("an unknown direction", "both", "back", says: "'direction' can't be 'back'"),
        row(
            "an unknown formulation", "oral,", "oral, formulations: [pill],",
            says: "'formulations' can't be 'pill'"),
        row(
            "a formulation of another route", "oral,", "oral, formulations: [patch],",
            says: "a patch has none of the routes"),
        row(
            "a row of two shapes", "mg,", "mg, bands: [],",
            says: "a row needs one of: factor, ratio, bands, steps"),
        TableFaultExample(
            "a factor of zero", in: fpm, "factor: 0.4,", "factor: 0.0,",
            says: "'factor' has to be above 0", onLine: "tapentadol"),
        TableFaultExample(
            "a negative factor", in: fpm, "factor: 0.4,", "factor: -0.4,",
            says: "'factor' can't be '-0.4'", onLine: "tapentadol"),
        TableFaultExample(
            "a factor with a comma", in: fpm, "factor: 0.4,", "factor: '0,4',",
            says: "'factor' can't be '0,4'", onLine: "tapentadol"),
        TableFaultExample(
            "a window turned round", in: scottish, "{lowest: 5, highest: 7.5}",
            "{lowest: 7.5, highest: 5}", says: "'lowest' has to be no more", onLine: "lowest"),
        TableFaultExample(
            "a row twice", in: fpm, "exclusions:",
            "  - {opioid: codeine, route: oral, factor: 0.2, unit: mg, direction: to,\n"
                + "     source: FPM20, evidence: read}\nexclusions:",
            says: "codeine oral to morphine oral stands on line", onLine: "factor: 0.2"),
        TableFaultExample(
            "a row that a reversible one holds already", in: fpm, "exclusions:",
            "  - {opioid: codeine, route: oral, factor: 9, unit: mg, direction: from,\n"
                + "     source: FPM20, evidence: read}\nexclusions:",
            says: "morphine oral to codeine oral stands on line", onLine: "factor: 9"),
        TableFaultExample(
            "an excluded form with a figure", in: fpm, "- opioid: methadone", "- opioid: codeine",
            says: "codeine oral is excluded, but has a figure", onLine: "opioid: codeine"),
        TableFaultExample(
            "a ratio that can't be read", in: fpm, "from: 10 mg morphine oral",
            "from: 10 morphine oral",
            says: "has to read like '10 mg morphine oral'", onLine: "10 morphine oral"),
        TableFaultExample(
            "a ratio without an amount", in: fpm, "from: 10 mg morphine oral",
            "from: 0 mg morphine oral",
            says: "'0' is no amount above 0", onLine: "0 mg morphine"),
        TableFaultExample(
            "a ratio run backwards", in: scottish,
            "to: 5 mg oxycodone oral}, direction: to", "to: 5 mg oxycodone oral}, direction: from",
            says: "a ratio runs from 'from' to 'to'", onLine: "oxycodone oral}"),
        TableFaultExample(
            "a set under another name", in: fpm, "id: fpm-2020", "id: fpm-2021",
            says: "has to be the file's name, 'fpm-2020'", onLine: "id: fpm-2021"),
        TableFaultExample(
            "an implausible year", in: fpm, "year: 2020", "year: 20220",
            says: "'year' can't be '20220'", onLine: "year"),
        TableFaultExample(
            "an unknown purpose", in: fpm, "purpose: conversion", "purpose: switching",
            says: "'purpose' can't be 'switching'", onLine: "purpose"),
        TableFaultExample(
            "an exposure scale considered in rotations", in: cdc, "consider: false",
            "consider: true", says: "an exposure scale can't be considered", onLine: "consider"),
        TableFaultExample(
            "an exposure scale used backwards", in: cdc,
            "route: nasal, factor: 0.16, unit: mcg, direction: to",
            "route: nasal, factor: 0.16, unit: mcg, direction: both",
            says: "only leads to oral morphine", onLine: "0.16"),
        TableFaultExample(
            "a pair of one patch that leads both ways", in: "conversion/italy-moh.yaml",
            "35 mcg/h buprenorphine transdermal}, exactly: true, direction: to",
            "35 mcg/h buprenorphine transdermal}, exactly: true, direction: both",
            says: "a pair that holds exactly has one amount",
            onLine: "exactly: true, direction: both"),
        TableFaultExample(
            "ranges with holes that overlap", in: "conversion/scottish-lanarkshire.yaml",
            "{at: 1, gives: 12}", "{at: 2, gives: 12}", says: "the range overlaps the one before",
            onLine: "{atLeast: 2, upTo: 3"),
        TableFaultExample(
            "an aggregator that is no host", in: "sources.yaml", "  - scribd.com",
            "  - https://scribd.com/x", says: "is no host such as scribd.com",
            onLine: "- https://scribd.com/x"),
        TableFaultExample(
            "an unknown evidence mark", in: cdc,
            "0.37, unit: mg, direction: to, source: CDC17, evidence: read",
            "0.37, unit: mg, direction: to, source: CDC17, evidence: S",
            says: "'evidence' can't be 'S'", onLine: "0.37"),
        TableFaultExample(
            "a default order with an unknown set", in: "defaults.yaml", "order: [fpm-2020,",
            "order: [fpm-2021,", says: "there is no sound set 'fpm-2021'", onLine: "order"),
        TableFaultExample(
            "a set twice in the default order", in: "defaults.yaml", "order: [fpm-2020,",
            "order: [fpm-2020, fpm-2020,", says: "'fpm-2020' stands twice", onLine: "order"),
        TableFaultExample(
            "an exposure scale as the default", in: "defaults.yaml", "order: [fpm-2020,",
            "order: [cdc-2022, fpm-2020,", says: "not made for converting", onLine: "order"),
    ]

    private static let bands = [
        TableFaultExample(
            "a gap between bands", in: cdc, "above: 20, upTo: 40", "above: 21, upTo: 40",
            says: "there is a gap between 20 and 21", onLine: "above: 21"),
        TableFaultExample(
            "an overlap of bands", in: cdc, "above: 20, upTo: 40", "above: 19, upTo: 40",
            says: "the range overlaps the one before, which ends at 20", onLine: "above: 19"),
        TableFaultExample(
            "two styles of edges", in: cdc, "above: 20, upTo: 40", "atLeast: 20, below: 40",
            says: "the same style of edges", onLine: "atLeast: 20"),
        TableFaultExample(
            "mixed edges", in: cdc, "above: 20, upTo: 40", "above: 20, below: 40",
            says: "'below' is unknown", onLine: "above: 20"),
        TableFaultExample(
            "no lower edge", in: cdc, "above: 20, upTo: 40", "upTo: 40",
            says: "a range is written 'above' and 'upTo'", onLine: "{upTo: 40"),
        TableFaultExample(
            "an open band in the middle", in: cdc, "above: 20, upTo: 40", "above: 20",
            says: "only the last range", onLine: "above: 20"),
        TableFaultExample(
            "a band that ends before it begins", in: cdc, "above: 20, upTo: 40",
            "above: 40, upTo: 20", says: "ends before it begins", onLine: "above: 40"),
        TableFaultExample(
            "bands in both directions", in: cdc, "direction: to\n    bands",
            "direction: both\n    bands",
            says: "their direction is to", onLine: "direction: both"),
        TableFaultExample(
            "a step that gives nothing", in: smpc, "gives: 12}", "gives: 0}",
            says: "'gives' has to be above 0", onLine: "gives: 0"),
    ]

    private static let opioids = [
        TableFaultExample(
            "an opioid twice", in: "opioids.yaml", "- id: tilidine", "- id: tramadol",
            says: "the opioid 'tramadol' is listed twice", onLine: "- id: tramadol"),
        TableFaultExample(
            "a name for two opioids", in: "opioids.yaml", "[meperidine,", "[propoxyphene,",
            says: "'propoxyphene' stands for dextropropoxyphene and for pethidine",
            onLine: "propoxyphene"),
        TableFaultExample(
            "a code for two opioids", in: "opioids.yaml", "rxnorm: 7804", "rxnorm: 7052",
            says: "'7052' stands for morphine and for oxycodone", onLine: "7052"),
        TableFaultExample(
            "a name in capitals", in: "opioids.yaml", "[meperidine,", "[Meperidine,",
            says: "'Meperidine' has to be in lower case", onLine: "Meperidine"),
        TableFaultExample(
            "an RxNorm code of letters", in: "opioids.yaml", "rxnorm: 7804", "rxnorm: 78O4",
            says: "'78O4' has to be digits only", onLine: "78O4"),
        TableFaultExample(
            "no morphine", in: "opioids.yaml", "- id: morphine", "- id: morphin",
            says: "morphine is missing", onLine: "opioids:"),
        TableFaultExample(
            "a source twice", in: "sources.yaml", "- id: FPM20", "- id: FP09",
            says: "the source 'FP09' is listed twice", onLine: "- id: FP09"),
        TableFaultExample(
            "a source without a citation", in: "sources.yaml", "- id: AYO00\n    citation:",
            "- id: AYO00\n    url:", says: "'citation' is missing", onLine: "AYO00"),
        TableFaultExample(
            "a drug twice in a group", in: "comedications.yaml", "drugs: [nelfinavir, ritonavir]",
            "drugs: [nelfinavir, nelfinavir]", says: "the drug 'nelfinavir' stands twice",
            onLine: "nelfinavir, nelfinavir"),
    ]

    private static let products = [
        TableFaultExample(
            "strengths that don't ascend", in: "products.yaml", "[30, 60, 90, 120, 150, 200]",
            "[30, 60, 90, 150, 120, 200]", says: "'strengths' has to ascend; 120",
            onLine: "150, 120"),
        TableFaultExample(
            "a strength of zero", in: "products.yaml", "[30, 60, 90, 120, 150, 200]",
            "[0, 60, 90, 120, 150, 200]", says: "above 0, found 0", onLine: "[0, 60"),
        TableFaultExample(
            "a product twice", in: "products.yaml", "- {id: tapentadol-ir-tablet-uk",
            "- {id: tapentadol-mr-12h-tablet-uk",
            says: "the product 'tapentadol-mr-12h-tablet-uk' is listed twice",
            onLine: "tapentadol immediate-release"),
        TableFaultExample(
            "a brand of two opioids", in: "products.yaml", "{name: Edunix,",
            "{name: mst continus,",
            says: "'mst continus' stands for morphine and for hydromorphone",
            onLine: "mst continus"),
        TableFaultExample(
            "a patch in milligrams", in: "products.yaml",
            "[5, 7.5, 10, 15, 20], unit: mcg/h", "[5, 7.5, 10, 15, 20], unit: mg",
            says: "patches, and only patches", onLine: "unit: mg"),
        TableFaultExample(
            "a tablet by volume", in: "products.yaml", "unit: mg, intervalHours: 4, scored: true",
            "unit: mg, intervalHours: 4, scored: true, measureStep: 0.1",
            says: "only a strength by volume", onLine: "measureStep"),
        TableFaultExample(
            "a label too few", in: "products.yaml",
            "labels: [\"5 mg/1 mL\", \"10 mg/1 mL\"]", "labels: [\"5 mg/1 mL\"]",
            says: "'labels' needs one text for each strength", onLine: "labels: [\"5 mg/1 mL\"]"),
        TableFaultExample(
            "a country that nobody knows", in: "products.yaml",
            "countries: [IE, AU]", "countries: [IE, EU]", says: "'countries' can't be 'EU'",
            onLine: "[IE, EU]"),
        TableFaultExample(
            "a form by another route", in: "products.yaml",
            "route: buccal, formulation: buccal-film", "route: oral, formulation: buccal-film",
            says: "a buccal-film is not given by the oral route", onLine: "buccal-film-us"),
        TableFaultExample(
            "a form that the opioid doesn't have", in: "products.yaml",
            "large diamorphine ampoules, opioid: diamorphine",
            "large diamorphine ampoules, opioid: tilidine",
            says: "opioids.yaml does not list injection for tilidine",
            onLine: "diamorphine-ampoule-strong"),
        TableFaultExample(
            "a pair without its second half", in: "products.yaml", "\"8/500\"", "\"8\"",
            says: "'8' in 'strengths' is no pair such as 30/500", onLine: "15/500"),
        TableFaultExample(
            "three amounts in a strength", in: "products.yaml", "\"8/500\"", "\"8/500/65\"",
            says: "'8/500/65' in 'strengths' is no pair", onLine: "15/500"),
        TableFaultExample(
            "a second ingredient of nothing", in: "products.yaml", "\"8/500\"", "\"8/0\"",
            says: "'8/0' in 'strengths' is no pair", onLine: "15/500"),
        TableFaultExample(
            "pairs that don't ascend", in: "products.yaml", "\"5/300\", \"5/325\"",
            "\"5/325\", \"5/300\"", says: "'strengths' has to ascend; 5/300",
            onLine: "5/300"),
        TableFaultExample(
            "a pair of a product that names no second ingredient", in: "products.yaml",
            "[4, 8, 16, 32, 64], unit: mg,", "[4, 8, 16, 32, 64], unit: mg/mg,",
            says: "and only such a product, has strengths in mg/mg", onLine: "unit: mg/mg"),
        TableFaultExample(
            "an unknown second ingredient", in: "products.yaml",
            "with: paracetamol, brands: [{name: Tramacet",
            "with: aspirin, brands: [{name: Tramacet",
            says: "known are: paracetamol, naloxone", onLine: "with: aspirin"),
    ]
}
