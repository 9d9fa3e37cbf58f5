import StrictJSON

/// Reads a line of JSON Lines: one object with texts and numbers, by the names of the columns.
///
/// Nearly every line is one that `readPlain` knows how to read; all else goes through the strict reader,
/// which says what is wrong.
final class JSONRowReader {
    private let texts: UnsafeMutablePointer<UInt8>
    private var used = 0
    /// The keys of all lines.
    private(set) var keys = KnownKeys()
    /// Names that no column has, of all lines.
    private(set) var ignored: Set<String> = []

    init() {
        // Escapes make a text shorter, never longer; an encoded id may escape each byte as six.
        texts = .allocate(capacity: 8 * RowLimits.longestRow + Field.slack)
    }

    deinit { texts.deallocate() }

    /// Fills the row's fields; the id is the JSON value itself.
    ///
    /// - Returns: why the line is no row; nil if all is well.
    func read(_ line: UnsafeBufferPointer<UInt8>, into row: RowFields) -> RowFault? {
        row.clear()
        used = 0
        do throws(RowFault) {
            let object = try object(line)
            for member in object.members {
                guard let column = column(member.key) else { continue }
                guard row[column].isEmpty else {
                    throw RowFault(column, "two fields of the object name it; leave one of them")
                }
                row[column] = try field(member.value, of: column)
            }
            return nil
        } catch {
            row.clear()
            return error
        }
    }

    /// The column that a key names; a key that names none is noted once.
    private func column(_ key: String) -> BatchColumn? {
        if let place = keys.place(of: key) { return keys.column(place) }
        let column = BatchColumn(header: key)
        if column == nil, ignored.count < BatchSummary.mostIgnored {
            ignored.insert(QuotedText.harmless(key))
        }
        keys.add(key, column)
        return column
    }

    private func object(_ line: UnsafeBufferPointer<UInt8>) throws(RowFault) -> JSONObject {
        let value: JSONValue
        do throws(JSONError) {
            // Without its end, so that a fault at the end is one of this line.
            value = try JSONValue(reading: Array(line.last == 0x0A ? line.dropLast() : line[...]))
        } catch {
            throw RowFault(
                "the line is no JSON: column \(error.position.column): \(error.message)")
        }
        guard case .object(let object) = value.content else {
            throw RowFault(
                "the line is no JSON object; write such as {\"id\": \"P-1\", \"opioid\": …}")
        }
        return object
    }

    private func field(_ value: JSONValue, of column: BatchColumn) throws(RowFault) -> Field {
        switch value.content {
        case .null: return keep([])
        case .string(let text):
            guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
                throw RowFault(column, "the text holds a control character")
            }
            return keep(column == .id ? value.encoded() : Array(text.utf8))
        case .number(let number): return keep(Array(number.text.utf8))
        case .bool, .array, .object: throw RowFault(column, "a text or a number belongs here")
        }
    }

    private func keep(_ bytes: [UInt8]) -> Field {
        let start = texts + used
        start.update(from: bytes, count: bytes.count)
        used += bytes.count
        return Field(start: start, count: bytes.count)
    }
}
