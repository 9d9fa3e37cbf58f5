import Glibc
import Testing

@testable import SystemdClient

@Suite("Credentials from the service manager")
final class CredentialsTests {
    private let directory: String
    private let credentials: Credentials

    init() throws {
        var template = Array("/tmp/paind-credentials-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        directory = String(decoding: template.dropLast().map { UInt8($0) }, as: UTF8.self)
        credentials = Credentials(directory: directory)
    }

    deinit {
        unlink("\(directory)/pseudonym.key")
        rmdir(directory)
    }

    private func write(size: Int) throws {
        let file = open("\(directory)/pseudonym.key", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        try #require(ftruncate(file, off_t(size)) == 0)
    }

    @Test("A credential is read whole, up to the limit")
    func read() throws {
        try write(size: 10_000)
        #expect(try credentials.read("pseudonym.key") == Array(repeating: 0, count: 10_000))
        try write(size: Credentials.maximumBytes)
        #expect(try credentials.read("pseudonym.key")?.count == Credentials.maximumBytes)
        try write(size: Credentials.maximumBytes + 1)
        #expect(
            throws: CredentialError.tooLarge(
                name: "pseudonym.key",
                maximumBytes: Credentials.maximumBytes
            )
        ) { try self.credentials.read("pseudonym.key") }
    }

    @Test("A missing credential, or none at all, is nil")
    func missing() throws {
        #expect(try credentials.read("other") == nil)
        #expect(try Credentials(directory: nil).read("other") == nil)
        #expect(try Credentials(directory: "relative").read("other") == nil)
    }

    @Test(
        "A name cannot lead out of the folder",
        arguments: [
            "", ".", "..", "../x", "a/b", "/etc/hostname", ".hidden", "a\u{0}b", "ä", "a b",
        ]
    )
    func traversal(name: String) {
        #expect(throws: CredentialError.invalidName(name)) { try self.credentials.read(name) }
    }

    @Test("A link is not followed")
    func link() throws {
        try #require(symlink("/etc/hostname", "\(directory)/pseudonym.key") == 0)
        #expect(throws: CredentialError.unreadable(name: "pseudonym.key", errno: ELOOP)) {
            try self.credentials.read("pseudonym.key")
        }
    }
}
