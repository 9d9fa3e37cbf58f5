extension JSONValue {
    /// The value as UTF-8, without a line end after it.
    ///
    /// Members keep their order and numbers their text, so equal values give equal bytes. Escaped are
    /// quotes, backslashes, control characters and characters that hide or reorder text (line
    /// separators, bidirectional and zero-width ones); all others stand for themselves.
    public func encoded(_ style: JSONStyle = .compact) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.write(self)
        return writer.bytes
    }

    /// The value as text, by the same rules as `encoded(_:)`.
    public func text(_ style: JSONStyle = .compact) -> String {
        String(decoding: encoded(style), as: UTF8.self)
    }
}
