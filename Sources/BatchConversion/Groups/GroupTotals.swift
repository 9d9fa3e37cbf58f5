import PainDosing
import Quantities

/// The rows of every person, kept until the last row is read.
struct GroupTotals: RowReceiver {
    /// One person.
    private struct Person {
        /// The id as the format has it.
        let id: [UInt8]
        var spans: [SupplySpan] = []
        var rows = 0
        /// Rows that give no number, and why the first of them gives none.
        var uncounted = 0
        var firstLine = 0
        var firstReason = ""
    }

    private var persons: [Person] = []
    private var places: [[UInt8]: Int] = [:]
    /// Rows that were answered but lack what a sum needs.
    private(set) var unplaced = 0

    mutating func take(_ figure: QuickFigure, of row: RowFields, line: Int) {
        let isBuprenorphine = figure.stretch.pointee.isBuprenorphine
        add(row, line, isAnswered: true) { () throws(RowFault) in
            // Parts of 64 bits always fit.
            guard let amount = try? figure.omedd.rational else {
                throw RowFault("the number is too large")
            }
            return try SupplySpan(row, amount: amount, isBuprenorphine: isBuprenorphine)
        }
    }

    mutating func take(_ outcome: RowOutcome, of row: RowFields, line: Int) {
        switch outcome {
        case .figure(let scale, let place, _, let omedd):
            let isBuprenorphine = scale.stretches[place].isBuprenorphine
            add(row, line, isAnswered: true) { () throws(RowFault) in
                try SupplySpan(row, amount: omedd, isBuprenorphine: isBuprenorphine)
            }
        case .refused(let scale, let place, _):
            add(row, line, isAnswered: false) { () throws(RowFault) in
                throw RowFault(scale.scale.stretches[place].reason)
            }
        case .malformed(let fault):
            add(row, line, isAnswered: false) { () throws(RowFault) in throw fault }
        }
    }

    /// Adds what a row supplies to its person.
    private mutating func add(
        _ row: RowFields, _ line: Int, isAnswered: Bool,
        _ span: () throws(RowFault) -> SupplySpan
    ) {
        let id = Array(row[.id].bytes)
        let place = places[id] ?? persons.count
        if place == persons.count {
            places[id] = place
            persons.append(Person(id: id))
        }
        persons[place].rows += 1
        do throws(RowFault) {
            persons[place].spans.append(try span())
        } catch {
            if isAnswered { unplaced += 1 }
            if persons[place].uncounted == 0 {
                persons[place].firstLine = line
                persons[place].firstReason = error.message
            }
            persons[place].uncounted += 1
        }
    }

    // MARK: Answers

    /// Writes the answers, the persons in the order in which the rows name them.
    ///
    /// - Parameters:
    ///   - output: memory that is used again and again.
    ///   - send: takes the bytes each time some have come together.
    func write(
        _ grouping: BatchGrouping, _ format: RowFormat, to output: inout ByteBuffer,
        send: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        let writer = RecordWriter(format)
        let much = 256 * 1_024
        writer.writeHeader(GroupTotals.columns(grouping), to: &output)
        for person in persons {
            for record in records(person, grouping) {
                writer.write(record, to: &output)
                if output.count > much {
                    send(output.bytes)
                    output.removeAll()
                }
            }
        }
        send(output.bytes)
    }

    /// A person with rows that give no number gets none: the sum would be too low.
    private func records(_ person: Person, _ grouping: BatchGrouping) -> [Record] {
        guard person.uncounted == 0 else {
            return [
                fault(
                    person, grouping,
                    "\(person.uncounted) of \(person.rows) rows give no number, so that no sum is "
                        + "given; the first is line \(person.firstLine): \(person.firstReason)")
            ]
        }
        do throws(QuantityError) {
            let all = try SupplyCourse(person.spans)
            let others = try SupplyCourse(person.spans.filter { !$0.isBuprenorphine })
            return switch grouping {
            case .person(let window): [try record(person, all, others, window)]
            case .day: try days(person, all, others)
            }
        } catch {
            return [fault(person, grouping, "\(error)")]
        }
    }

    private func fault(_ person: Person, _ grouping: BatchGrouping, _ text: String) -> Record {
        var record = Record(GroupTotals.columns(grouping))
        record["id"] = .encoded(person.id)
        record["rows"] = .whole(person.rows)
        record["error"] = .text(text)
        return record
    }

    private static func columns(_ grouping: BatchGrouping) -> [String] {
        switch grouping {
        case .person(let window):
            ["id", "rows", "first_day", "last_day"] + figures(window)
                + figures(window).map { $0 + withoutBuprenorphine } + ["exact", "error"]
        case .day:
            [
                "id", "date", "rows", "mg_per_day", "mg_per_day" + withoutBuprenorphine, "exact",
                "error",
            ]
        }
    }

    private static let withoutBuprenorphine = "_without_buprenorphine"

    private static func figures(_ window: Int?) -> [String] {
        [
            "total_mg", "days_supplied", "days_on_therapy", "mg_per_day_supplied",
            "mg_per_day_on_therapy",
        ]
            + (window == nil ? [] : ["mg_per_day_in_window"]) + ["highest_mg_in_a_day"]
    }

    private func record(
        _ person: Person, _ all: SupplyCourse, _ others: SupplyCourse, _ window: Int?
    ) throws(QuantityError) -> Record {
        var record = Record(GroupTotals.columns(.person(windowDays: window)))
        record["id"] = .encoded(person.id)
        record["rows"] = .whole(person.rows)
        record["first_day"] = .text(GroupTotals.date(all.stretches.first?.firstDay ?? 0))
        record["last_day"] = .text(GroupTotals.date((all.stretches.last?.end ?? 1) - 1))
        for (course, suffix) in [(all, ""), (others, GroupTotals.withoutBuprenorphine)] {
            record["total_mg" + suffix] = .number(course.total)
            record["days_supplied" + suffix] = .whole(course.daysSupplied)
            record["days_on_therapy" + suffix] = .whole(course.daysOnTherapy)
            record["mg_per_day_supplied" + suffix] = .number(
                try course.total.overDays(course.daysSupplied))
            record["mg_per_day_on_therapy" + suffix] = .number(
                try course.total.overDays(course.daysOnTherapy))
            if let window {
                record["mg_per_day_in_window" + suffix] = .number(
                    try course.total.overDays(window))
            }
            record["highest_mg_in_a_day" + suffix] = .number(course.highest)
        }
        return record
    }

    private func days(
        _ person: Person, _ all: SupplyCourse, _ others: SupplyCourse
    ) throws(QuantityError) -> [Record] {
        var records: [Record] = []
        for stretch in all.stretches {
            for day in stretch.firstDay..<stretch.end {
                var record = Record(GroupTotals.columns(.day))
                record["id"] = .encoded(person.id)
                record["date"] = .text(GroupTotals.date(day))
                record["rows"] = .whole(
                    person.spans.count { $0.firstDay <= day && day < $0.end })
                record["mg_per_day"] = .number(stretch.amount)
                record["mg_per_day" + GroupTotals.withoutBuprenorphine] = .number(
                    others.amount(on: day))
                records.append(record)
            }
        }
        return records
    }

    private static func date(_ day: Int) -> String {
        let date = CivilDate(daysSince1970: day)
        func padded(_ number: Int, _ length: Int) -> String {
            let text = "\(number)"
            return String(repeating: "0", count: max(0, length - text.count)) + text
        }
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }
}

extension Rational {
    /// A day's share of a total; zero of no days.
    fileprivate func overDays(_ days: Int) throws(QuantityError) -> Rational {
        days == 0 ? .zero : try divided(by: Rational(days))
    }
}
