import DiarySpool
import DoseLedger
import DoseReport
import PainDosing
import Quantities
import SystemPackage

/// Keeps the patients' pages and the overview of the ward as the ledger has it, after the work.
///
/// The ledger knows up to which answer the pages are, so that nothing has to be remembered: after a
/// crash the rest is written. Pages are written in short turns with rests between them while no file
/// waits; while files keep coming, one such turn in each interval.
struct WardPages {
    /// How long a turn may last before it begins another page: a file that comes meanwhile waits for
    /// this, for one page, and until the disk has them.
    private static let turn = Duration.milliseconds(1)
    /// How many answers are looked at at once.
    private static let step = 256
    /// The most patients that the overview lists.
    private static let mostPatients = 200
    /// How old the overview may become, where the loop is awake anyway: its age tells that the service
    /// lives, and it tells the age of the entries.
    private static let oldest = Duration.seconds(900)

    private let overview: SpoolName
    private let folder: SpoolName
    private var pace: PagePace
    /// Makes answers again with the ledger that it was made for.
    private var repeater: (ledger: Ledger, repeater: AnswerRepeater)?
    /// Whether it is known that the pages of earlier runs are there.
    private var hasLooked = false
    /// Whether the last attempt failed, which was told.
    private var hasFailed = false

    /// Nil where no pages are wanted.
    ///
    /// - Parameter seconds: the shortest time between two writings of a page; 0 for no pages.
    init?(seconds: Int) {
        guard seconds > 0, let overview = SpoolName("index.html"),
            let folder = SpoolName(WardPatient.folder)
        else { return nil }
        self.overview = overview
        self.folder = folder
        pace = PagePace(every: .seconds(seconds), oldest: WardPages.oldest, at: .now)
    }

    /// Notes that there are new answers.
    mutating func want() { pace.want(at: .now) }

    /// How long the loop may sleep before a page is to be written.
    var rest: Duration { pace.rest(at: .now) ?? .seconds(86_400) }

    /// Writes some pages if it is time; a failure of the disk is told once, and tried again later.
    ///
    /// - Parameter isQuiet: whether no file waits.
    /// - Throws: `LedgerError`.
    mutating func turn(
        isQuiet: Bool, _ ledger: Ledger, _ reader: EntryReader, _ reports: DirectoryWriter,
        at now: Int64, _ announcer: Announcer
    ) throws(LedgerError) {
        let start = SuspendingClock.Instant.now
        guard pace.isDue(at: start, isQuiet: isQuiet) else { return }
        do {
            if !pace.isOverviewNext {
                let isWhole = try writePages(ledger, reader, reports)
                pace.pagesWritten(from: start, to: .now, isWhole: isWhole)
                // In a turn of its own, so that a file that comes meanwhile waits for one of them; while
                // files keep coming, turns are far apart.
                if isQuiet { return }
            }
            if pace.isOverviewNext {
                try writeOverview(ledger, reports, at: now)
                pace.overviewWritten(from: start, to: .now)
            }
            hasFailed = false
        } catch let error as DirectoryWriterError {
            reports.abandon()
            pace.failed(at: .now)
            // Pages that were written have gone with their folder.
            if case .vanished = error { hasLooked = false }
            if !hasFailed { announcer.deferred("The pages could not be written: \(error)") }
            hasFailed = true
        } catch {
            reports.abandon()
            pace.failed(at: .now)
            throw LedgerError(error)
        }
    }

    /// Writes pages for a while, then has the ledger note them.
    ///
    /// - Returns: whether the pages show everything.
    private mutating func writePages(
        _ ledger: Ledger, _ reader: EntryReader, _ reports: DirectoryWriter
    ) throws -> Bool {
        if !hasLooked, !isOverviewThere(reports) { try ledger.forgetShown() }
        hasLooked = true
        var repeater = repeater(for: ledger, reader)
        defer { self.repeater = (ledger, repeater) }
        let end = SuspendingClock.Instant.now.advanced(by: WardPages.turn)
        let start = try ledger.coursePageCounts().mark
        var (mark, isDone, isLate) = (start, false, false)
        var pages: [String: CoursePage] = [:]
        while !isDone, !isLate {
            let answers = try ledger.unshownAnswers(after: mark, limit: WardPages.step)
            for patient in answers.patients where pages[patient] == nil {
                guard !isLate else { break }
                pages[patient] = try page(of: patient, ledger, &repeater, reports)
                isLate = .now >= end
            }
            // Those that are done are known by their rows when this step is taken up again.
            guard answers.patients.allSatisfy({ pages[$0] != nil }) else { break }
            mark = answers.end
            isDone = answers.isLast
            isLate = .now >= end
        }
        try reports.publish()
        if mark > start || !pages.isEmpty {
            try ledger.recordShown(pages.values.sorted { $0.patient < $1.patient }, through: mark)
        }
        return isDone
    }

    /// Whoever wants all pages anew deletes the overview.
    private func isOverviewThere(_ reports: DirectoryWriter) -> Bool {
        let path = reports.path.appending(overview.display)
        // What can't be opened is written anew in any case.
        guard let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec]) else {
            return false
        }
        // Nothing was written to it.
        try? file.close()
        return true
    }

    /// One that remembers entries of its own, so that those that the work needs stay remembered.
    private func repeater(for ledger: Ledger, _ reader: EntryReader) -> AnswerRepeater {
        if let repeater, repeater.ledger === ledger { return repeater.repeater }
        return AnswerRepeater(ledger, current: EntryReader(setup: reader.setup))
    }

    /// Stages the page of a patient, where there is one, and says what the overview says.
    private func page(
        of patient: String, _ ledger: Ledger, _ repeater: inout AnswerRepeater,
        _ reports: DirectoryWriter
    ) throws -> CoursePage {
        let name = try ledger.coursePageName(of: patient)
        guard let course = try StoredCourse(of: patient, in: ledger, &repeater) else {
            throw LedgerError.unreadable(column: "patient")
        }
        guard course.isWhole, let setup = course.setup, let file = SpoolName("\(name).html"),
            let line = WardPatient(course.entries, page: WardPatient.address(name))
        else {
            guard let line = WardPatient(course.latest) else {
                throw LedgerError.unreadable(column: "offsetMinutes")
            }
            return line.kept(as: name)
        }
        let report = HTMLReport(tables: setup.engine.tables, policy: setup.engine.policy)
        let html = report.course(course.entries, missing: course.missing)
        try reports.stage(Array(html.utf8), as: file, in: folder)
        return line.kept(as: name)
    }

    private mutating func writeOverview(
        _ ledger: Ledger, _ reports: DirectoryWriter, at now: Int64
    ) throws {
        let counts = try ledger.coursePageCounts()
        let page = WardOverview(
            now: Instant(secondsSince1970: now),
            patients: try ledger.coursePages(
                since: now - WardOverview.longestSilence, limit: WardPages.mostPatients
            ).compactMap { WardPatient($0) },
            total: Int(counts.patients), behind: Int(counts.behind),
            lastFileAt: try ledger.counts().lastArrivalAt.map { Instant(secondsSince1970: $0) })
        try reports.stage(Array(page.html.utf8), as: overview)
        try reports.publish()
    }
}
