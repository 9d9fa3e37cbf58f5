import Crypto
import ContentHash
import TestSupport
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "The examples of the standard",
        arguments: [
            // FIPS 180-4's example computations by NIST.
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func standard(text: String, hash: String) {
        #expect(ContentHash.SHA256.hexadecimal(of: Array(text.utf8)) == hash)
    }

    @Test("Every length up to some blocks gives what a cryptographic library gives")
    func lengths() {
        var random = SeededGenerator(seed: 256)
        for length in 0...260 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(ContentHash.SHA256.hash(bytes) == Array(Crypto.SHA256.hash(data: bytes)))
        }
    }

    @Test("How the bytes are cut into pieces makes no difference")
    func pieces() {
        var random = SeededGenerator(seed: 180)
        let bytes = (0..<1_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        for _ in 0..<50 {
            var hash = ContentHash.SHA256()
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 0...150, using: &random))
                piece.withUnsafeBytes { hash.update($0) }
                rest = rest.dropFirst(piece.count)
            }
            #expect(hash.finalized() == Array(Crypto.SHA256.hash(data: bytes)))
        }
    }
}
