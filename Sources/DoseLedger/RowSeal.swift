import PainDiary
import PainDosing

/// The digest of a row's values, kept beside the row: SQLite's pages have no checksums.
///
/// Rows of ledgers before the tenth step have none; their bytes are known by the entry's digest alone.
struct RowSeal {
    private var bytes: [UInt8] = []

    /// The seal of an entry; its bytes are in it by their digest.
    static func entry(
        digest: ContentDigest, patient: String, recordedAt: Int64, offsetMinutes: Int,
        format: String, replaces: ContentDigest?, withdraws: ContentDigest?, receivedAt: Int64
    ) -> ContentDigest {
        var seal = RowSeal()
        seal.add(digest.bytes)
        seal.add(patient)
        seal.add("\(recordedAt)")
        seal.add("\(offsetMinutes)")
        seal.add(format)
        seal.add(replaces?.bytes)
        seal.add(withdraws?.bytes)
        seal.add("\(receivedAt)")
        return ContentDigest(of: seal.bytes)
    }

    /// The seal of an answer.
    static func answer(
        entry: Int64, tableSet: ContentDigest, policy: ContentDigest, engine: String,
        json: [UInt8], outcome: AssessmentOutcome, omedd: String?, severity: AlertSeverity?,
        madeAt: Int64
    ) -> ContentDigest {
        var seal = RowSeal()
        seal.add("\(entry)")
        seal.add(tableSet.bytes)
        seal.add(policy.bytes)
        seal.add(engine)
        seal.add(json)
        seal.add(outcome.rawValue)
        seal.add(omedd)
        seal.add(severity?.rawValue)
        seal.add("\(madeAt)")
        return ContentDigest(of: seal.bytes)
    }

    private mutating func add(_ text: String?) { add(text.map { Array($0.utf8) }) }

    /// With its length before it, so that no two rows read alike.
    private mutating func add(_ value: [UInt8]?) {
        bytes += Array((value.map { "\($0.count):" } ?? "-:").utf8)
        bytes += value ?? []
    }
}
