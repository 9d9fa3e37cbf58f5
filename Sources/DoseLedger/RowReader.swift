import Foundation
import GRDB
import PainDosing

/// Reads the columns of a row in order; a value of another type is an error, never a trap.
struct RowReader {
    private let row: Row
    private var index = 0

    init(_ row: Row) {
        self.row = row
    }

    mutating func next<Value: DatabaseValueConvertible>(_ type: Value.Type) throws -> Value {
        guard let value = Value.fromDatabaseValue(try stored()) else { throw unreadable }
        return value
    }

    mutating func nextIfPresent<Value: DatabaseValueConvertible>(
        _ type: Value.Type
    ) throws -> Value? {
        let stored = try stored()
        guard !stored.isNull else { return nil }
        guard let value = Value.fromDatabaseValue(stored) else { throw unreadable }
        return value
    }

    mutating func bytes() throws -> [UInt8] {
        [UInt8](try next(Data.self))
    }

    mutating func bytesIfPresent() throws -> [UInt8]? {
        try nextIfPresent(Data.self).map { [UInt8]($0) }
    }

    mutating func digest() throws -> ContentDigest {
        guard let digest = try digestIfPresent() else { throw unreadable }
        return digest
    }

    mutating func digestIfPresent() throws -> ContentDigest? {
        guard let data = try nextIfPresent(Data.self) else { return nil }
        guard let digest = data.withUnsafeBytes({ ContentDigest($0) }) else { throw unreadable }
        return digest
    }

    mutating func word<Word: RawRepresentable<String>>(_ type: Word.Type) throws -> Word {
        guard let word = Word(rawValue: try next(String.self)) else { throw unreadable }
        return word
    }

    mutating func wordIfPresent<Word: RawRepresentable<String>>(
        _ type: Word.Type
    ) throws -> Word? {
        guard let text = try nextIfPresent(String.self) else { return nil }
        guard let word = Word(rawValue: text) else { throw unreadable }
        return word
    }

    private mutating func stored() throws -> DatabaseValue {
        guard index < row.count else { throw LedgerError.unreadable(column: "\(index)") }
        defer { index += 1 }
        return row[index]
    }

    /// The error that the column just read is not what the schema promises.
    private var unreadable: LedgerError {
        let names = Array(row.columnNames)
        return .unreadable(
            column: names.indices.contains(index - 1) ? names[index - 1] : "\(index)")
    }
}
