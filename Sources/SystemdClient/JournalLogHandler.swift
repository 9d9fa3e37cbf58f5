public import Logging

/// Sends what is logged with swift-log to a journal sink.
///
/// Metadata become fields: a key in the form of a field name (`PAIND_FILE`) keeps it, any other
/// is written in capitals after `LOG_`, what fits no field name becoming "_".
public struct JournalLogHandler: LogHandler {
    /// The least level that is logged.
    public var logLevel: Logger.Level
    /// Metadata of every record.
    public var metadata: Logger.Metadata
    /// Gives further metadata from the task's context.
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let sink: any JournalSink
    private let fallback: any JournalSink

    /// Logs to a sink.
    ///
    /// - Parameters:
    ///   - label: The logger's label, sent as `LOGGER`.
    ///   - sink: Where the records go.
    ///   - fallback: Where a record goes that the sink does not take.
    ///   - logLevel: The least level that is logged.
    public init(
        label: String,
        sink: any JournalSink,
        fallback: any JournalSink = StandardErrorJournal(),
        logLevel: Logger.Level = .info
    ) {
        self.label = label
        self.sink = sink
        self.fallback = fallback
        self.logLevel = logLevel
        metadata = [:]
    }

    /// One value of the metadata.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Sends an event as one record.
    public func log(event: LogEvent) {
        let record = record(of: event)
        do {
            try sink.send(record)
        } catch {
            // A logger has nobody to tell of a failure, so the record goes where it still can;
            // if that fails too, there is nowhere left.
            try? fallback.send(record)
        }
    }

    private func record(of event: LogEvent) -> JournalRecord {
        var all = metadataProvider?.get() ?? [:]
        all.merge(metadata) { _, own in own }
        all.merge(event.metadata ?? [:]) { _, own in own }
        var fields: [JournalField] = []
        if let name = JournalFieldName("LOGGER") { fields.append(JournalField(name, label)) }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            fields += Self.fields(key, value)
        }
        if let error = event.error, let name = JournalFieldName("LOG_ERROR") {
            fields.append(JournalField(name, "\(error)"))
        }
        return JournalRecord(
            message: event.message.description,
            priority: JournalPriority(event.level),
            fields: fields
        )
    }

    /// An array becomes a repeated field, as the journal allows.
    private static func fields(_ key: String, _ value: Logger.MetadataValue) -> [JournalField] {
        guard let name = fieldName(key) else { return [] }
        if case .array(let values) = value {
            return values.map { JournalField(name, $0.description) }
        }
        return [JournalField(name, value.description)]
    }

    private static func fieldName(_ key: String) -> JournalFieldName? {
        if let name = JournalFieldName(key) { return name }
        let mapped = key.uppercased().unicodeScalars.map { scalar in
            JournalFieldName("A\(scalar)") == nil ? "_" : Character(scalar)
        }
        return JournalFieldName(String(("LOG_" + String(mapped)).prefix(64)))
    }
}
