import DoseReport
import PainDiary
import PainDosing
import Quantities

/// Diary files as the courses of the patients that they are of.
struct CourseFiles {
    /// The course of each patient, in the order in which the files name them.
    private let courses: [DiaryCourse]
    /// What of the files was ignored.
    private let ignored: [ContentDigest: [String]]

    /// Reads all files; "-" is standard input.
    init(_ files: [String], _ tables: TableSet) throws(CommandFailure) {
        let reader = DiaryReader(regimens: RegimenShorthand(tables: tables))
        var patients: [PatientID] = []
        var ignored: [ContentDigest: [String]] = [:]
        var entries: [PatientID: [RecordedEntry]] = [:]
        for path in files {
            let bytes = try InputFile.bytes(of: path)
            for read in try reader.readings(bytes, of: path) {
                let recorded = read.recorded
                ignored[recorded.id] = read.ignored
                let patient = recorded.entry.patient
                if entries[patient] == nil { patients.append(patient) }
                entries[patient, default: []].append(recorded)
            }
        }
        courses = patients.map { DiaryCourse(entries[$0] ?? []) }
        self.ignored = ignored
    }

    /// The entries of each course with their answers, earliest first.
    ///
    /// - Parameter confirmed: codes that are confirmed for the last entry of each course.
    func answered(
        by engine: DosingEngine, confirmed: Set<String> = []
    ) throws(CommandFailure) -> [[CourseEntry]] {
        var answers: [[CourseEntry]] = []
        for course in courses { answers.append(try answered(course, engine, confirmed)) }
        return answers
    }

    private func answered(
        _ course: DiaryCourse, _ engine: DosingEngine, _ confirmed: Set<String>
    ) throws(CommandFailure) -> [CourseEntry] {
        var entries: [CourseEntry] = []
        let last = course.entries.last?.id
        for recorded in course.entries {
            let outcome = try computing { () throws(QuantityError) in
                try engine.assessment(
                    of: recorded, in: course, confirmed: recorded.id == last ? confirmed : [])
            }
            let header = AssessmentHeader(
                recorded, in: course, recordedAt: Timestamp.text(recorded.entry.recordedAt),
                ignored: ignored[recorded.id] ?? [])
            entries.append(CourseEntry(header: header, entry: recorded.entry, outcome: outcome))
        }
        return entries
    }
}

extension CourseEntry {
    /// Whether a safety stop stands for the entry; one that was replaced counts no longer.
    var isRefused: Bool {
        guard case .stopped = outcome else { return false }
        return header.replacedBy == nil
    }
}

extension DiaryReader {
    /// The entries in the bytes of a file.
    func readings(_ bytes: [UInt8], of path: String) throws(CommandFailure) -> [DiaryReading] {
        do throws(DiaryError) {
            return try readings(bytes)
        } catch {
            throw .diary(path: path, error)
        }
    }

    /// The entry in the bytes of a file that holds one.
    func entry(_ bytes: [UInt8], of path: String) throws(CommandFailure) -> DiaryEntry {
        do throws(DiaryError) {
            return try decode(bytes)
        } catch {
            throw .diary(path: path, error)
        }
    }
}
