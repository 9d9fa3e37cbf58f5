/// Reads one JSON text (RFC 8259, UTF-8) in a single pass and refuses everything doubtful.
struct JSONReader {
    /// The levels of arrays and objects that are read; recursion is never deeper than this.
    static let deepest = 32
    /// The members up to which a duplicate key is found faster by comparing than by hashing.
    private static let fewMembers = 16

    let bytes: [UInt8]
    var offset = 0
    var line = 1
    /// The offset at which column 1 of this line would stand; moved along by each byte that continues
    /// a character, so that columns count characters.
    var columnOrigin = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The one value of the whole text.
    mutating func text() throws(JSONError) -> JSONValue {
        try refuseUnreadable()
        skipWhiteSpace()
        guard offset < bytes.count else { throw error(.empty) }
        let value = try value(depth: 0, accepting: .value)
        skipWhiteSpace()
        guard offset == bytes.count else {
            throw error(onlyNULBytesFollow ? .trailingNULBytes : .trailingText(found: found))
        }
        return value
    }

    private func refuseUnreadable() throws(JSONError) {
        guard bytes.count <= Int(UInt32.max) else { throw error(.textTooLong) }
        let mark: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE]]
        guard !mark.contains(where: { bytes.starts(with: $0) }) else { throw error(.byteOrderMark) }
    }

    private mutating func value(
        depth: Int, accepting expectation: JSONExpectation
    ) throws(JSONError) -> JSONValue {
        guard offset < bytes.count else { throw error(.endOfText(expectation)) }
        let position = here
        switch bytes[offset] {
        case UInt8(ascii: "\""):
            return JSONValue(.string(try string()), position: position)
        case UInt8(ascii: "{"):
            return JSONValue(.object(try object(depth: depth)), position: position)
        case UInt8(ascii: "["):
            return JSONValue(.array(try array(depth: depth)), position: position)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return JSONValue(.number(try number()), position: position)
        case UInt8(ascii: "t"):
            try literal("true")
            return JSONValue(.bool(true), position: position)
        case UInt8(ascii: "f"):
            try literal("false")
            return JSONValue(.bool(false), position: position)
        case UInt8(ascii: "n"):
            try literal("null")
            return JSONValue(.null, position: position)
        default: throw unexpected(expectation)
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        guard depth < JSONReader.deepest else { throw error(.tooDeep) }
        offset += 1
        skipWhiteSpace()
        var values: [JSONValue] = []
        guard !consume(UInt8(ascii: "]")) else { return values }
        var expectation = JSONExpectation.valueOrArrayEnd
        while true {
            values.append(try value(depth: depth + 1, accepting: expectation))
            skipWhiteSpace()
            if consume(UInt8(ascii: "]")) { return values }
            guard consume(UInt8(ascii: ",")) else { throw unexpected(.commaOrArrayEnd) }
            skipWhiteSpace()
            expectation = .value
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        guard depth < JSONReader.deepest else { throw error(.tooDeep) }
        offset += 1
        skipWhiteSpace()
        var members: [JSONMember] = []
        var manyKeys: Set<String> = []
        guard !consume(UInt8(ascii: "}")) else { return JSONObject() }
        var expectation = JSONExpectation.keyOrObjectEnd
        while true {
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
                throw unexpected(expectation)
            }
            let position = here
            let key = try string()
            guard JSONReader.isNew(key, among: members, &manyKeys) else {
                throw JSONError(.duplicateKey(key: QuotedText.quoted(key)), at: position)
            }
            skipWhiteSpace()
            guard consume(UInt8(ascii: ":")) else { throw unexpected(.colon) }
            skipWhiteSpace()
            let value = try value(depth: depth + 1, accepting: .value)
            members.append(JSONMember(key: key, value: value, position: position))
            skipWhiteSpace()
            if consume(UInt8(ascii: "}")) { return JSONObject(read: members) }
            guard consume(UInt8(ascii: ",")) else { throw unexpected(.commaOrObjectEnd) }
            skipWhiteSpace()
            expectation = .key
        }
    }

    private static func isNew(
        _ key: String, among members: [JSONMember], _ manyKeys: inout Set<String>
    ) -> Bool {
        guard members.count >= fewMembers else {
            for member in members where member.key == key { return false }
            return true
        }
        if manyKeys.isEmpty { manyKeys = Set(members.map(\.key)) }
        return manyKeys.insert(key).inserted
    }

    private mutating func number() throws(JSONError) -> JSONNumber {
        let start = offset
        switch bytes.withUnsafeBufferPointer({ JSONNumber.scan($0, from: start) }) {
        case .end(let end):
            guard end - start <= JSONNumber.longest else { throw error(.numberTooLong) }
            offset = end
            return JSONNumber(scanned: String(decoding: bytes[start..<end], as: UTF8.self))
        case .leadingZero(let place):
            offset = place
            throw error(.leadingZero)
        case .missingDigit(let place):
            offset = place
            throw unexpected(.digit)
        }
    }

    private mutating func literal(_ word: StaticString) throws(JSONError) {
        let start = offset
        let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        for letter in letters {
            guard offset < bytes.count else { throw error(.endOfText(.value)) }
            guard bytes[offset] == letter else {
                guard !onlyNULBytesFollow else { throw error(.trailingNULBytes) }
                offset = start
                throw unexpected(.value)
            }
            offset += 1
        }
    }
}
