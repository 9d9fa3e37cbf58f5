import DoseLedger
import PainDiary
import PainDosing
import ParallelMap
import Quantities

/// An entry of the ledger, decoded.
struct StoredDiary {
    /// Its number in the ledger.
    let number: Int64
    let recorded: RecordedEntry
}

/// Reads from the ledger what bears on the assessments of entries, decoded by one setup.
///
/// Entries that were decoded lately are remembered, so that the next entry of a patient costs little.
final class CourseReader {
    /// Bytes of diary files whose entries are remembered.
    private static let capacity = 8 << 20
    /// Entries that are read from the ledger before they are decoded.
    private static let decodedAtOnce = 64

    private let diary: DiaryReader
    private var decoded = RecentlyUsed<ContentDigest, RecordedEntry>(capacity: capacity)

    init(_ diary: DiaryReader) {
        self.diary = diary
    }

    /// Remembers an entry that was decoded outside.
    func remember(_ recorded: RecordedEntry, weight: Int) {
        guard decoded.value(of: recorded.id) == nil else { return }
        decoded.remember(recorded, weight: weight, as: recorded.id)
    }

    /// What the ledger holds around entries of one patient: all that their assessments look at, and
    /// all that those look at which they change.
    ///
    /// That is a week before and after each of them, and the same around every entry that they
    /// replace, in turn, since where one no longer counts the entries after it change.
    func surroundings(
        of entries: [RecordedEntry], in ledger: Ledger
    ) throws(CourseFailure) -> [StoredDiary] {
        var found = Surroundings()
        for recorded in entries { try read(around: recorded, in: ledger, &found) }
        let given = Dictionary(
            entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard let patient = entries.first?.entry.patient else { return [] }
        var open = entries.compactMap(\.entry.replaces)
        var seen: Set<ContentDigest> = []
        while let digest = open.popLast() {
            guard seen.insert(digest).inserted else { continue }
            // Others that stand in the same place may count no longer.
            for sibling in try corrections(of: digest, patient, in: ledger, &found) {
                try read(around: sibling, in: ledger, &found)
            }
            var replaced = found.stored[digest]?.recorded ?? given[digest]
            if replaced == nil { replaced = try stored(digest, in: ledger) }
            guard let replaced, replaced.entry.patient == patient else { continue }
            try read(around: replaced, in: ledger, &found)
            if let next = replaced.entry.replaces { open.append(next) }
        }
        // Whether a correction that was found counts is seen by those that stand in the same place.
        open = found.stored.values.compactMap(\.recorded.entry.replaces)
        while let digest = open.popLast() {
            guard seen.insert(digest).inserted else { continue }
            let siblings = try corrections(of: digest, patient, in: ledger, &found)
            open += siblings.compactMap(\.entry.replaces)
        }
        return Array(found.stored.values)
    }

    /// What has been read, and in which windows of time.
    private struct Surroundings {
        var stored: [ContentDigest: StoredDiary] = [:]
        var windows: Set<ClosedRange<Int64>> = []
    }

    /// The entries that stand in the place of a digest, in turn; they are added to what was found.
    private func corrections(
        of digest: ContentDigest, _ patient: PatientID, in ledger: Ledger,
        _ found: inout Surroundings
    ) throws(CourseFailure) -> [RecordedEntry] {
        let places: [EntryPlace]
        do throws(LedgerError) {
            places = try ledger.replacements(of: digest, patient: patient.text)
        } catch {
            throw CourseFailure(error)
        }
        var corrections: [RecordedEntry] = []
        for place in places {
            let recorded = try self.recorded(place, in: ledger)
            found.stored[place.digest] = StoredDiary(number: place.number, recorded: recorded)
            corrections.append(recorded)
        }
        return corrections
    }

    private func read(
        around recorded: RecordedEntry, in ledger: Ledger, _ found: inout Surroundings
    ) throws(CourseFailure) {
        let places = try places(around: recorded, in: ledger, &found.windows)
            .filter { found.stored[$0.digest] == nil }
        var rest = places[...]
        while !rest.isEmpty {
            let some = Array(rest.prefix(CourseReader.decodedAtOnce))
            rest = rest.dropFirst(some.count)
            for (place, recorded) in zip(some, try self.recorded(some, in: ledger)) {
                found.stored[place.digest] = StoredDiary(number: place.number, recorded: recorded)
            }
        }
    }

    private func places(
        around recorded: RecordedEntry, in ledger: Ledger, _ windows: inout Set<ClosedRange<Int64>>
    ) throws(CourseFailure) -> [EntryPlace] {
        let (patient, moment) = (recorded.entry.patient.text, recorded.entry.recordedAt.instant)
        let start = moment.hoursEarlier(DiaryCourse.longestWindowHours).secondsSince1970
        let end = moment.hoursEarlier(-DiaryCourse.longestWindowHours).secondsSince1970
        do throws(LedgerError) {
            // Its corrections may have come before it, so they are asked for by its digest.
            let replacements = try ledger.replacements(of: recorded.id, patient: patient)
            guard windows.insert(start...end).inserted else { return replacements }
            return try ledger.history(patient: patient, from: start, to: end) + replacements
        } catch {
            throw CourseFailure(error)
        }
    }

    private func recorded(
        _ place: EntryPlace, in ledger: Ledger
    ) throws(CourseFailure) -> RecordedEntry {
        if let recorded = decoded.value(of: place.digest) { return recorded }
        let content = try content(of: place, in: ledger)
        return try recorded(place.digest, content.bytes, format: content.format)
    }

    /// Several entries, of which those that are not remembered are decoded on all cores.
    private func recorded(
        _ places: [EntryPlace], in ledger: Ledger
    ) throws(CourseFailure) -> [RecordedEntry] {
        var entries = places.map { decoded.value(of: $0.digest) }
        let unknown = entries.indices.filter { entries[$0] == nil }
        let contents = try unknown.map { index throws(CourseFailure) in
            try content(of: places[index], in: ledger)
        }
        let results = contents.parallelMap { [diary] content in
            Result { () throws(DiaryError) in
                try diary.decode(content.bytes, stored: content.format)
            }
        }
        for (index, (content, result)) in zip(unknown, zip(contents, results)) {
            do throws(DiaryError) {
                let recorded = RecordedEntry(id: places[index].digest, entry: try result.get())
                remember(recorded, weight: content.bytes.count)
                entries[index] = recorded
            } catch {
                throw .unreadable(places[index].digest, error)
            }
        }
        return entries.compactMap { $0 }
    }

    private func content(
        of place: EntryPlace, in ledger: Ledger
    ) throws(CourseFailure) -> EntryContent {
        do throws(LedgerError) {
            return try ledger.content(of: place)
        } catch {
            throw CourseFailure(error)
        }
    }

    /// An entry outside the windows that were read; nil if it has not come.
    private func stored(
        _ digest: ContentDigest, in ledger: Ledger
    ) throws(CourseFailure) -> RecordedEntry? {
        let stored: StoredEntry?
        do throws(LedgerError) {
            stored = try ledger.entry(digest)?.entry
        } catch {
            throw CourseFailure(error)
        }
        guard let stored else { return nil }
        return try recorded(digest, stored.bytes, format: stored.format)
    }

    /// An entry as the ledger keeps it, decoded.
    func recorded(
        _ digest: ContentDigest, _ bytes: [UInt8], format: String
    ) throws(CourseFailure) -> RecordedEntry {
        do throws(DiaryError) {
            let recorded = RecordedEntry(
                id: digest, entry: try diary.decode(bytes, stored: format))
            remember(recorded, weight: bytes.count)
            return recorded
        } catch {
            throw .unreadable(digest, error)
        }
    }
}
