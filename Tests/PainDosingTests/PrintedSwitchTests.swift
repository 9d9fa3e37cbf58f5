import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

/// A switch by one named set, with the dose that its source prints before any reduction.
struct PrintedSwitch: Sendable, CustomTestStringConvertible {
    let table: String
    let regimen: String
    let target: String
    /// Milligrams a day or micrograms/hour, exact; nil where the source prints nothing.
    let prints: String?
    let source: String

    var testDescription: String { "\(regimen) to \(target) by \(table) [\(source)]" }

    init(_ table: String, _ regimen: String, _ target: String, _ prints: String?, _ source: String)
    {
        self.table = table
        self.regimen = regimen
        self.target = target
        self.prints = prints
        self.source = source
    }

    static let all = straightToTheTarget + asDirected + withHoles + ofOnePatch

    /// Lines from another opioid straight to the target, in sets without an OMEDD of it.
    private static let straightToTheTarget = [
        PrintedSwitch(
            "us-label-fentanyl", "oxycodone MR 20 mg bd", "fentanyl patch", "25",
            "DURUS table 1: 30-67 mg"),
        PrintedSwitch(
            "us-label-fentanyl", "oxycodone MR 20 mg bd; oxycodone IR 10 mg qds", "fentanyl patch",
            "50", "DURUS table 1: 67.5-112 mg, of both forms together"),
        PrintedSwitch(
            "us-label-fentanyl", "hydromorphone IR 4 mg q4h", "fentanyl patch", "50",
            "DURUS table 1: 17.1-28 mg"),
        PrintedSwitch(
            "us-label-fentanyl", "methadone IR 10 mg tds", "fentanyl patch", "25",
            "DURUS table 1: 20-44 mg"),
        PrintedSwitch(
            "health-canada-fentanyl", "hydromorphone IR 4 mg q4h", "fentanyl patch", "25",
            "HCAN: 12-26 mg"),
        PrintedSwitch(
            "health-canada-fentanyl", "oxycodone MR 30 mg bd", "fentanyl patch", "25",
            "HCAN: 45-89 mg"),
        PrintedSwitch(
            "eapc-2012", "oxycodone IR 10 mg q4h", "hydromorphone MR", "15", "EAPC12: 4 to 1"),
    ]

    /// The direction that the source prints.
    private static let asDirected = [
        PrintedSwitch(
            "uk-trust-2014", "morphine MR 30 mg bd", "morphine SC infusion", "30",
            "UKT14, first example: 60 / 2"),
        PrintedSwitch(
            "uk-trust-2014", "morphine MR 15 mg bd", "oxycodone MR", "15",
            "UKT14, second example: 30 / 2"),
        PrintedSwitch(
            "uk-trust-2014", "morphine MR 15 mg bd", "diamorphine SC infusion", "10",
            "UKT14: 30 = 10"),
        PrintedSwitch("uk-trust-2014", "oxycodone MR 10 mg bd", "morphine MR", nil, "UKT14"),
        PrintedSwitch(
            "italy-moh", "morphine MR 15 mg bd", "morphine SC infusion", "10",
            "ITMIN table 13: 30 / 3"),
        PrintedSwitch(
            "italy-moh", "morphine MR 15 mg bd", "oxycodone MR", "15", "ITMIN table 13: 30 / 2"),
        PrintedSwitch(
            "italy-moh", "morphine MR 10 mg bd", "hydromorphone MR", "4",
            "ITMIN table 13: 20 / 5"),
        PrintedSwitch(
            "italy-moh", "morphine MR 30 mg bd", "fentanyl patch", "25", "ITMIN table 13: 60 = 25"),
        PrintedSwitch(
            "italy-moh", "morphine MR 30 mg bd", "buprenorphine patch", "35",
            "ITMIN table 13: 60 = 35"),
        PrintedSwitch(
            "sa-health-2016", "morphine MR 15 mg bd", "oxycodone MR", "20",
            "SAH16, reverse calculation: 30 / 1.5"),
    ]

    /// Ranges that do not join.
    private static let withHoles = [
        PrintedSwitch(
            "scottish-lanarkshire", "alfentanil SC infusion 1 mg/24h", "fentanyl patch", "25/2",
            "SPCGLAN: 1 mg to 12"),
        PrintedSwitch(
            "scottish-lanarkshire", "alfentanil SC infusion 8 mg/24h", "fentanyl patch", "75",
            "SPCGLAN: 8 mg to 75"),
        PrintedSwitch(
            "scottish-lanarkshire", "alfentanil SC infusion 5.5 mg/24h", "fentanyl patch", nil,
            "SPCGLAN prints 4-5 and 6-7 mg"),
        PrintedSwitch(
            "health-canada-fentanyl", "morphine MR 300 mg bd", "fentanyl patch", "325/2",
            "HCAN: 585-629 mg to 162"),
    ]

    /// A pair of one patch says nothing about the others.
    private static let ofOnePatch = [
        PrintedSwitch(
            "ppm-2018", "fentanyl patch 25 mcg/h", "morphine MR", "45", "PPM18: 25 to 45"),
        PrintedSwitch("ppm-2018", "fentanyl patch 100 mcg/h", "morphine MR", nil, "PPM18"),
        PrintedSwitch(
            "sa-health-2016", "fentanyl patch 12 mcg/h", "morphine MR", "30", "SAH16: 12 to 30-45"),
        PrintedSwitch("sa-health-2016", "fentanyl patch 50 mcg/h", "morphine MR", nil, "SAH16"),
        PrintedSwitch("italy-moh", "fentanyl patch 50 mcg/h", "morphine MR", nil, "ITMIN"),
        PrintedSwitch("italy-moh", "morphine MR 60 mg bd", "fentanyl patch", nil, "ITMIN"),
    ]
}

@Suite("What the sets print is what they answer")
struct PrintedSwitchTests {
    @Test("A switch by a named set gives its source's figure", arguments: PrintedSwitch.all)
    func gives(printed: PrintedSwitch) throws {
        let engine = try Shipped.engine(table: printed.table)
        let outcome = try engine.rotation(
            of: try Shipped.regimen(printed.regimen),
            to: RotationTo(form: try Shipped.target(printed.target)))
        #expect(outcome.value?.equianalgesic.figure == printed.prints, "\(outcome)")
        #expect(outcome.value.map { $0.table.name == printed.table } ?? (printed.prints == nil))
    }

    @Test("An OMEDD beside a printed switch is named as another set's")
    func namesBoth() throws {
        let answer = try #require(
            try Shipped.engine(table: "us-label-fentanyl").rotation(
                of: try Shipped.regimen("oxycodone MR 20 mg bd"),
                to: RotationTo(form: try Shipped.target("fentanyl patch"))
            ).value)
        let alert = try #require(answer.alerts.first { $0.code == "tables-mixed" })
        #expect(
            alert.message
                == "us-label-fentanyl prints this switch and no OMEDD of the regimen; the OMEDD beside "
                + "it was taken from fpm-2020.")
    }

    @Test(
        "From methadone the stop speaks of methadone as the source, and names who prints the step")
    func fromMethadone() throws {
        let outcome = try Shipped.engine().rotation(
            of: try Shipped.regimen("methadone IR 10 mg tds"),
            to: RotationTo(form: try Shipped.target("fentanyl patch")))
        let alert = try #require(outcome.refusalAlerts.first { $0.code == "specialist-only" })
        #expect(alert.message.contains("of another opioid can't be derived from it"))
        #expect(alert.action?.contains("us-label-fentanyl") == true)
    }

    @Test("No set counts a patch above what any source prints for it")
    func patchSpread() throws {
        for (patch, highest) in [("12", "45"), ("100", "300")] {
            let answer = try #require(
                try Shipped.engine().omedd(of: try Shipped.regimen("fentanyl patch \(patch) mcg/h"))
                    .value)
            #expect(answer.high.milligramsPerDay.description == highest, "the \(patch) patch")
        }
    }

    @Test("Rectal morphine counts as oral morphine by the last set of the order")
    func suppository() throws {
        let answer = try #require(
            try Shipped.engine().omedd(of: try Shipped.regimen("morphine suppository 10 mg q4h"))
                .value)
        #expect(answer.omedd.milligramsPerDay == Rational(60))
        #expect(answer.components.map(\.source?.key) == ["TREIL18"])
    }
}

extension DailyAmount {
    /// The number of milligrams a day or of micrograms/hour.
    var figure: String {
        switch self {
        case .mass(let dose): dose.milligramsPerDay.description
        case .rate(let rate): rate.microgramsPerHour.description
        }
    }
}
