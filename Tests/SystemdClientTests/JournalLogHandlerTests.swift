import Logging
import Testing

@testable import SystemdClient

@Suite("Logging to the journal")
struct JournalLogHandlerTests {
    private func logger(_ sink: RecordingSink, fallback: RecordingSink) -> Logger {
        Logger(label: "paind") { label in
            JournalLogHandler(label: label, sink: sink, fallback: fallback)
        }
    }

    private func fields(_ record: JournalRecord) -> [String] {
        record.fields.map { "\($0.name)=\($0.value)" }
    }

    @Test("Metadata become fields, an array a repeated one")
    func metadata() throws {
        let sink = RecordingSink()
        var logger = logger(sink, fallback: RecordingSink())
        logger[metadataKey: "PAIND_FILE"] = "a.json"
        logger.warning(
            "Too large.",
            metadata: ["PAIND_ALERT": ["x", "y"], "free text": "1", "PAIND_FILE": "b"]
        )
        let record = try #require(sink.records.first)
        #expect(record.message == "Too large.")
        #expect(record.priority == .warning)
        #expect(
            fields(record) == [
                "LOGGER=paind", "PAIND_ALERT=x", "PAIND_ALERT=y", "PAIND_FILE=b",
                "LOG_FREE_TEXT=1",
            ]
        )
    }

    @Test(
        "Levels become priorities",
        arguments: [
            (Logger.Level.trace, JournalPriority.debug), (.debug, .debug), (.info, .info),
            (.notice, .notice), (.warning, .warning), (.error, .error), (.critical, .critical),
        ]
    )
    func levels(level: Logger.Level, priority: JournalPriority) {
        #expect(JournalPriority(level) == priority)
    }

    @Test("What is below the level is not logged")
    func threshold() {
        let sink = RecordingSink()
        logger(sink, fallback: RecordingSink()).debug("unseen")
        #expect(sink.records.isEmpty)
    }

    @Test("A record that the journal refuses goes to the fallback")
    func fallback() {
        let fallback = RecordingSink()
        logger(RecordingSink(refuses: true), fallback: fallback).error("lost?")
        #expect(fallback.records.map(\.message) == ["lost?"])
    }
}
