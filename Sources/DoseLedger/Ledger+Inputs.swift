import Foundation
import GRDB
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

    /// A policy that was registered.
    ///
    /// - Throws: `LedgerError`.
    public func policy(_ digest: ContentDigest) throws(LedgerError) -> String? {
        try readingOnce { db in try LedgerInputs.policy(of: digest, in: db) }
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
