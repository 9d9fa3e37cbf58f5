import Foundation
import PainDosing
import SystemdClient
import Testing

@testable import PaindService

@Suite("The journal's records and their catalog")
struct CatalogTests {
    struct CatalogEntry {
        let messageID: String
        let lines: [Substring]
    }

    private static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: repository.appending(path: path), encoding: .utf8)
    }

    private static func entries(_ text: String) -> [CatalogEntry] {
        text.split(separator: "\n-- ").dropFirst().map { part in
            let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
            return CatalogEntry(messageID: String(lines[0]), lines: Array(lines.dropFirst()))
        }
    }

    let events: [CatalogEntry]
    let alertCatalog: String
    let alerts: [CatalogEntry]
    let tables: TableSet

    init() throws {
        events = Self.entries(try Self.text("systemd/paind.catalog"))
        alertCatalog = try Self.text("systemd/paind-alerts.catalog")
        alerts = Self.entries(alertCatalog)
        tables = try DosingSetup(ServiceFolder().configuration).engine.tables
    }

    private var entries: [CatalogEntry] { events + alerts }

    @Test("Every event has one catalog entry, and every catalog entry an event")
    func complete() {
        let numbers = ServiceEvent.allCases.map(\.messageID.text)
        #expect(Set(numbers).count == numbers.count)
        #expect(events.map(\.messageID).sorted() == numbers.sorted())
        #expect(Set(entries.map(\.messageID)).count == entries.count)
    }

    @Test("The catalog of the alerts is the one that the tables give; make catalog writes it anew")
    func generated() {
        #expect(JournalCatalog.alerts(tables) == alertCatalog)
        #expect(alerts.count == AlertExplanation.all(tables).count)
    }

    @Test("Every limit of the tables and every alert of the method has an entry to act on")
    func everyAlert() throws {
        let explained = AlertExplanation.all(tables)
        #expect(Set(explained.map(\.code)).count == explained.count)
        #expect(Set(tables.limits.map(\.code)).isSubset(of: explained.map(\.code)))
        for alert in explained {
            let id = MessageID(alert: alert.code).text
            let entry = try #require(alerts.first { $0.messageID == id }, "\(alert.code)")
            #expect(entry.lines[0].contains(" \(alert.code) "))
            #expect(entry.lines.contains { $0.hasPrefix("What to do: ") }, "\(alert.code)")
            #expect(alert.meaning.hasSuffix(".") && alert.action.hasSuffix("."), "\(alert.code)")
        }
    }

    @Test("The codes in the sources and those explained are the same")
    func codesOfTheSources() throws {
        let folder = Self.repository.appending(path: "Sources/PainDosing")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var patterns: Set<String> = []
        for case let file as URL in try #require(files) where file.pathExtension == "swift" {
            let source = try String(contentsOf: file, encoding: .utf8)
            for match in source.matches(of: /code: "([^"]+)"/) {
                // A part that is put in when it runs may be anything.
                patterns.insert(String(match.1).replacing(/\\\([^)]*\)/, with: ".+"))
            }
        }
        // The questions of the course have their codes in one place.
        patterns.formUnion(DoubtCode.allCases.map(\.rawValue))
        let explained = AlertExplanation.methodAlerts.map(\.code)
        #expect(patterns.count > 30)
        for pattern in patterns {
            let code = try Regex(pattern)
            #expect(explained.contains { $0.wholeMatch(of: code) != nil }, "\(pattern)")
        }
        for code in explained {
            let isEmitted = try patterns.contains { try code.wholeMatch(of: Regex($0)) != nil }
            #expect(isEmitted, "\(code)")
        }
    }

    @Test("Every reason to reject a file is explained in the entry of rejected files")
    func rejections() throws {
        let folder = Self.repository.appending(path: "Sources/PaindService")
        var codes: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path())
        where name.hasSuffix(".swift") {
            let source = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            codes.formUnion(source.matches(of: /code: "([a-z-]+)"/).map { String($0.1) })
        }
        #expect(codes.contains("not-a-diary"))
        let id = ServiceEvent.rejected.messageID.text
        let entry = try #require(events.first { $0.messageID == id })
        for code in codes {
            #expect(entry.lines.contains { $0.hasPrefix("\(code): ") }, "\(code)")
        }
    }

    @Test("An alert's number follows from its code by the documented recipe")
    func recipe() {
        // printf 'paincalc alert %s' naive-methadone | sha256sum | cut -c1-32
        #expect(MessageID(alert: "naive-methadone").text == "d69efddd4930daae07aeac1f7156876e")
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
