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

    /// What the ledger holds around entries: all that their assessments look at, and all that those
    /// look at which they change.
    ///
    /// That is a week before and two weeks after each of them, since a confirmation may come a week
    /// after what looks back on them, and the same around every entry of the same place and every one
    /// that these confirm, since where one begins or ceases to count the entries after it change.
    func surroundings(
        of entries: [RecordedEntry], in ledger: Ledger, _ goesOn: @escaping () -> Void = {}
    ) throws(CourseFailure) -> [StoredDiary] {
        var found = Surroundings(goesOn)
        let given = Given(entries)
        var centres: [ContentDigest: RecordedEntry] = [:]
        for recorded in entries {
            for related in try related(to: recorded, given, in: ledger, &found) {
                centres[related.id] = related
            }
        }
        for digest in centres.values.flatMap({ $0.entry.confirms.compactMap(\.entry) })
        where centres[digest] == nil {
            guard let confirmed = try stored(digest, in: ledger, &found) else { continue }
            centres[digest] = confirmed
        }
        try read(around: Array(centres.values), in: ledger, &found)
        // Whether a correction that was found counts is seen by those of the same place.
        for diary in found.stored.values where diary.recorded.entry.corrects != nil {
            _ = try related(to: diary.recorded, given, in: ledger, &found)
        }
        return Array(found.stored.values)
    }

    /// The patients whose courses some entries make depend on each other.
    func linkedPatients(
        of entries: [RecordedEntry], in ledger: Ledger, _ goesOn: @escaping () -> Void = {}
    ) throws(LedgerError) -> [Set<PatientID>] {
        let given = Given(entries)
        var found = Surroundings(goesOn)
        for recorded in entries {
            do throws(CourseFailure) {
                _ = try related(to: recorded, given, in: ledger, &found)
            } catch .ledger(let error) {
                throw error
            } catch {
                // The same failure refuses the entry when it is to be assessed.
                continue
            }
        }
        return (entries + found.stored.values.map(\.recorded)).linkedPatients
    }

    /// What has been read.
    private struct Surroundings {
        var stored: [ContentDigest: StoredDiary] = [:]
        /// The entries whose place was followed to all its ends.
        var followed: Set<ContentDigest> = []
        /// Called between what is read.
        let goesOn: () -> Void

        init(_ goesOn: @escaping () -> Void) {
            self.goesOn = goesOn
        }
    }

    /// Entries that may not be in the ledger yet.
    private struct Given {
        let byID: [ContentDigest: RecordedEntry]
        let correcting: [ContentDigest: [RecordedEntry]]

        init(_ entries: [RecordedEntry]) {
            byID = Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            correcting = entries.reduce(into: [:]) { correcting, recorded in
                guard let corrected = recorded.entry.corrects else { return }
                correcting[corrected, default: []].append(recorded)
            }
        }
    }

    /// The entries that an entry corrects or is corrected by, in turn, with itself; those of the ledger
    /// are added to what was found.
    ///
    /// Each entry corrects one other at most, so that they are a tree: up to its root entry by entry,
    /// down from there with a single look at the ledger, whose answer holds all below.
    private func related(
        to recorded: RecordedEntry, _ given: Given, in ledger: Ledger, _ found: inout Surroundings
    ) throws(CourseFailure) -> [RecordedEntry] {
        var related = [recorded.id: recorded]
        var root = recorded.id
        var above = recorded.entry.corrects
        var seen: Set<ContentDigest> = []
        while let digest = above, !found.followed.contains(root), seen.insert(root).inserted {
            found.goesOn()
            root = digest
            var known = given.byID[digest]
            if known == nil { known = try stored(digest, in: ledger, &found) }
            if let known { related[digest] = known }
            above = known?.entry.corrects
        }
        var open = [root]
        // Those whose corrections in the ledger are known already, by the look at what they correct.
        var covered: Set<ContentDigest> = []
        while let digest = open.popLast() {
            guard found.followed.insert(digest).inserted else { continue }
            var entries = given.correcting[digest] ?? []
            if !covered.contains(digest) {
                for place in try corrections(of: digest, in: ledger) {
                    found.goesOn()
                    covered.insert(place.digest)
                    entries.append(try read(place, in: ledger, &found))
                }
            }
            for entry in entries {
                related[entry.id] = entry
                open.append(entry.id)
            }
        }
        return related.values.sorted()
    }

    private func corrections(
        of digest: ContentDigest, in ledger: Ledger
    ) throws(CourseFailure) -> [EntryPlace] {
        do throws(LedgerError) {
            return try ledger.corrections(of: digest)
        } catch {
            throw CourseFailure(error)
        }
    }

    private func read(
        around centres: [RecordedEntry], in ledger: Ledger, _ found: inout Surroundings
    ) throws(CourseFailure) {
        let places = try places(around: centres, in: ledger, found.goesOn)
            .filter { found.stored[$0.digest] == nil }
        var rest = places[...]
        while !rest.isEmpty {
            found.goesOn()
            let some = Array(rest.prefix(CourseReader.decodedAtOnce))
            rest = rest.dropFirst(some.count)
            for (place, recorded) in zip(some, try self.recorded(some, in: ledger)) {
                found.stored[place.digest] = StoredDiary(number: place.number, recorded: recorded)
            }
        }
    }

    /// The entries of the ledger in the windows of time around some.
    private func places(
        around centres: [RecordedEntry], in ledger: Ledger, _ goesOn: () -> Void
    ) throws(CourseFailure) -> [EntryPlace] {
        let back = DiaryCourse.questionWindowHours
        // Whoever looks back on it, and what confirms those.
        let on = back + DiaryCourse.longestWindowHours
        let windows = Dictionary(grouping: centres, by: \.entry.patient).mapValues { centres in
            Set(
                centres.map { recorded in
                    let moment = recorded.entry.recordedAt.instant
                    return moment.hoursEarlier(back)
                        .secondsSince1970...moment.hoursLater(on).secondsSince1970
                })
        }
        var found: [ContentDigest: EntryPlace] = [:]
        func add(_ patient: PatientID, _ window: ClosedRange<Int64>) throws(CourseFailure) {
            goesOn()
            do throws(LedgerError) {
                let places = try ledger.history(
                    patient: patient.text, from: window.lowerBound, to: window.upperBound)
                for place in places { found[place.digest] = place }
            } catch {
                throw CourseFailure(error)
            }
        }
        for (patient, windows) in windows {
            do throws(CourseFailure) {
                for window in windows.joinedWhereTheyMeet { try add(patient, window) }
            } catch .tooLong {
                // What is too much at once may not be too much around each.
                for window in windows { try add(patient, window) }
            }
        }
        return Array(found.values)
    }

    private func read(
        _ place: EntryPlace, in ledger: Ledger, _ found: inout Surroundings
    ) throws(CourseFailure) -> RecordedEntry {
        if let known = found.stored[place.digest] { return known.recorded }
        let recorded = try recorded(place, in: ledger)
        found.stored[place.digest] = StoredDiary(number: place.number, recorded: recorded)
        return recorded
    }

    private func recorded(
        _ place: EntryPlace, in ledger: Ledger
    ) throws(CourseFailure) -> RecordedEntry {
        if let recorded = decoded.value(of: place.digest) {
            return recorded.arriving(place.number)
        }
        let content = try content(of: place, in: ledger)
        return try recorded(place, content.bytes, format: content.format)
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
        return zip(places, entries).compactMap { $1?.arriving($0.number) }
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

    /// The entry of a digest, added to what was found; nil if it has not come.
    private func stored(
        _ digest: ContentDigest, in ledger: Ledger, _ found: inout Surroundings
    ) throws(CourseFailure) -> RecordedEntry? {
        if let known = found.stored[digest] { return known.recorded }
        let place: EntryPlace?
        do throws(LedgerError) {
            place = try ledger.place(of: digest)
        } catch {
            throw CourseFailure(error)
        }
        guard let place else { return nil }
        return try read(place, in: ledger, &found)
    }

    /// An entry as the ledger keeps it, decoded.
    func recorded(
        _ place: EntryPlace, _ bytes: [UInt8], format: String
    ) throws(CourseFailure) -> RecordedEntry {
        do throws(DiaryError) {
            let recorded = RecordedEntry(
                id: place.digest, entry: try diary.decode(bytes, stored: format),
                arrival: place.number)
            remember(recorded, weight: bytes.count)
            return recorded
        } catch {
            throw .unreadable(place.digest, error)
        }
    }
}

extension Set<ClosedRange<Int64>> {
    /// The same stretches of time, those that meet as one: entries of one patient mostly lie close
    /// together, and each look at the ledger would find nearly the same.
    fileprivate var joinedWhereTheyMeet: [ClosedRange<Int64>] {
        sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, window in
            if let last = joined.last, window.lowerBound <= last.upperBound {
                joined[joined.count - 1] =
                    last.lowerBound...Swift.max(last.upperBound, window.upperBound)
            } else {
                joined.append(window)
            }
        }
    }
}
