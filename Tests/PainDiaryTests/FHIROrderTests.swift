import Testing

@Suite("Doubled sources in FHIR bundles")
struct FHIROrderTests {
    private static let mr = "oxycodone MR 20 mg bd"
    private static let twice = "oxycodone oral modified-release in this dose is in entry[0] as well"

    @Test(
        "One resource in two entries is refused, and of two versions the newest counts",
        arguments: [
            FHIRBundleCase(
                "one fullUrl twice",
                [at("urn:x:m", taking("m")), at("urn:x:m", taking("m"))],
                .refused(["\"urn:x:m\" is entry[0] as well"])),
            FHIRBundleCase(
                "one fullUrl for two resources",
                [at("urn:x:m", taking("m")), at("urn:x:m", taking("n", dosage("40")))],
                .refused(["\"urn:x:m\" is entry[0] as well"])),
            FHIRBundleCase(
                "one id twice", [taking("m"), taking("m")],
                .refused(["\"MedicationStatement/m\" is entry[0] as well"])),
            FHIRBundleCase(
                "one id for two doses", [order("m"), order("m", dosage("40"))],
                .refused(["\"MedicationRequest/m\" is entry[0] as well"])),
            FHIRBundleCase(
                "one id at two addresses",
                [
                    at("http://a/MedicationStatement/m", taking("m")),
                    at("http://b/MedicationStatement/m", taking("m", more: version("2"))),
                ],
                .refused(["\"MedicationStatement/m\" is entry[0] as well"])),
            FHIRBundleCase(
                "one version twice",
                [taking("m", more: version("2")), taking("m", more: version("2"))],
                .refused(["\"MedicationStatement/m\" is entry[0] as well"])),
            FHIRBundleCase(
                "versions that can't be ordered",
                [taking("m", more: version("a")), taking("m", dosage("40"), more: version("b"))],
                .refused(["\"MedicationStatement/m\" is entry[0] as well"])),
            FHIRBundleCase(
                "number and time that contradict",
                [
                    taking("m", more: version("1", "2026-03-02T08:00:00Z")),
                    taking("m", dosage("40"), more: version("2", "2026-03-01T08:00:00Z")),
                ], .refused(["\"MedicationStatement/m\" is entry[0] as well"])),
            FHIRBundleCase(
                "one observation twice", [score("o"), score("o")],
                .refused(["\"Observation/o\" is entry[0] as well"])),
            FHIRBundleCase(
                "two versions by number",
                [taking("m", dosage("40"), more: version("9")), taking("m", more: version("10"))],
                .read(
                    mr,
                    ignored: [
                        "Bundle.entry[0].resource: MedicationStatement of which entry[1] is a newer "
                            + "version"
                    ])),
            FHIRBundleCase(
                "two versions, the newer first",
                [
                    at("urn:x:m", taking("m", more: version("2"))),
                    at("urn:x:m", taking("m", dosage("40"), more: version("1"))),
                ],
                .read(
                    mr,
                    ignored: [
                        "Bundle.entry[1].resource: MedicationStatement of which entry[0] is a newer "
                            + "version"
                    ])),
            FHIRBundleCase(
                "two versions by time",
                [
                    order("m", dosage("40"), more: version("a", "2026-03-01T08:00:00Z")),
                    order("m", more: version("b", "2026-03-02T08:00:00Z")),
                ],
                .read(
                    mr,
                    ignored: [
                        "Bundle.entry[0].resource: MedicationRequest of which entry[1] is a newer "
                            + "version"
                    ])),
            FHIRBundleCase(
                "a newest version that was stopped",
                [
                    order("m", more: version("1")),
                    order("m", status: "stopped", more: version("2")), score("o"),
                ],
                .read(
                    "",
                    ignored: [
                        "Bundle.entry[0].resource: MedicationRequest of which entry[1] is a newer "
                            + "version",
                        "Bundle.entry[1].resource: MedicationRequest that is stopped",
                    ])),
            FHIRBundleCase(
                "one id in two kinds of resource", [taking("m"), given("m")], .read(mr)),
            FHIRBundleCase(
                "one patient twice, word for word",
                [
                    #"{"resource": {"resourceType": "Patient", "id": "p"}}"#,
                    #"{"resource": {"resourceType": "Patient", "id": "p"}}"#, taking("m"),
                ], .read(mr)),
        ])
    func identity(_ bundle: FHIRBundleCase) throws { try bundle.check() }

    @Test(
        "An order counts once with what replaces it or rests on it",
        arguments: [
            FHIRBundleCase(
                "a new order for an old one",
                [order("old", dosage("40")), order("new", more: replacing("old"))],
                .read(mr, ignored: [ignored(0, "that entry[1] replaces")])),
            FHIRBundleCase(
                "the old order behind the new one",
                [order("new", more: replacing("old")), order("old")],
                .read(mr, ignored: [ignored(1, "that entry[0] replaces")])),
            FHIRBundleCase(
                "a chain with a stopped order in it",
                [
                    order("a", dosage("5")), order("b", status: "stopped", more: replacing("a")),
                    order("c", more: replacing("b")),
                ],
                .read(
                    mr,
                    ignored: [
                        ignored(0, "that entry[2] replaces"),
                        ignored(1, "that is stopped"),
                    ])),
            FHIRBundleCase(
                "an old order by its whole address and version",
                [
                    order("old", dosage("40")),
                    order(
                        "new",
                        more: #""priorPrescription": {"reference": "#
                            + #""http://x/fhir/MedicationRequest/old/_history/3"}, "#),
                ], .read(mr, ignored: [ignored(0, "that entry[1] replaces")])),
            FHIRBundleCase(
                "an old order by its identifier",
                [
                    order(
                        "old", dosage("40"),
                        more: #""identifier": [{"system": "s", "value": "7"}], "#),
                    order(
                        "new",
                        more:
                            #""priorPrescription": {"identifier": {"system": "s", "value": "7"}}, "#
                    ),
                ], .read(mr, ignored: [ignored(0, "that entry[1] replaces")])),
            FHIRBundleCase(
                "orders that replace each other",
                [order("a", more: replacing("b")), order("b", more: replacing("a"))],
                .refused([
                    "it replaces itself by way of priorPrescription",
                    "it replaces itself by way of priorPrescription",
                ])),
            FHIRBundleCase(
                "an order that a stopped one replaces",
                [order("a"), order("b", status: "stopped", more: replacing("a"))],
                .refused(["entry[1] replaces it and is not active itself"])),
            FHIRBundleCase(
                "a replacement that was entered in error",
                [order("a"), order("b", status: "entered-in-error", more: replacing("a"))],
                .read(mr, ignored: [ignored(1, "that is entered-in-error")])),
            FHIRBundleCase(
                "an old order that is not in the bundle", [order("new", more: replacing("gone"))],
                .read(mr)),
            FHIRBundleCase(
                "an order for one day of an order",
                [order("a"), order("b", intent: "instance-order", more: basedOn("a"))],
                .read(mr, ignored: [ignored(1, "that rests on entry[0] and counts once with it")])),
            FHIRBundleCase(
                "an order on an order in another dose",
                [order("a"), order("b", dosage("40"), intent: "filler-order", more: basedOn("a"))],
                .refused([
                    "rests on the MedicationRequest of entry[0] and says another drug or dose"
                ])),
            FHIRBundleCase(
                "orders on each other",
                [order("a", more: basedOn("b")), order("b", more: basedOn("a"))],
                .read(mr, ignored: [ignored(0, "that rests on entry[1] and counts once with it")])),
            FHIRBundleCase(
                "an order on a plan", [order("a", intent: "plan"), order("b", more: basedOn("a"))],
                .read(mr, ignored: [ignored(0, "that is a plan")])),
            FHIRBundleCase(
                "an order on a replaced one",
                [
                    order("a", dosage("40")),
                    order("b", dosage("40"), intent: "instance-order", more: basedOn("a")),
                    order("c", more: replacing("a")),
                ],
                .read(
                    mr,
                    ignored: [
                        ignored(0, "that entry[2] replaces"),
                        ignored(1, "of entry[0], which is replaced"),
                    ])),
            FHIRBundleCase(
                "a statement derived from a statement",
                [taking("a"), taking("b", more: derived("a"))],
                .read(
                    mr,
                    ignored: [
                        "Bundle.entry[1].resource: MedicationStatement that rests on entry[0] and "
                            + "counts once with it"
                    ])),
            FHIRBundleCase(
                "a statement on an order",
                [taking("s", more: basedOn("a")), order("a")],
                .read(
                    mr,
                    ignored: [
                        "Bundle.entry[0].resource: MedicationStatement that rests on entry[1] and "
                            + "counts once with it"
                    ])),
            FHIRBundleCase(
                "a statement in another dose than its order",
                [order("a"), taking("s", dosage("10"), more: basedOn("a"))],
                .refused([
                    "rests on the MedicationRequest of entry[0] and says another drug or dose"
                ])),
            FHIRBundleCase(
                "a statement beside an order", [order("a"), taking("s")],
                .refused(["oxycodone is in the MedicationRequest of entry[0] as well"])),
            FHIRBundleCase(
                "a statement derived from a score",
                [
                    score("o"),
                    taking("s", more: #""derivedFrom": [{"reference": "Observation/o"}], "#),
                ],
                .read(mr)),
        ])
    func linked(_ bundle: FHIRBundleCase) throws { try bundle.check() }

    @Test(
        "Equal orders are never added in silence, and those that ended do not count",
        arguments: [
            FHIRBundleCase("two equal orders", [order("a"), order("b")], .refused([twice])),
            FHIRBundleCase(
                "two equal statements", [taking("a"), taking("b")], .refused([twice])),
            FHIRBundleCase(
                "three renewals",
                [
                    order("a", more: authored("2025-09-01")),
                    order("b", more: authored("2025-12-01")),
                    order("c", more: authored("2026-03-01T08:00:00Z")),
                ],
                .refused([
                    "oxycodone oral modified-release in this dose is in entry[0], entry[1] as well "
                        + "and would count 3 times"
                ])),
            FHIRBundleCase(
                "equal doses in other words",
                [order("a"), order("b", dosage("0.02", 2).replacing("\"mg\"", with: "\"g\""))],
                .refused([twice])),
            FHIRBundleCase(
                "a dose that was changed on another day",
                [
                    order("a", more: authored("2026-01-05")),
                    order("b", dosage("40"), more: authored("2026-02-05")),
                ],
                .refused(["in another dose and written on another day (2026-01-05 and 2026-02-05)"])
            ),
            FHIRBundleCase(
                "renewals of which the older ended",
                [
                    order("a", more: valid("2025-12-31")),
                    order("b", more: valid("2026-02-28T23:59:59Z")),
                    order("c", more: valid("2026-03-31")),
                ],
                .read(
                    mr,
                    ignored: [
                        ignored(0, "whose validityPeriod ended on 2025-12-31"),
                        ignored(1, "whose validityPeriod ended on 2026-02-28T23:59:59Z"),
                    ])),
            FHIRBundleCase(
                "an order that ended long ago", [order("a", more: valid("2020-12")), score("o")],
                .read("", ignored: [ignored(0, "whose validityPeriod ended on 2020-12")])),
            FHIRBundleCase(
                "a dosage that ended",
                [
                    order(
                        "a",
                        dosage("40").replacing(
                            "\"frequency\"",
                            with: #""boundsPeriod": {"end": "2026-03-01"}, "frequency""#)),
                    order("b"),
                ], .read(mr, ignored: [ignored(0, "whose boundsPeriod ended on 2026-03-01")])),
            FHIRBundleCase(
                "an end that can't be read", [order("a", more: valid("last week"))],
                .refused(["validityPeriod.end: found \"last week\""])),
            FHIRBundleCase(
                "an order of its last day", [order("a", more: valid("2026-03-02"))], .read(mr)),
            FHIRBundleCase(
                "two strengths of one day",
                [
                    order("a", more: authored("2026-03-01")),
                    order("b", dosage("10"), more: authored("2026-03-01")),
                ],
                .read("oxycodone MR 20 mg bd; oxycodone MR 10 mg bd")),
            FHIRBundleCase(
                "modified and immediate release",
                [order("a"), order("b", dosage("20", 4), form: "immediate-release")],
                .read("oxycodone MR 20 mg bd; oxycodone IR 20 mg qds")),
            FHIRBundleCase(
                "one dose twice in one resource, as given together",
                [order("a", dosage("20", 2, sequence) + ", " + dosage("20", 2, sequence))],
                .read("oxycodone MR 20 mg bd; oxycodone MR 20 mg bd")),
        ])
    func equal(_ bundle: FHIRBundleCase) throws { try bundle.check() }

    @Test(
        "A dose that was given never counts beside the order that it was given for",
        arguments: [
            FHIRBundleCase(
                "given for an order",
                [
                    order("a", dosage("5", 4), form: "immediate-release"),
                    given("g", more: request("a")),
                ],
                .read(
                    "oxycodone IR 5 mg qds",
                    ignored: [
                        "Bundle.entry[1].resource: MedicationAdministration of entry[0], which counts"
                    ])),
            FHIRBundleCase(
                "given besides an order",
                [order("a", dosage("5", 4), form: "immediate-release"), given("g")],
                .refused(["is ordered regularly in entry[0], and whether this dose is one of those"]
                )),
            FHIRBundleCase(
                "given for another order",
                [
                    order("a", dosage("5", 4), form: "immediate-release"),
                    given("g", more: request("rescue")),
                ], .read("oxycodone IR 5 mg qds")),
            FHIRBundleCase(
                "given in another form", [order("a"), given("g")], .read(mr)),
        ])
    func administered(_ bundle: FHIRBundleCase) throws { try bundle.check() }

    // MARK: Parts

    private static let sequence = #""sequence": 1, "#

    private static func ignored(_ entry: Int, _ words: String) -> String {
        "Bundle.entry[\(entry)].resource: MedicationRequest \(words)"
    }

    private static func version(_ id: String, _ time: String? = nil) -> String {
        let updated = time.map { #", "lastUpdated": "\#($0)""# } ?? ""
        return #""meta": {"versionId": "\#(id)"\#(updated)}, "#
    }

    private static func replacing(_ id: String) -> String {
        #""priorPrescription": {"reference": "MedicationRequest/\#(id)"}, "#
    }

    private static func basedOn(_ id: String) -> String {
        #""basedOn": [{"reference": "MedicationRequest/\#(id)"}], "#
    }

    private static func derived(_ id: String) -> String {
        #""derivedFrom": [{"reference": "MedicationStatement/\#(id)"}], "#
    }

    private static func request(_ id: String) -> String {
        #""request": {"reference": "MedicationRequest/\#(id)"}, "#
    }

    private static func authored(_ moment: String) -> String { #""authoredOn": "\#(moment)", "# }

    private static func valid(_ end: String) -> String {
        #""dispenseRequest": {"validityPeriod": {"end": "\#(end)"}}, "#
    }

    private static func score(_ id: String) -> String {
        #""resourceType": "Observation", "id": "\#(id)", "status": "final", "code": {"coding": "#
            + #"[{"system": "http://loinc.org", "code": "72514-3"}, {"system": "#
            + #""urn:paincalc:pain", "code": "worst"}]}, "effectiveDateTime": "#
            + #""2026-03-02T08:00:00Z", "valueInteger": 3"#
    }
}
