import Glibc
import Testing

@testable import SystemdClient

@Suite("Journal records")
struct JournalRecordTests {
    private func field(_ name: String, _ value: String) throws -> JournalField {
        JournalField(try #require(JournalFieldName(name)), value)
    }

    @Test("A record is sent as its message, priority, number and fields")
    func data() throws {
        let record = JournalRecord(
            message: "m",
            priority: .critical,
            messageID: MessageID(1, 0xab),
            fields: [try field("PAIND_ALERT", "a=b\nPRIORITY=7")]
        )
        #expect(
            record.data.map { String(decoding: $0, as: UTF8.self) } == [
                "MESSAGE=m", "PRIORITY=2", "MESSAGE_ID=000000000000000100000000000000ab",
                "PAIND_ALERT=a=b\nPRIORITY=7",
            ]
        )
    }

    @Test("On standard error a record is one line, whatever it holds")
    func line() throws {
        let record = JournalRecord(
            message: "two\nlines \u{1B}[31m",
            priority: .error,
            messageID: MessageID(0, 1),
            fields: [try field("PAIND_FILE", "a ]\u{202E}.json")]
        )
        #expect(
            record.line == "<3> two\\u{A}lines \\u{1B}[31m "
                + "[MESSAGE_ID=00000000000000000000000000000001 "
                + "PAIND_FILE=a\\u{20}\\u{5D}\\u{202E}.json]"
        )
        #expect(JournalRecord(message: "m", priority: .info).line == "<6> m")
    }

    @Test("The line is written whole")
    func standardError() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer {
            close(ends[0])
            close(ends[1])
        }
        try StandardErrorJournal(descriptor: ends[1])
            .send(JournalRecord(message: "m", priority: .info))
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(ends[0], &buffer, buffer.count)
        #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) == "<6> m\n")
    }

    @Test("Standard error that is closed is an error")
    func closed() {
        #expect(throws: SystemdError.standardErrorRefused(errno: EBADF)) {
            try StandardErrorJournal(descriptor: -1)
                .send(JournalRecord(message: "m", priority: .info))
        }
    }

    @Test(
        "Field names are those that journald takes",
        arguments: [
            "", "lower", "_UID", "1A", "A-B", "A=B", "A B", "Ä", String(repeating: "A", count: 65),
        ]
    )
    func invalidNames(text: String) {
        #expect(JournalFieldName(text) == nil)
    }

    @Test(
        "A number of an event is 32 lower-case hexadecimal digits",
        arguments: [
            "", "abc", String(repeating: "g", count: 32), String(repeating: "A", count: 32),
            String(repeating: "a", count: 33),
        ]
    )
    func invalidNumbers(text: String) {
        #expect(MessageID(text) == nil)
    }

    @Test("A machine without journald is told from one with")
    func noJournal() {
        #expect(throws: SystemdError.noJournal(socket: "/etc/hostname")) {
            try SystemJournal(socketPath: "/etc/hostname")
        }
        #expect(throws: SystemdError.noJournal(socket: "/nonexistent")) {
            try SystemJournal(socketPath: "/nonexistent")
        }
    }
}
