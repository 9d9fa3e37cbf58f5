/// One field of a journal record.
///
/// The value may hold any bytes, line breaks too: fields are sent with their lengths, so a value
/// cannot forge another field.
public struct JournalField: Hashable, Sendable {
    /// Its name.
    public let name: JournalFieldName
    /// Its value.
    public let value: String

    /// Joins a name and a value.
    public init(_ name: JournalFieldName, _ value: String) {
        self.name = name
        self.value = value
    }
}
