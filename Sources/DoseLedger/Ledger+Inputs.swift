import Foundation
import GRDB
internal import PainDiary
public import PainDosing

extension Ledger {
    /// Keeps a table set, so that assessments made with it can be made again; known ones are left.
    ///
    /// - Throws: `LedgerError`, as `.conflictingContent` when other bytes stand under the digest.
    public func registerTableSet(
        _ digest: ContentDigest, archive: [UInt8]
    ) throws(LedgerError) {
        try writing { db in
            if let known = try LedgerInputs.archive(of: digest, in: db) {
                guard known == archive else { throw LedgerError.conflictingContent(digest) }
                return
            }
            try db.execute(
                sql: "INSERT INTO tableSet (sha256, archive) VALUES (?, ?)",
                arguments: [Data(digest.bytes), Data(archive)])
        }
    }

    /// Keeps a policy, so that assessments made with it can be made again; known ones are left.
    ///
    /// - Throws: `LedgerError`, as `.conflictingContent` when another text stands under the digest.
    public func registerPolicy(_ digest: ContentDigest, text: String) throws(LedgerError) {
        try writing { db in
            if let known = try LedgerInputs.policy(of: digest, in: db) {
                guard known == text else { throw LedgerError.conflictingContent(digest) }
                return
            }
            try db.execute(
                sql: "INSERT INTO policy (sha256, text) VALUES (?, ?)",
                arguments: [Data(digest.bytes), text])
        }
    }

    /// A table set that was registered.
    ///
    /// - Throws: `LedgerError`.
    public func tableSet(_ digest: ContentDigest) throws(LedgerError) -> [UInt8]? {
        try readingOnce { db in try LedgerInputs.archive(of: digest, in: db) }
    }

    /// The table sets that were registered, in that order.
    ///
    /// - Throws: `LedgerError`.
    public func tableSets() throws(LedgerError) -> [ContentDigest] {
        try readingOnce { db in
            try Row.fetchAll(db, sql: "SELECT sha256 FROM tableSet ORDER BY id").map { row in
                var reader = RowReader(row)
                return try reader.digest()
            }
        }
    }

    /// A policy that was registered.
    ///
    /// - Throws: `LedgerError`, as `.damagedRow` where what is stored is something else.
    public func policy(_ digest: ContentDigest) throws(LedgerError) -> String? {
        let text = try readingOnce { db in try LedgerInputs.policy(of: digest, in: db) }
        if let text, ContentDigest(of: Array(text.utf8)) != digest {
            throw .damagedRow(.policy(digest))
        }
        return text
    }
}

/// Reads what assessments were made with.
private enum LedgerInputs {
    static func archive(of digest: ContentDigest, in db: Database) throws -> [UInt8]? {
        try Data.fetchOne(
            db, sql: "SELECT archive FROM tableSet WHERE sha256 = ?",
            arguments: [Data(digest.bytes)]
        ).map { [UInt8]($0) }
    }

    static func policy(of digest: ContentDigest, in db: Database) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT text FROM policy WHERE sha256 = ?", arguments: [Data(digest.bytes)])
    }
}
