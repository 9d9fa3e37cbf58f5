import DiarySpool
import DoseLedger
import Foundation
import SystemdClient
import Testing

@testable import PaindService

@Suite("Names of dropped files that no person chose")
struct HostileNameTests {
    struct Name: Sendable, CustomTestStringConvertible {
        let what: String
        let bytes: [UInt8]
        var testDescription: String { what }

        static func of(_ count: Int, _ byte: UInt8, _ what: String) -> Name {
            Name(what: "\(count) times \(what)", bytes: Array(repeating: byte, count: count))
        }
    }

    /// Most are printed longer than they are; the longest ones by far.
    static let names = [
        Name.of(255, 0xFF, "a byte that is no UTF-8"), Name.of(255, 0x0A, "a line break"),
        Name.of(255, UInt8(ascii: "\\"), "a backslash"),
        Name.of(64, 0xFF, "a byte that is no UTF-8"),
        Name.of(127, UInt8(ascii: "\\"), "a backslash"), Name.of(255, UInt8(ascii: "n"), "n"),
        Name(what: "dots that lead up", bytes: Array("a\\..\\..\\etc".utf8)),
        Name(what: "turned text", bytes: Array("\u{202E}nosj.yraid\u{202C}".utf8)),
        Name(what: "a command", bytes: Array("$(reboot);`reboot`'\"&.json".utf8)),
        Name(what: "an option", bytes: Array("--help".utf8)),
        Name(what: "SQL", bytes: Array("'); DROP TABLE entry; --".utf8)),
        Name(what: "a field of the journal", bytes: Array("a\nPRIORITY=0\nMESSAGE=x".utf8)),
    ]

    @Test("A diary is answered under any name, and the files beside it", arguments: names)
    func answered(name: Name) throws {
        let folder = try ServiceFolder()
        try folder.drop(Array(SpoolLoopTests.diary().utf8), as: name.bytes)
        try folder.drop(SpoolLoopTests.diary("P-002"), as: "beside.json")
        let records = folder.records
        try folder.run { _ in records.of(.assessed).count == 2 }
        #expect(records.of(.ledgerError).isEmpty && records.of(.stuck).isEmpty)
        let spoolName = try #require(SpoolName(name.bytes))
        #expect(try folder.names("spool/done") == [name.bytes, Array("beside.json".utf8)].inOrder)
        #expect(records.of(.assessed).flatMap { $0.values(.file) }.contains(spoolName.display))
        // One line, whatever the name: nothing of it is a field or an instruction to a terminal.
        for record in records.all {
            #expect(!record.message.unicodeScalars.contains { $0.properties.isHidden })
        }
    }

    @Test("What is no diary is set aside under any name, with its reason", arguments: names)
    func rejected(name: Name) throws {
        let folder = try ServiceFolder()
        try folder.drop(Array("{\"schema\":1}".utf8), as: name.bytes)
        try folder.drop(SpoolLoopTests.diary("P-002"), as: "beside.json")
        let records = folder.records
        try folder.run { _ in
            !records.of(.assessed).isEmpty && !records.of(.rejected).isEmpty
        }
        #expect(records.of(.ledgerError).isEmpty && records.of(.stuck).isEmpty)
        let names = try folder.names("spool/rejected")
        #expect(names.count == 2 && names.contains(name.bytes))
        #expect(names.contains { $0 != name.bytes && $0.ends(with: ".reason.txt") })
    }

    @Test("What bears the name of a reason is never replaced by one, and hinders none")
    func reasonNames() throws {
        let folder = try ServiceFolder()
        let records = folder.records
        try folder.drop("{\"schema\":1}", as: "a.json.reason.txt")
        try FileManager.default.createDirectory(
            at: folder.url("spool/incoming/b.json.reason.txt"), withIntermediateDirectories: true)
        try folder.run { _ in records.of(.rejected).count == 2 }
        try folder.drop("{\"schema\":2}", as: "a.json")
        try folder.drop("{\"schema\":3}", as: "b.json")
        try folder.drop(SpoolLoopTests.diary(), as: "beside.json")
        try folder.run { _ in
            records.of(.rejected).count == 4 && folder.exists("spool/done/beside.json")
        }
        #expect(records.of(.stuck).isEmpty)
        let rejected = try folder.names("spool/rejected").map {
            String(decoding: $0, as: UTF8.self)
        }
        #expect(rejected.count == 8, "\(rejected)")
        for name in ["a.json", "b.json"] {
            let reason = try folder.text("spool/rejected/\(name).reason.txt")
            #expect(reason.hasPrefix("\(name) was not accepted."))
        }
        let kept = rejected.filter { !$0.hasSuffix(".reason.txt") && $0.hasPrefix("a.json.") }
        #expect(try kept.map { try folder.text("spool/rejected/\($0)") } == ["{\"schema\":1}"])
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isHidden: Bool {
        [.control, .format, .lineSeparator, .paragraphSeparator].contains(generalCategory)
    }
}

extension [[UInt8]] {
    fileprivate var inOrder: [[UInt8]] { sorted { $0.lexicographicallyPrecedes($1) } }
}

extension [UInt8] {
    fileprivate func ends(with ending: String) -> Bool {
        suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }
}
