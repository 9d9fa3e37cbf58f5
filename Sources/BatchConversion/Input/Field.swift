/// The bytes of one field, wherever they lie; good until the next row is read.
struct Field {
    /// How many bytes beyond a field may be read, whatever they are: all but one of a word.
    static let slack = 7

    var start: UnsafePointer<UInt8>
    var count: Int

    @inline(__always)
    var isEmpty: Bool { count == 0 }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    /// The text; the row was found to be UTF-8 before.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Without spaces and tabs around it.
    @inline(__always)
    var trimmed: Field {
        guard count > 0, Field.isSpace(start[0]) || Field.isSpace(start[count &- 1]) else {
            return self
        }
        return cut
    }

    @inline(never)
    private var cut: Field {
        var field = self
        while field.count > 0, Field.isSpace(field.start[0]) {
            field.start += 1
            field.count -= 1
        }
        while field.count > 0, Field.isSpace(field.start[field.count - 1]) { field.count -= 1 }
        return field
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
