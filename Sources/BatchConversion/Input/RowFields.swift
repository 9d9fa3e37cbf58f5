/// The fields of one row by their columns; what the input does not have is empty.
final class RowFields {
    private let fields: UnsafeMutablePointer<Field>
    private let nothing: UnsafeMutablePointer<UInt8>

    init() {
        nothing = .allocate(capacity: 1 + Field.slack)
        nothing.initialize(repeating: 0, count: 1 + Field.slack)
        fields = .allocate(capacity: BatchColumn.allCases.count)
        clear()
    }

    deinit {
        fields.deallocate()
        nothing.deallocate()
    }

    /// Makes all fields empty.
    func clear() {
        fields.initialize(
            repeating: Field(start: nothing, count: 0), count: BatchColumn.allCases.count)
    }

    @inline(__always)
    subscript(_ column: BatchColumn) -> Field {
        get { fields[column.rawValue] }
        set { fields[column.rawValue] = newValue }
    }

    /// The text of a field; nil for an empty one.
    func text(_ column: BatchColumn) -> String? {
        let field = self[column]
        return field.isEmpty ? nil : field.text
    }
}
