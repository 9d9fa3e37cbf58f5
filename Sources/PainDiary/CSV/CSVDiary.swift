public import PainDosing
import StrictJSON

/// Diaries as a spreadsheet saves them, `pain-diary-csv/1`: one row an observation, an episode, a
/// dose or a line of the regimen.
///
/// Rows with the same patient and `recordedAt` are one entry. A last row `end,N` says that N rows stand
/// above it, below the header; it may be left out.
public struct CSVDiary: Sendable {
    /// The name by which the format is known.
    public static let name = "pain-diary-csv/1"

    private let regimens: any RegimenReading

    /// Reads diaries whose drugs `regimens` knows.
    public init(regimens: any RegimenReading) {
        self.regimens = regimens
    }

    /// The entries of a file in the order of their first rows; at least one.
    ///
    /// The id of a single entry is the SHA-256 of the file. Each of several has the SHA-256 of its
    /// own native JSON, so that other rows of the sheet do not change it.
    ///
    /// - Throws: `DiaryError` with all faults up to 20, each with its row and column.
    public func entries(_ bytes: [UInt8]) throws(DiaryError) -> [RecordedEntry] {
        let sheet = try self.sheet(bytes)
        var faults = JSONFaultList()
        let drafts = CSVDraftReader(sheet: sheet).drafts(&faults)
        try CSVDiary.check(faults, sheet)
        var entries: [RecordedEntry] = []
        for draft in drafts {
            let value = draft.value
            var decoder = NativeDiaryDecoder(regimens: regimens)
            let entry = decoder.entry(JSONNode(value))
            for fault in decoder.faults.sorted {
                faults.add(
                    CSVDiary.byRow(fault.message, draft), at: fault.position, path: .root)
            }
            guard let entry else { continue }
            let digest = drafts.count == 1 ? bytes : value.encoded()
            let recorded = RecordedEntry(id: ContentDigest(of: digest), entry: entry)
            CSVDiary.noteSameMoment(recorded, entries, draft, &faults)
            entries.append(recorded)
        }
        try CSVDiary.check(faults, sheet)
        return entries
    }

    /// Whether the last row of a sheet says that it is the last, so that nothing can be missing.
    static func tellsItsEnd(_ bytes: [UInt8]) -> Bool {
        var reader = CSVRowReader(bytes)
        // What can't be read does not say it.
        return reader.endsWithLine && (try? reader.rows())?.last.map(CSVSheet.isEnd) ?? false
    }

    private func sheet(_ bytes: [UInt8]) throws(DiaryError) -> CSVSheet {
        var reader = CSVRowReader(bytes)
        var faults = JSONFaultList()
        let rows: [CSVRow]
        do throws(CSVRowReader.Fault) {
            rows = try reader.rows()
        } catch {
            faults.add(error.message, at: error.position, path: .root)
            throw CSVDiary.error(
                faults, nil, isIncomplete: error.isIncomplete || !reader.endsWithLine)
        }
        // A sheet cut inside its last cell looks whole: of 10 mg it may have kept the 1.
        if let last = rows.last, !reader.endsWithLine {
            faults.add(
                "the last row has no line end, so the file may be cut off; save the sheet again, "
                    + "or add a line end after the last row",
                at: last.position, path: .root)
            throw CSVDiary.error(faults, nil, isIncomplete: true)
        }
        guard let sheet = CSVSheet(rows, &faults) else { throw CSVDiary.error(faults, nil) }
        return sheet
    }

    private static func check(_ faults: JSONFaultList, _ sheet: CSVSheet) throws(DiaryError) {
        guard faults.isEmpty else { throw error(faults, sheet) }
    }

    private static func error(
        _ faults: JSONFaultList, _ sheet: CSVSheet?, isIncomplete: Bool = false
    ) -> DiaryError {
        let shown = faults.sorted.map { fault in
            DiaryFault(
                row: fault.position.line, column: fault.position.column,
                header: sheet?.header(at: fault.position), message: fault.message)
        }
        return .notASheet(shown, omitted: faults.omitted, isIncomplete: isIncomplete)
    }

    /// The same moment written in two ways would part one entry in two, each with half its doses.
    private static func noteSameMoment(
        _ recorded: RecordedEntry, _ earlier: [RecordedEntry], _ draft: CSVEntryDraft,
        _ faults: inout JSONFaultList
    ) {
        let isSame = earlier.contains { other in
            other.entry.patient == recorded.entry.patient
                && other.entry.recordedAt.instant == recorded.entry.recordedAt.instant
        }
        guard isSame else { return }
        faults.add(
            "recordedAt is the moment of an earlier row, written differently; write it alike",
            at: draft.firstRow.position, path: .root)
    }

    /// A sentence of the native format with the rows in the place of its list elements.
    private static func byRow(_ message: String, _ draft: CSVEntryDraft) -> String {
        var message = message
        for key in ["episodes", "taken", "confirms"] {
            for (index, row) in draft.rows(of: key).enumerated() {
                message = message.replacing("\(key)[\(index)]", with: "row \(row)")
            }
        }
        return message
    }
}
