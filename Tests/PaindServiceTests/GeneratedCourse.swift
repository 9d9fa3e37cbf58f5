import PainDiary
import PainDosing
import Quantities
import TestSupport

/// Diary files as patients and their nurses might make them: gaps and bursts, the same second twice,
/// other clocks, corrections of corrections, two corrections of one entry, corrections of another time.
struct GeneratedCourse {
    /// The bytes of the files, in the order in which they were made.
    let files: [[UInt8]]

    /// Hours between two entries: bursts, the usual, and the edges of every window.
    private static let gaps = [0, 0, 1, 4, 4, 12, 24, 48, 72, 167, 168, 169]

    init(count: Int, using random: inout SeededGenerator) {
        var files: [[UInt8]] = []
        var known: [(digest: ContentDigest, moment: Int64)] = []
        var moment = ServiceFolder.now - 60 * 86_400
        for number in 0..<count {
            moment += Int64(Self.gaps.randomElement(using: &random) ?? 0) * 3600
            let corrected =
                Int.random(in: 0..<3, using: &random) == 0
                ? known.randomElement(using: &random) : nil
            let keepsTime = Int.random(in: 0..<4, using: &random) > 0
            let recordedAt = keepsTime ? corrected?.moment ?? moment : moment
            let bytes = Self.file(
                number, at: recordedAt, replacing: corrected?.digest, using: &random)
            files.append(bytes)
            known.append((ContentDigest(of: bytes), recordedAt))
        }
        self.files = files
    }

    private static func file(
        _ number: Int, at moment: Int64, replacing digest: ContentDigest?,
        using random: inout SeededGenerator
    ) -> [UInt8] {
        let offset = [0, 60, 120, -330].randomElement(using: &random) ?? 0
        let patient = Int.random(in: 0..<6, using: &random) == 0 ? "P-2" : "P-1"
        let instant = Instant(secondsSince1970: moment)
        let recordedAt = LocalInstant(instant, offsetMinutes: offset) ?? LocalInstant(utc: instant)
        let replaces = digest.map { ",\"replaces\":\"\($0)\"" } ?? ""
        return Array(
            """
            {"schema":"pain-diary/1","patient":"\(patient)",\
            "recordedAt":"\(Timestamp.text(recordedAt))",\
            "pain":{"background":\(Int.random(in: 0...10, using: &random))},\
            "regimen":["morphine MR \(Int.random(in: 1...6, using: &random) * 10) mg bd"],\
            "taken":[{"at":"\(Timestamp.text(recordedAt))","opioid":"morphine",\
            "formulation":"IR","dose":"\(Int.random(in: 1...4, using: &random) * 5) mg"}],\
            "context":{"comedications":["drug \(number)"]}\(replaces)}
            """.utf8)
    }
}
