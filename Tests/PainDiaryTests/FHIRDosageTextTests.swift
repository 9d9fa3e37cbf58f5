import Testing

@Suite("Texts and units beside the structure of a bundle")
struct FHIRDosageTextTests {
    /// A text beside 20 mg of oxycodone MR by mouth, twice a day, and what becomes of it.
    struct TextCase: Sendable, CustomTestStringConvertible {
        enum Standing { case same, contradiction, shown }

        let text: String
        let standing: Standing

        init(_ text: String, _ standing: Standing) {
            (self.text, self.standing) = (text, standing)
        }

        var testDescription: String { text }

        static let all: [TextCase] =
            [
                "Take 20 mg twice a day", "20 mg bd", "20mg b.i.d.", "20 mg every 12 hours",
                "20 mg q12h", "20 mg 12-hourly", "20 mg 2 times daily",
                "two 10 mg tablets twice daily",
                "Take 2 x 10 mg by mouth every twelve hours",
                "20 mg twice-daily, in the morning and at night",
                "20 mg", "Take orally", "oxycodone MR 20 mg bd", "40 mg/day",
                "0.02 g twice per day",
                "20 mg in the morning and in the evening", "OxyContin 20 mg bd",
                "OxyContin twice daily 20 mg",
            ].map { TextCase($0, .same) }
            + [
                "Take 20 mg three times a day", "Take 10 mg twice a day",
                "one tablet THREE times a day",
                "20 mg once daily", "20 mg every 8 hours", "20 mg q8h", "20 mg qds", "20 mg tds",
                "20 mg at night", "20 micrograms twice daily", "20 mg twice daily as needed",
                "20 mg prn", "20 mg IV twice daily", "20 mg subcutaneously twice a day",
                "morphine 20 mg twice a day", "oxycodone IR 20 mg bd", "60 mg/day", "20 mg weekly",
                "20 mg every other day", "three 10 mg tablets twice a day",
            ].map { TextCase($0, .contradiction) }
            + [
                "as directed", "Take one tablet twice a day",
                "20 mg twice a day with food after meals",
                "see leaflet", "20 mg twice a day, then 40 mg twice a day", "10-20 mg twice a day",
                "10 mg/5 ml, twice a day", "up to three times a day", "zweimal täglich 20 mg",
                "20 mg twice daily, max 60 mg per day",
            ].map { TextCase($0, .shown) }
    }

    @Test(
        "A text that contradicts is refused, one that is not understood is shown",
        arguments: TextCase.all)
    func text(_ text: TextCase) throws {
        for (key, resource, element) in [
            ("text", taking("m", dosage("20", 2, #""text": "\#(text.text)", "#)), "dosage"),
            (
                "patientInstruction",
                order("m", dosage("20", 2, #""patientInstruction": "\#(text.text)", "#)),
                "dosageInstruction"
            ),
        ] {
            let place = "Bundle.entry[0].resource.\(element)[0].\(key)"
            let outcome: FHIRBundleCase.Outcome =
                switch text.standing {
                case .same: .read("oxycodone MR 20 mg bd")
                case .shown:
                    .read(
                        "oxycodone MR 20 mg bd",
                        ignored: ["\(place): not read in full: \"\(text.text)\""])
                case .contradiction:
                    .refused([
                        "but the structure says oxycodone oral modified-release 20 mg bd; correct "
                            + "one of the two"
                    ])
                }
            try FHIRBundleCase("\(key): \(text.text)", [resource], outcome).check()
        }
    }

    @Test(
        "A text beside a timing code or a route is held against it",
        arguments: [
            FHIRBundleCase(
                "a timing's text", [taking("m", timed("three times a day"))],
                .refused(["code.text: found \"three times a day\", but the timing says bd"])),
            FHIRBundleCase(
                "a timing's own text", [taking("m", timed("BID"))],
                .read("oxycodone MR 20 mg bd")),
            FHIRBundleCase(
                "a timing's text in other words", [taking("m", timed("every 12 hours"))],
                .read("oxycodone MR 20 mg bd")),
            FHIRBundleCase(
                "a timing's text that says nothing", [taking("m", timed("as discussed"))],
                .read(
                    "oxycodone MR 20 mg bd",
                    ignored: [
                        "Bundle.entry[0].resource.dosage[0].timing.code.text: not read in full: "
                            + "\"as discussed\""
                    ])),
            FHIRBundleCase(
                "a route's text", [taking("m", routed("IV"))],
                .refused(["route.text: found \"IV\", but the code is that of oral"])),
            FHIRBundleCase(
                "a route's own text", [taking("m", routed("by mouth"))],
                .read("oxycodone MR 20 mg bd")),
            FHIRBundleCase(
                "a route's text that says nothing", [taking("m", routed("Oral route"))],
                .read("oxycodone MR 20 mg bd")),
            FHIRBundleCase(
                "a given dose's text",
                [given("g").replacing("\"dosage\": {", with: "\"dosage\": {\"text\": \"10 mg\", ")],
                .refused([
                    "found \"10 mg\", but the structure says oxycodone oral immediate-release 5 mg"
                ])),
            FHIRBundleCase(
                "a given dose's own text",
                [given("g").replacing("\"dosage\": {", with: "\"dosage\": {\"text\": \"5 mg\", ")],
                .read("")),
        ])
    func beside(_ bundle: FHIRBundleCase) throws { try bundle.check() }

    @Test(
        "A unit is compared with its code",
        arguments: [
            ("mcg", "mg"), ("mg", "ug"), ("g", "mg"), ("microgram", "mg"), ("tablet", "mg"),
            ("mL", "mg"), ("", "mg"), ("mg/h", "mg"), ("Mikrogramm", "mg"),
        ])
    func otherUnit(_ unit: String, _ code: String) throws {
        try FHIRBundleCase(
            "\(unit) for \(code)", [taking("m", shown(unit, code))],
            .refused(["found \"\(unit)\", but the code is \"\(code)\"; correct one of the two"])
        ).check()
    }

    @Test(
        "A unit in the words of its code is read",
        arguments: [
            ("mg", "mg", "20 mg"), ("MG", "mg", "20 mg"), ("milligram", "mg", "20 mg"),
            ("Milligrams", "mg", "20 mg"), ("mcg", "ug", "20 mcg"), ("µg", "ug", "20 mcg"),
            ("micrograms", "ug", "20 mcg"), ("gram", "g", "20 g"),
        ])
    func sameUnit(_ unit: String, _ code: String, _ dose: String) throws {
        try FHIRBundleCase(
            "\(unit) for \(code)", [taking("m", shown(unit, code))],
            .read("oxycodone MR \(dose) bd")
        ).check()
    }

    @Test(
        "Units of rates and of measurements are compared as well",
        arguments: [
            ("9279-1", "breaths/minute", "/min", true), ("9279-1", "/h", "/min", false),
            ("29463-7", "lb", "kg", false), ("29463-7", "kilograms", "kg", true),
            ("98979-8", "mL/min/1.73 m2", "mL/min/{1.73_m2}", true),
            ("98979-8", "mL/min", "mL/min/{1.73_m2}", false), ("8310-5", "°C", "Cel", true),
            ("8310-5", "°F", "Cel", false), ("8636-3", "s", "ms", false),
            ("59408-5", "percent", "%", true), ("59408-5", "mmHg", "%", false),
        ])
    func measurement(_ loinc: String, _ unit: String, _ code: String, _ isRead: Bool) throws {
        let observation =
            #""resourceType": "Observation", "status": "final", "effectiveDateTime": "#
            + #""2026-03-02T08:00:00Z", "code": {"coding": [{"system": "http://loinc.org", "#
            + #""code": "\#(loinc)"}]}, "valueQuantity": {"value": 37, "unit": "\#(unit)", "#
            + #""code": "\#(code)", "system": "http://unitsofmeasure.org"}"#
        let rightly = loinc == "8636-3" ? observation.replacing(" 37,", with: " 437,") : observation
        try FHIRBundleCase(
            "\(unit) for \(code)", [rightly],
            isRead ? .read("") : .refused(["found \"\(unit)\", but the code is \"\(code)\""])
        ).check()
    }

    @Test(
        "A rate's unit is read by its two parts",
        arguments: [
            ("mcg/hour", "ug/h", true), ("micrograms per hour", "ug/h", true),
            ("mg/24 h", "mg/d", true), ("mg/h", "ug/h", false), ("mcg/day", "ug/h", false),
            ("mcg", "ug/h", false),
        ])
    func rate(_ unit: String, _ code: String, _ isRead: Bool) throws {
        let pump =
            #""resourceType": "MedicationStatement", "status": "active", "contained": [{"#
            + #""resourceType": "Medication", "id": "d", "code": {"text": "morphine"}, "#
            + ##""form": {"text": "infusion"}}], "medicationReference": {"reference": "#d"}, "##
            + #""dosage": [{"route": {"text": "subcutaneous"}, "doseAndRate": [{"rateQuantity": "#
            + #"{"value": 24, "unit": "\#(unit)", "code": "\#(code)", "#
            + #""system": "http://unitsofmeasure.org"}}]}]"#
        let regimen = "morphine SC infusion 24 \(code == "mg/d" ? "mg/24h" : "mcg/h")"
        try FHIRBundleCase(
            "\(unit) for \(code)", [pump],
            isRead ? .read(regimen) : .refused(["found \"\(unit)\", but the code is \"\(code)\""])
        ).check()
    }

    // MARK: Parts

    private static func timed(_ text: String) -> String {
        dosage().replacing(#""timing": {"#, with: #""timing": {"code": {"text": "\#(text)"}, "#)
    }

    private static func routed(_ text: String) -> String {
        dosage().replacing(#""route": {"#, with: #""route": {"text": "\#(text)", "#)
    }

    private func shown(_ unit: String, _ code: String) -> String {
        dosage().replacing(
            #""code": "mg""#, with: #""unit": "\#(unit)", "code": "\#(code)""#)
    }
}
