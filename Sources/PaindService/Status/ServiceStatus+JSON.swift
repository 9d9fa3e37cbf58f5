import DiarySpool
import DoseLedger
import PainDiary
import PainDosing
import Quantities
public import StrictJSON

extension ServiceStatus {
    /// The document `paincalc/status/1`.
    public var json: JSONValue {
        .object([
            "schema": .string("paincalc/status/1"),
            "at": .moment(at),
            "ledger": .string(ledger),
            "entries": .count(counts.entries),
            "assessments": .count(counts.assessments),
            "stops": .count(counts.stops),
            "queries": .count(counts.queries),
            "cautions": .count(counts.cautions),
            "files": .object([
                "accepted": .count(counts.accepted), "duplicate": .count(counts.duplicates),
                "rejected": .count(counts.rejected),
            ]),
            "outbox": .object([
                "pending": .count(counts.pending),
                "lastFailure": pendingFailure.map {
                    .object(["at": .moment($0.at), "reason": .string($0.reason)])
                },
            ]),
            "journal": journalJSON,
            "faults": faults.map { .array($0.map { .string($0) }) },
            "waiting": .object(["incoming": .waiting(incoming), "work": .waiting(work)]),
            "tables": .object([
                "configured": .string(configuredTables.description),
                "folder": tablesFolder.map { .string($0) },
                "lastUsed": lastUsedTables.map { .string($0.description) },
            ]),
            "lastFileAt": counts.lastArrivalAt.map { .moment($0) },
            "lastEntries": .array(lastEntries.map(\.json)),
            "rejectedFiles": .array(
                rejectedFiles.map { file in
                    .object([
                        "file": .string(file.displayName), "code": .string(file.reasonCode),
                        "reason": .string(file.reason), "receivedAt": .moment(file.receivedAt),
                    ])
                }),
        ])
    }
}

extension ServiceStatus {
    private var journalJSON: JSONValue {
        switch journal {
        case .none: .object(["lastRecord": .integer(0)])
        case .unknown(let reason): .object(["unknown": .string(reason)])
        case .compared(let first, let last, let missing):
            .object([
                "firstRecord": .count(first), "lastRecord": .count(last),
                "missing": .array(
                    missing.map { .array([.count($0.lowerBound), .count($0.upperBound)]) }),
            ])
        }
    }
}

extension ServiceStatus.LastEntry {
    fileprivate var json: JSONValue {
        let printed = isDamaged ? nil : omedd?.decimal()
        return .object([
            "entry": .string(digest.description),
            "recordedAt": recordedAt.map { .string(Timestamp.text($0)) },
            "receivedAt": .moment(receivedAt),
            "outcome": .string(outcome.rawValue),
            "severity": severity.map { .string($0.rawValue) },
            "mgPerDay": printed.flatMap { JSONNumber($0.text) }.map { .number($0) },
            "exact": printed?.isExact == false ? omedd.map { .string($0.description) } : nil,
            "isDamaged": .bool(isDamaged), "isReplaced": .bool(isReplaced),
            "isWithdrawn": .bool(isWithdrawn),
        ])
    }
}

extension RejectedFile {
    /// Its name, safe to print.
    var displayName: String { SpoolName(fileName)?.display ?? "" }
}

extension RecordSubject {
    /// The file's name, safe to print; nil for a new assessment.
    var displayName: String? { fileName.flatMap { SpoolName($0)?.display } }
}

extension JSONValue {
    fileprivate static func count(_ count: Int64) -> JSONValue { .integer(Int(count)) }

    fileprivate static func moment(_ seconds: Int64) -> JSONValue {
        .moment(Instant(secondsSince1970: seconds))
    }

    fileprivate static func moment(_ instant: Instant) -> JSONValue {
        .string(Timestamp.text(LocalInstant(utc: instant)))
    }

    fileprivate static func waiting(_ waiting: ServiceStatus.Waiting) -> JSONValue {
        switch waiting {
        case .files(let files):
            .object([
                "files": .integer(files.count), "oldestSince": files.oldest.map { .moment($0) },
            ])
        case .unknown(let reason): .object(["unknown": .string(reason)])
        }
    }
}
