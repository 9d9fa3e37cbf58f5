import PainDiary
import PainDosing
import Quantities
import TestSupport

/// Diary files as patients and their nurses might make them: gaps and bursts, the same second twice,
/// other clocks, corrections of corrections, two corrections of one entry, corrections of another time.
struct GeneratedCourse {
    private struct Page {
        let number: Int
        let patient: String
        let moment: Int64
        let offsetMinutes: Int
        let background: Int
        let scheduled: Int
        let taken: Int
        let replaces: ContentDigest?
    }

    /// Hours between two entries: bursts, the usual, and the edges of every window.
    private static let gaps = [0, 0, 1, 4, 4, 12, 24, 48, 72, 167, 168, 169]

    private let pages: [Page]

    /// - Parameter hasRivals: whether two may correct the same.
    init(count: Int, hasRivals: Bool = true, using random: inout SeededGenerator) {
        var pages: [Page] = []
        var moment = ServiceFolder.now - 60 * 86_400
        for number in 0..<count {
            moment += Int64(Self.gaps.randomElement(using: &random) ?? 0) * 3600
            let isCorrection = Int.random(in: 0..<3, using: &random) == 0
            let taken = Set(hasRivals ? [] : pages.compactMap(\.replaces))
            let free = pages.filter {
                taken.isEmpty || !taken.contains(ContentDigest(of: Self.file($0)))
            }
            let corrected = isCorrection ? free.randomElement(using: &random) : nil
            let keepsTime = Int.random(in: 0..<4, using: &random) > 0
            pages.append(
                Page(
                    number: number,
                    patient: Int.random(in: 0..<6, using: &random) == 0 ? "P-2" : "P-1",
                    moment: keepsTime ? corrected?.moment ?? moment : moment,
                    offsetMinutes: [0, 60, 120, -330].randomElement(using: &random) ?? 0,
                    background: Int.random(in: 0...10, using: &random),
                    scheduled: Int.random(in: 1...6, using: &random) * 10,
                    taken: Int.random(in: 1...4, using: &random) * 5,
                    replaces: corrected.map { ContentDigest(of: Self.file($0)) }))
        }
        self.pages = pages
    }

    /// The bytes of the files, in the order in which they were made.
    var files: [[UInt8]] { pages.map { Self.file($0) } }

    /// The same files with all times so many seconds later, under the names of the unshifted ones.
    func files(shiftedBy seconds: Int64) -> [(id: ContentDigest, bytes: [UInt8])] {
        pages.map { (ContentDigest(of: Self.file($0)), Self.file($0, shiftedBy: seconds)) }
    }

    private static func file(_ page: Page, shiftedBy seconds: Int64 = 0) -> [UInt8] {
        func text(minutesEarlier minutes: Int64) -> String {
            let instant = Instant(secondsSince1970: page.moment + seconds - minutes * 60)
            return Timestamp.text(
                LocalInstant(instant, offsetMinutes: page.offsetMinutes)
                    ?? LocalInstant(utc: instant))
        }
        let replaces = page.replaces.map { ",\"replaces\":\"\($0)\"" } ?? ""
        return Array(
            """
            {"schema":"pain-diary/1","patient":"\(page.patient)",\
            "recordedAt":"\(text(minutesEarlier: 0))","pain":{"background":\(page.background)},\
            "episodes":[{"at":"\(text(minutesEarlier: 90))","peak":8}],\
            "regimen":["morphine MR \(page.scheduled) mg bd"],\
            "taken":[{"at":"\(text(minutesEarlier: 30))","opioid":"morphine",\
            "formulation":"IR","dose":"\(page.taken) mg"}],\
            "context":{"comedications":["drug \(page.number)"]}\(replaces)}
            """.utf8)
    }
}
