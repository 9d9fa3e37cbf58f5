import BatchConversion
import ShippedEngine
import Synchronization
import Testing

/// The four definitions of a day's dose are those of the NIH HEAL calculator (HEAL25).
///
/// They are the total over the days supplied, over the days with any supply and over a fixed window, and
/// the highest of a day, each with and without buprenorphine. The expected sums are done by hand.
@Suite("Rows summed by person and by day")
struct BatchSumTests {
    static let header = "id,opioid,form,strength,unit,quantity,days,date\n"

    static func lines(_ rows: String, _ grouping: BatchGrouping) throws -> [[Substring]] {
        try output(header + rows, grouping).output.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
    }

    static func output(
        _ input: String, _ grouping: BatchGrouping
    ) throws -> (output: String, summary: BatchSummary) {
        let source = Mutex(Array(input.utf8)[...])
        let result = Mutex<[UInt8]>([])
        let summary = try Batch(try Shipped.engine()).sums(
            by: grouping,
            read: { memory throws(BatchFailure) in
                source.withLock { rest in
                    let taken = rest.prefix(memory.count)
                    memory.copyBytes(from: taken)
                    rest = rest.dropFirst(taken.count)
                    return taken.count
                }
            },
            write: { bytes throws(BatchFailure) in result.withLock { $0 += Array(bytes) } })
        return (String(decoding: result.withLock { $0 }, as: UTF8.self), summary)
    }

    /// 60 mg for 30 days from 1 January, 30 mg more for 10 days from the 26th, which overlap on five,
    /// and from 1 March buprenorphine worth 24 mg for 28 days (FPM20: 2.4 for each microgram/hour).
    static let rows = """
        A,morphine,MR,30,mg,60,30,2026-01-01
        A,oxycodone,IR,5,mg,40,10,2026-01-26
        A,buprenorphine,patch,10,mcg/h,4,28,2026-03-01

        """

    @Test("Each published definition, with and without buprenorphine")
    func person() throws {
        let lines = try Self.lines(Self.rows, .person(windowDays: 90))
        let answer = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
        let expected: [Substring: Substring] = [
            "id": "A", "rows": "3", "first_day": "2026-01-01", "last_day": "2026-03-28",
            "total_mg": "2772", "days_supplied": "68", "days_on_therapy": "63",
            "mg_per_day_supplied": "40.7647", "mg_per_day_on_therapy": "44",
            "mg_per_day_in_window": "30.8", "highest_mg_in_a_day": "90",
            "total_mg_without_buprenorphine": "2100", "days_supplied_without_buprenorphine": "40",
            "days_on_therapy_without_buprenorphine": "35",
            "mg_per_day_supplied_without_buprenorphine": "52.5",
            "mg_per_day_on_therapy_without_buprenorphine": "60",
            "mg_per_day_in_window_without_buprenorphine": "23.3333",
            "highest_mg_in_a_day_without_buprenorphine": "90",
            "exact":
                "mg_per_day_supplied=693/17 mg_per_day_in_window_without_buprenorphine=70/3",
            "error": "",
        ]
        #expect(answer == expected)
        #expect(lines.count == 2)
    }

    @Test("Every day with a supply has one line, and no other day")
    func days() throws {
        let lines = try Self.lines(Self.rows, .day).dropFirst().map { $0.joined(separator: ",") }
        #expect(lines.count == 63)
        #expect(lines[0] == "A,2026-01-01,1,60,60,,")
        #expect(lines[24] == "A,2026-01-25,1,60,60,,")
        #expect(lines[25] == "A,2026-01-26,2,90,90,,")
        #expect(lines[29] == "A,2026-01-30,2,90,90,,")
        #expect(lines[30] == "A,2026-01-31,1,30,30,,")
        #expect(lines[34] == "A,2026-02-04,1,30,30,,")
        #expect(lines[35] == "A,2026-03-01,1,24,0,,")
    }

    @Test("The order of the rows changes no figure")
    func order() throws {
        let reversed = Self.rows.split(separator: "\n").reversed().joined(separator: "\n") + "\n"
        let window = BatchGrouping.person(windowDays: nil)
        #expect(try Self.lines(reversed, window) == Self.lines(Self.rows, window))
        #expect(try Self.lines(reversed, .day) == Self.lines(Self.rows, .day))
    }

    @Test("A leap day is a day")
    func leap() throws {
        let lines = try Self.lines("A,morphine,MR,30,mg,4,2,2024-02-28\n", .day)
        #expect(lines.dropFirst().map { $0[1] } == ["2024-02-28", "2024-02-29"])
    }

    /// A second row of a person that leaves the person without a sum, with the reason.
    static let uncounted: [(String, String)] = [
        (
            "A,heroinx,MR,30,mg,4,2,2026-01-01",
            "\"\"heroinx\"\" is not a known opioid; did you mean heroin?"
        ),
        (
            "A,morphine,MR,30,mg,4,2,2026-02-30",
            "column date: rows are summed from a first day, written such as 2026-03-01"
        ),
        (
            "A,morphine,MR,30,mg,4,2,01/02/2026",
            "column date: rows are summed from a first day, written such as 2026-03-01"
        ),
        (
            "A,morphine,MR,30,mg,4,2.5,2026-01-01",
            "column days: rows are summed over whole days of supply from 1 to 3660"
        ),
        (
            "A,morphine,MR,30,mg,4,9000,2026-01-01",
            "column days: rows are summed over whole days of supply from 1 to 3660"
        ),
    ]

    @Test("A person with a row that gives no number gets no sum, others do", arguments: uncounted)
    func faulty(_ row: String, _ reason: String) throws {
        let other = "B,morphine,MR,30,mg,4,2,2026-01-01\n"
        let run = try Self.output(Self.header + Self.rows + row + "\n" + other, .day)
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(
            lines[1] == "A,,4,,,,\"1 of 4 rows give no number, so that no sum is given; the first "
                + "is line 5: \(reason)\"")
        #expect(lines.dropFirst(2) == ["B,2026-01-01,1,60,60,,", "B,2026-01-02,1,60,60,,"])
        #expect(run.summary.malformed == 1)
        #expect(run.summary.rows == 5)
    }

    @Test("A sheet without id, date or days is refused before anything is summed")
    func columns() {
        #expect(
            throws: BatchFailure.header(
                "line 1: to sum rows the header needs the column date or start_date or "
                    + "dispensed_on")
        ) { try Self.output("id,opioid,strength,days\n", .day) }
    }

    @Test("JSON Lines are summed in JSON Lines")
    func json() throws {
        let run = try Self.output(
            #"{"id": 7, "drug": "morphine", "form": "IR", "strength": 10, "unit": "mg", "#
                + #""quantity": 1, "days": 3, "date": "2026-01-01"}"# + "\n",
            .person(windowDays: nil))
        #expect(
            run.output.hasPrefix(
                #"{"id":7,"rows":1,"first_day":"2026-01-01","last_day":"2026-01-03","total_mg":10,"#
            ))
        #expect(run.output.contains(#""exact":"mg_per_day_supplied=10/3 "#))
    }
}
