import DoseReport
import PainDiary
import PainDosing
import Quantities

/// Diary files as the courses of the patients that they are of.
struct CourseFiles {
    /// The course of each patient, in the order in which the files name them.
    private let courses: [(patient: PatientID, course: DiaryCourse)]
    /// What of the files was ignored.
    private let ignored: [ContentDigest: [String]]

    /// Reads all files, which came in the order in which they are given; "-" is standard input.
    ///
    /// - Parameter recordedAt: when a FHIR bundle without a timestamp was made.
    init(
        _ files: [String], _ tables: TableSet, recordedAt: LocalInstant? = nil
    ) throws(CommandFailure) {
        let reader = DiaryReader(
            regimens: RegimenShorthand(tables: tables), recordedAt: recordedAt)
        var ignored: [ContentDigest: [String]] = [:]
        var entries: [RecordedEntry] = []
        for path in files {
            let bytes = try InputFile.bytes(of: path)
            for read in try reader.readings(bytes, of: path) {
                let recorded = read.recorded.arriving(Int64(entries.count))
                ignored[recorded.id] = read.ignored
                entries.append(recorded)
            }
        }
        courses = CourseFiles.courses(entries)
        self.ignored = ignored
    }

    /// One for each patient; patients whose entries correct each other's share theirs.
    private static func courses(
        _ entries: [RecordedEntry]
    ) -> [(patient: PatientID, course: DiaryCourse)] {
        let links = entries.linkedPatients
        func link(of patient: PatientID) -> PatientID {
            links.first { $0.contains(patient) }?.min() ?? patient
        }
        let shared = Dictionary(grouping: entries) { link(of: $0.entry.patient) }
            .mapValues { DiaryCourse($0) }
        var seen: Set<PatientID> = []
        return entries.map(\.entry.patient).filter { seen.insert($0).inserted }.map { patient in
            (patient, shared[link(of: patient)] ?? .empty)
        }
    }

    /// The entries of each course with their answers, earliest first.
    ///
    /// - Parameter confirmed: codes that are confirmed for the last entry of each course.
    func answered(
        by engine: DosingEngine, confirmed: Set<String> = []
    ) throws(CommandFailure) -> [[CourseEntry]] {
        guard confirmed.isEmpty || courses.count == 1 else {
            throw .usage("--confirm is for one patient; these files are of \(courses.count)")
        }
        var answers: [[CourseEntry]] = []
        for (patient, course) in courses {
            answers.append(try answered(patient, course, engine, confirmed))
        }
        return answers
    }

    private func answered(
        _ patient: PatientID, _ course: DiaryCourse, _ engine: DosingEngine,
        _ confirmed: Set<String>
    ) throws(CommandFailure) -> [CourseEntry] {
        var entries: [CourseEntry] = []
        let ofPatient = course.entries.filter { $0.entry.patient == patient }
        // A withdrawal says nothing that could be confirmed.
        let last = ofPatient.last { $0.entry.withdraws == nil }?.id
        for recorded in ofPatient {
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

extension [CourseEntry] {
    /// Why no dose is given for some of the entries that count: a stop before a question, a question
    /// before a missing figure; nil where each has one.
    var failure: CommandFailure? {
        let refusals = compactMap { entry -> Refusal? in
            guard case .stopped(let refusal) = entry.outcome, entry.header.counts else {
                return nil
            }
            return refusal
        }
        if refusals.contains(where: { !$0.isQuestion && !$0.isMissingFigure }) { return .refused }
        if refusals.contains(where: \.isQuestion) { return .asked }
        return refusals.isEmpty ? nil : .noFigure
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
