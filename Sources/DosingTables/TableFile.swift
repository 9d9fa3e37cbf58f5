/// One table file by its path below the tables directory.
struct TableFile: Sendable {
    /// Such as `conversion/fpm-2020.yaml`.
    let path: String
    /// Where its bytes are.
    let content: Content

    /// Bytes that were read, or that the binary carries.
    enum Content: Sendable {
        case read([UInt8])
        case embedded(EmbeddedTable)
    }

    /// Gives the bytes of the file to `body`, without a copy.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        switch content {
        case .read(let bytes): bytes.withUnsafeBytes(body)
        case .embedded(let table): table.text.withUTF8Buffer { body(UnsafeRawBufferPointer($0)) }
        }
    }
}
