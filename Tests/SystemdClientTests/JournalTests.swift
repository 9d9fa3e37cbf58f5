import Glibc
import Testing

@testable import SystemdClient

/// Whether journald runs here.
///
/// `Tests/tools/real-journald.sh` makes it so in a container.
private let hasJournal = (try? SystemJournal()) != nil

@Suite("The journal itself")
struct JournalTests {
    @Test(
        "A record that was sent is found, and one that was not is not",
        .enabled(if: hasJournal, "needs Tests/tools/real-journald.sh")
    )
    func sentAndFound() throws {
        let number = MessageID(.random(in: 1...UInt64.max), .random(in: 1...UInt64.max))
        let name = try #require(JournalFieldName("PAIND_ENTRY"))
        let journal = try SystemJournal()
        // Too large for a datagram, so that the way through a sealed memory file is tried too.
        for value in ["1", String(repeating: "x", count: 1_000_000) + "\n\u{0}end"] {
            try journal.send(
                JournalRecord(
                    message: "test",
                    priority: .info,
                    messageID: number,
                    fields: [JournalField(name, value)]
                )
            )
        }
        let reader = try #require(JournalReader())
        let long = String(repeating: "x", count: 1_000_000) + "\n\u{0}end"
        let limit = Duration.seconds(10)
        #expect(reader.waitFor(messageID: number, field: name, value: long, limit: limit) == true)
        #expect(reader.contains(messageID: number, field: name, value: "1") == true)
        #expect(reader.contains(messageID: number, field: name, value: "2") == false)
        #expect(reader.contains(messageID: MessageID(0, 1), field: name, value: "1") == false)
        #expect(
            reader.waitFor(messageID: number, field: name, value: "2", limit: .zero) == false
        )
    }

    @Test("A journal without a readable record answers nothing")
    func unreadable() throws {
        var template = Array("/tmp/paind-journal-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        defer { rmdir(template) }
        let path = String(decoding: template.dropLast().map { UInt8($0) }, as: UTF8.self)
        #expect(JournalReader(directory: path) == nil)
        #expect(JournalReader(directory: "\(path)/nothing") == nil)
    }
}
