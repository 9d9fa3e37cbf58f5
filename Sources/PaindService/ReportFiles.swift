import DiarySpool
import DoseReport
import PainDiary
import PainDosing

/// The two report files of an entry: text for people, JSON for programs.
///
/// They lie in a folder for each day of recording, named by time and digest: nothing of the input
/// names a file.
struct ReportFiles: Sendable {
    let folder: SpoolName
    let text: (name: SpoolName, bytes: [UInt8])
    let json: (name: SpoolName, bytes: [UInt8])

    /// The path of the text report below the report directory.
    var relativePath: String { "\(folder)/\(text.name)" }

    /// Nil only if a name could not be a file name, which UTC times and digests always can.
    init?(_ diary: AssessedDiary, engine: DosingEngine) {
        let report = TextReport(
            tables: engine.tables, policy: engine.policy, showsTrace: true)
        let words = report.assessment(diary.outcome, diary.header)
        self.init(
            digest: diary.header.entry, recordedAt: diary.entry.recordedAt, words: words,
            json: diary.json)
    }

    /// The report of an entry whose words can't be made again by this version.
    init?(digest: ContentDigest, recordedAt: LocalInstant, words: String, json: [UInt8]) {
        let moment = Timestamp.text(LocalInstant(utc: recordedAt.instant))
        let day = moment.prefix(10)
        let time = moment.dropFirst(11).prefix(8).filter { $0 != ":" }
        let stem = "\(time)Z-\(digest.description.prefix(12))"
        guard let folder = SpoolName(String(day)), let textName = SpoolName(stem + ".txt"),
            let jsonName = SpoolName(stem + ".json")
        else { return nil }
        self.folder = folder
        text = (textName, Array(words.utf8))
        self.json = (jsonName, json + [UInt8(ascii: "\n")])
    }
}
