import BatchConversion
import PainDosing
import Quantities
import ShippedEngine
import TestSupport
import Testing

@Suite("What holds for every batch")
struct BatchInvariantTests {
    static let header = "id,opioid,form,route,strength,unit,per_day\n"

    /// A row of a sheet with the item that a drug chart would have for it.
    struct Row {
        let fields: String
        let item: RegimenItem
    }

    /// Rows of every kind that is given by the dose, their words taken from the tables.
    static func rows(_ count: Int, _ random: inout SeededGenerator) throws -> [Row] {
        let forms = try Shipped.tables.opioids.flatMap { opioid in
            opioid.formulations.sorted().flatMap { formulation in
                formulation.routes.map {
                    OpioidForm(opioid: opioid.id, route: $0, formulation: formulation)
                }
            }
        }.filter { $0.formulation != .patch && $0.formulation != .infusion }
        var rows: [Row] = []
        while rows.count < count {
            guard let form = forms.randomElement(using: &random) else { break }
            let tenths = Int.random(in: 1...4_000, using: &random)
            let (text, dose) = (
                "\(tenths / 10).\(tenths % 10)", try Rational(Int128(tenths), over: 10)
            )
            let times = Int.random(in: 1...8, using: &random)
            rows.append(
                Row(
                    fields: "\(form.opioid),\(form.formulation.rawValue),\(form.route.rawValue),"
                        + "\(text),mg,\(times)",
                    item: RegimenItem(
                        form: form,
                        amount: .scheduled(dose: try .milligrams(dose), .timesPerDay(times)))))
        }
        return rows
    }

    @Test("Every row is answered as the engine answers its item alone")
    func engine() throws {
        var random = SeededGenerator(seed: 2_026)
        let rows = try Self.rows(400, &random)
        let sheet = Self.header + rows.map { "P,\($0.fields)\n" }.joined()
        let run = try BatchRun(sheet)
        let engine = try Shipped.engine()
        #expect(run.lines.count == rows.count + 1)
        #expect(run.summary.malformed == 0)
        var (numbers, refusals) = (0, 0)
        for (line, row) in zip(run.lines.dropFirst(), rows) {
            let fields = line.split(separator: ",", maxSplits: 10, omittingEmptySubsequences: false)
            switch try engine.omedd(of: [row.item]) {
            case .computed(let answer):
                numbers += 1
                let omedd = answer.omedd.milligramsPerDay
                #expect(fields[6] == omedd.decimal().text, "\(row.fields)")
                #expect(fields[7] == (omedd.decimal().isExact ? "" : "\(omedd)"), "\(row.fields)")
                #expect(fields[8] == answer.components[0].table.name, "\(row.fields)")
                #expect(fields[9] == Self.codes(answer.alerts), "\(row.fields)")
                #expect(fields[10].isEmpty, "\(row.fields)")
            case .stopped(let refusal):
                refusals += 1
                #expect(fields[6].isEmpty && fields[7].isEmpty && fields[8].isEmpty, "\(line)")
                #expect(fields[9] == Self.codes(refusal.alerts), "\(row.fields)")
                #expect(!fields[10].isEmpty, "\(row.fields)")
            }
        }
        #expect(numbers > 50 && refusals > 10)
        #expect(run.summary.refused == refusals)
    }

    private static func codes(_ alerts: [Alert]) -> String {
        var codes: [String] = []
        for alert in alerts {
            let code = "\(alert.severity.rawValue):\(alert.code)"
            if !codes.contains(code) { codes.append(code) }
        }
        return codes.joined(separator: " ")
    }

    /// A sheet of good, bad, refused and long rows.
    static func mixed(_ count: Int) -> [UInt8] {
        var text = "id,opioid,form,strength,unit,quantity,days\r\n"
        for row in 0..<count { text += line(row) }
        return Array(text.utf8)
    }

    private static func line(_ row: Int) -> String {
        switch row % 7 {
        case 0: "P-\(row),morphine,MR,30,mg,\(row % 90 + 1),30\r\n"
        case 1: "\"P,\(row)\",oxycodone,IR,2.5,mg,\(row % 50 + 1),7\n"
        case 2: "P-\(row),nothing,IR,5,mg,1,1\n"
        case 3: "P-\(row),alfentanil,injection,5,mg\n"
        case 4: "\n"
        case 5:
            "\(String(repeating: "p", count: row % 900)),fentanyl,patch,25,mcg/h,\(row % 9),30\n"
        default: "\"P-\(row),codeine\n"
        }
    }

    @Test("Threads and the size of the parts change no byte", arguments: [2, 3, 8])
    func jobs(_ jobs: Int) throws {
        let input = Self.mixed(18_000)
        let one = try BatchRun(input)
        let many = try BatchRun(input, jobs: jobs, block: 10_000, partSize: 1)
        // The least part is three times the longest row.
        #expect(input.count > 7 * 3 * 65_536)
        #expect(one.output == many.output)
        #expect(one.summary == many.summary)
        #expect(one.lines.count == one.summary.rows + 1)
        #expect(one.summary.malformed > 4_000)
    }

    @Test(
        "Wherever a read breaks off, the answers are the same", arguments: [1, 2, 3, 7, 64, 1_000])
    func blocks(_ block: Int) throws {
        let input = Self.mixed(210)
        #expect(try BatchRun(input, block: block).output == BatchRun(input).output)
    }

    @Test("A failure to read or to write ends all threads with its reason")
    func failures() throws {
        let batch = Batch(try Shipped.engine())
        let sheet = Self.mixed(2_000)
        #expect(throws: BatchFailure.reading(5)) {
            try batch.run(
                jobs: 2, read: { _ throws(BatchFailure) in throw .reading(5) },
                write: { _ throws(BatchFailure) in })
        }
        let lengths = Counter()
        #expect(throws: BatchFailure.writing(28)) {
            try batch.run(
                jobs: 2,
                read: { memory throws(BatchFailure) in
                    let taken = sheet.dropFirst(lengths.value).prefix(memory.count)
                    memory.copyBytes(from: taken)
                    lengths.add(taken.count)
                    return taken.count
                },
                write: { _ throws(BatchFailure) in throw .writing(28) })
        }
    }
}
