import DoseLedger
import Foundation
import SystemPackage
import Testing

@testable import PaindService

@Suite("The key of the pseudonyms")
struct PseudonymKeyTests {
    private static func pseudonym(
        _ folder: ServiceFolder, isNew: Bool = true
    ) throws(ServiceFailure) -> PatientPseudonym {
        let configuration = folder.configuration
        return try PatientPseudonym(
            configuration.journal, ledger: configuration.ledger, isNew: isNew)
    }

    @Test(
        "It is made whole, whatever an earlier attempt left", arguments: [nil, "", "half a key"])
    func made(leftover: String?) throws {
        let folder = try ServiceFolder()
        let part = folder.url("state/pseudonym.key.part")
        if let leftover { try Data(leftover.utf8).write(to: part) }
        _ = try Self.pseudonym(folder)
        let key = folder.url("state/pseudonym.key")
        #expect(try Data(contentsOf: key).count == 32)
        #expect(!FileManager.default.fileExists(atPath: part.path()))
        let rights = try FileManager.default.attributesOfItem(atPath: key.path())
        #expect(rights[.posixPermissions] as? Int == 0o600)
    }

    @Test("An empty key that a first start left on a full disk is made anew")
    func empty() throws {
        let folder = try ServiceFolder()
        try Data().write(to: folder.url("state/pseudonym.key"))
        _ = try Self.pseudonym(folder)
        #expect(try Data(contentsOf: folder.url("state/pseudonym.key")).count == 32)
    }

    @Test("A key that was in use and is cut is refused, not replaced", arguments: [0, 15])
    func cut(length: Int) throws {
        let folder = try ServiceFolder()
        let cut = Data(repeating: 7, count: length)
        try cut.write(to: folder.url("state/pseudonym.key"))
        #expect(throws: ServiceFailure.self) { try Self.pseudonym(folder, isNew: false) }
        #expect(try Data(contentsOf: folder.url("state/pseudonym.key")) == cut)
    }
}
