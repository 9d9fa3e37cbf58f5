extension JSONValue {
    /// Reads one JSON text by RFC 8259, strictly.
    ///
    /// Accepted is UTF-8 without a byte order mark, nested at most 32 levels deep, with numbers of at
    /// most 64 characters. Refused are, beside all that the grammar refuses, duplicate keys, lone
    /// surrogates and anything after the value. Numbers stay text.
    ///
    /// - Parameter bytes: the whole text.
    /// - Throws: `JSONError`; its `isIncomplete` tells a text that was cut off from a wrong one.
    public init(reading bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes)
        self = try reader.text()
    }
}
