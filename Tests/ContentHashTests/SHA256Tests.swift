import ContentHash
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
        let bytes = Array(text.utf8)
        #expect(SHA256Sum.hexadecimal(of: bytes) == hash)
        let digits = SHA256Sum.hash(bytes).flatMap { [$0 >> 4, $0 & 15] }
        #expect(digits.map { String($0, radix: 16) }.joined() == hash)
    }
}
