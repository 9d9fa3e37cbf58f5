/// One record for the journal.
public struct JournalRecord: Hashable, Sendable {
    /// What a person reads.
    public var message: String
    /// How grave it is.
    public var priority: JournalPriority
    /// What kind of event it is about; nil for a mere remark.
    public var messageID: MessageID?
    /// Further fields; a name may occur repeatedly.
    public var fields: [JournalField]

    /// Joins the parts of a record.
    public init(
        message: String,
        priority: JournalPriority,
        messageID: MessageID? = nil,
        fields: [JournalField] = []
    ) {
        self.message = message
        self.priority = priority
        self.messageID = messageID
        self.fields = fields
    }

    /// The record as `NAME=value` data, in the order in which it is sent.
    var data: [[UInt8]] {
        var data = ["MESSAGE=\(message)", "PRIORITY=\(priority.rawValue)"]
        if let messageID { data.append("MESSAGE_ID=\(messageID)") }
        data += fields.map { "\($0.name)=\($0.value)" }
        return data.map { Array($0.utf8) }
    }
}
