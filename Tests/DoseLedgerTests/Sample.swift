import DoseLedger
import PainDiary
import PainDosing
import Synchronization
import Testing

/// Arrivals as a daemon would record them.
enum Sample {
    static let tableSet = digest(0xA0)
    static let policy = ContentDigest(of: Array("policy".utf8))

    /// What an entry holds, by its digest.
    private static let contents = Mutex<[ContentDigest: [UInt8]]>([:])

    /// The digest of the bytes that `entry` then has.
    static func digest(_ byte: UInt8, _ second: UInt8 = 0) -> ContentDigest {
        let bytes = [0x7B, byte, second]
        let digest = ContentDigest(of: bytes)
        contents.withLock { $0[digest] = bytes }
        return digest
    }

    static func bytes(of digest: ContentDigest) -> [UInt8] {
        contents.withLock { $0[digest] } ?? []
    }

    static func assessment(
        outcome: AssessmentOutcome = .computed, omedd: String? = "285/2", json: String = "{}",
        severity: AlertSeverity? = nil
    ) -> NewAssessment {
        NewAssessment(
            tableSet: tableSet, policy: policy, engine: "1.0.0", outcome: outcome,
            json: Array(json.utf8), omedd: omedd, severity: severity, madeAt: 1_001)
    }

    static func entry(
        _ digest: ContentDigest, patient: String = "p1", recordedAt: Int64 = 900,
        replaces: ContentDigest? = nil, withdraws: ContentDigest? = nil,
        assessment: NewAssessment = assessment()
    ) -> NewEntry {
        NewEntry(
            digest: digest, patient: patient, recordedAt: recordedAt, offsetMinutes: -90,
            format: "pain-diary/1", bytes: bytes(of: digest), replaces: replaces,
            withdraws: withdraws,
            assessment: assessment)
    }

    static func arrival(_ claim: String, _ entry: NewEntry) -> NewArrival {
        NewArrival(
            fileName: Array("\(claim).json".utf8), identity: claim, receivedAt: 1_000,
            finding: .entry(entry))
    }

    static func rejection(_ claim: String) -> NewArrival {
        NewArrival(
            fileName: [0x66, 0xFF, 0x0A], identity: claim, receivedAt: 1_000,
            finding: .rejection(code: "not-json", reason: "found x", digest: nil))
    }
}
