import DoseReport
import PainDosing
import Quantities
import ShippedEngine
import StrictJSON
import Testing

/// A regimen whose three answers are rendered.
struct ReportCase: Sendable, CustomTestStringConvertible {
    let regimen: String
    let target: String
    var isNaive = false

    var testDescription: String { "\(regimen) to \(target)\(isNaive ? ", opioid-naive" : "")" }

    static let all = [
        ReportCase(regimen: "morphine MR 60 mg bd", target: "oxycodone MR"),
        ReportCase(regimen: "morphine MR 60 mg bd", target: "fentanyl patch"),
        ReportCase(regimen: "oxycodone MR 15 mg bd", target: "morphine CSCI"),
        ReportCase(
            regimen: "morphine MR 500 mg bd; oxycodone IR 100 mg prn x7", target: "oxycodone MR"),
        ReportCase(
            regimen: "fentanyl patch 25 mcg/h; fentanyl buccal tablet 1200 mcg prn x3",
            target: "morphine MR"),
        ReportCase(regimen: "diamorphine CSCI 20 mg/24h", target: "morphine MR"),
        ReportCase(regimen: "buprenorphine sublingual tablet 0.2 mg tds", target: "morphine MR"),
        ReportCase(regimen: "alfentanil CSCI 0.5 mg/24h", target: "morphine CSCI"),
        ReportCase(regimen: "codeine IR 15 mg bd", target: "oxycodone MR"),
        ReportCase(regimen: "methadone oral 10 mg tds", target: "morphine MR"),
        ReportCase(regimen: "fentanyl patch 50 mcg/h", target: "morphine MR", isNaive: true),
    ]

    var facts: PatientFacts {
        get throws {
            PatientFacts(context: try PatientContext(isOpioidNaive: isNaive ? true : nil))
        }
    }

    static let pain = PainPicture(
        background: PainScore(2), goal: nil, peak: PainScore(8), episodes: 3)

    func medication(_ engine: DosingEngine) throws -> Outcome<OMEDDAnswer> {
        try engine.omedd(of: Shipped.regimen(regimen), facts: facts)
    }

    func rotation(_ engine: DosingEngine) throws -> Outcome<RotationAnswer> {
        try engine.rotation(
            of: Shipped.regimen(regimen), to: RotationTo(form: Shipped.target(target)),
            facts: facts)
    }

    func breakthrough(_ engine: DosingEngine) throws -> Outcome<BreakthroughAnswer> {
        try engine.breakthrough(
            for: Shipped.regimen(regimen), pain: ReportCase.pain, facts: facts)
    }

    /// The three answers as text.
    func texts(showsTrace: Bool) throws -> [String] {
        let engine = try Shipped.engine()
        let report = TextReport(tables: engine.tables, showsTrace: showsTrace)
        return [
            report.medication(try medication(engine)), report.rotation(try rotation(engine)),
            report.breakthrough(try breakthrough(engine)),
        ]
    }

    /// The three answers as JSON.
    func documents() throws -> [JSONValue] {
        let engine = try Shipped.engine()
        return [
            JSONReport.medication(try medication(engine)),
            JSONReport.rotation(try rotation(engine)),
            JSONReport.breakthrough(try breakthrough(engine)),
        ]
    }
}
