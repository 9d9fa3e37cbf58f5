import Foundation
import SystemdClient
import Testing

@testable import PaindService

@Suite("The journal's records and their catalog")
struct CatalogTests {
    struct CatalogEntry {
        let messageID: String
        let lines: [Substring]
    }

    let entries: [CatalogEntry]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../systemd/paind.catalog").standardizedFileURL
        let text = try String(contentsOf: file, encoding: .utf8)
        entries = text.split(separator: "\n-- ").dropFirst().map { part in
            let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
            return CatalogEntry(messageID: String(lines[0]), lines: Array(lines.dropFirst()))
        }
    }

    @Test("Every event has one catalog entry, and every catalog entry an event")
    func complete() {
        let events = ServiceEvent.allCases.map(\.messageID.text)
        #expect(Set(events).count == events.count)
        #expect(entries.map(\.messageID).sorted() == events.sorted())
    }

    @Test("Every catalog entry has a subject, its origin and a text")
    func wellFormed() {
        for entry in entries {
            #expect(entry.lines.first?.hasPrefix("Subject: ") == true, "\(entry.messageID)")
            #expect(entry.lines.dropFirst().first == "Defined-By: paind", "\(entry.messageID)")
            #expect(entry.lines.dropFirst(2).first == "", "\(entry.messageID)")
            #expect(entry.lines.dropFirst(3).first?.isEmpty == false, "\(entry.messageID)")
        }
    }

    @Test("The catalog names only fields of the contract")
    func fields() {
        let known = Set(ServiceField.allCases.map(\.rawValue))
        for entry in entries {
            for match in entry.lines.joined(separator: "\n").matches(of: /@([^@\s]+)@/) {
                #expect(known.contains(String(match.1)), "\(match.1)")
            }
        }
    }

    @Test("Every field of the contract is a name that the journal takes")
    func fieldNames() {
        for field in ServiceField.allCases {
            #expect(JournalFieldName(field.rawValue)?.text == field.rawValue)
        }
    }

    @Test("An event's record carries its number, its name and its fields in order")
    func record() {
        let record = ServiceEvent.assessed.record(
            "Assessed.",
            priority: .critical,
            fields: [(.alert, "a"), (.alert, "b")]
        )
        #expect(record.messageID == ServiceEvent.assessed.messageID)
        #expect(record.priority == .critical)
        #expect(
            record.fields.map { "\($0.name)=\($0.value)" }
                == ["PAIND_EVENT=assessed", "PAIND_ALERT=a", "PAIND_ALERT=b"]
        )
        #expect(ServiceEvent.rejected.record("No.").priority == .error)
    }
}
