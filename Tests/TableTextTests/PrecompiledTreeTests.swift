import Testing

@testable import TableText

@Suite("Precompiled trees")
struct PrecompiledTreeTests {
    @Test(
        "A tree comes back as it was, lines included",
        arguments: [
            "a: 1",
            "[]",
            "{}",
            "- µg\n- \"\"\n- 'a: b'\n-\n  - {x: [1, 2, {y: z}]}\n",
            "text: |\n  two\n  lines\n\nmore: >\n  folded\n  text\n",
            "a: {b: {c: {d: {e: {f: {g: {h: {i: {j: {k: {l: {m: {n: {o: {p: q}}}}}}}}}}}}}}}",
        ])
    func roundTrip(yaml: String) throws {
        let document = try document(yaml)
        let decoded = try TextDocument.decode(
            precompiled: document.precompiled(), file: document.file)
        #expect(decoded == document)
    }

    @Test("The form is the one that is documented")
    func documentedForm() throws {
        let bytes = try document("a: 1\nbb:\n  - x\n").precompiled()
        #expect(String(decoding: bytes, as: UTF8.self) == "tree1 m1 2:1 1:as1 1:12 2:bbl3 1:s3 1:x")
    }

    @Test("Every truncated tree is refused")
    func refusesTruncation() throws {
        let bytes = try document("a: 1\nbb:\n  - {x: y}\n  - zz\n").precompiled()
        for count in 0..<bytes.count {
            #expect(throws: TextFault.self) {
                try TextDocument.decode(precompiled: Array(bytes.prefix(count)), file: "test.yaml")
            }
        }
    }

    @Test("A damaged tree is refused or read as a tree, but never traps")
    func survivesDamage() throws {
        let bytes = try document("a: 1\nbb:\n  - {x: y}\n  - zz\n").precompiled()
        var refused = 0
        for index in bytes.indices {
            for byte in UInt8.min...UInt8.max where byte != bytes[index] {
                var damaged = bytes
                damaged[index] = byte
                let result = Result { () throws(TextFault) in
                    try TextDocument.decode(precompiled: damaged, file: "test.yaml")
                }
                switch result {
                case .success(let document): #expect(document.precompiled() != bytes)
                case .failure: refused += 1
                }
            }
        }
        #expect(refused > bytes.count * 128)
    }

    @Test(
        "What can't have been written is refused",
        arguments: [
            "tree1 s1 1:a ",  // something after the root
            "tree1 s1 9:a",  // longer than the rest
            "tree1 l1 999999999:",  // more items than bytes
            "tree1 s1 9999999999999999999:a",  // a length beyond every integer
            "tree1 s :a",  // no number
            "tree1 x1 1:a",  // no kind
            "tree2 s1 1:a",  // another form
            "tree1 " + String(repeating: "l1 1:", count: 17) + "s1 1:a",  // too deep
        ])
    func refusesForeignBytes(text: String) {
        #expect(throws: TextFault.self) {
            try TextDocument.decode(precompiled: Array(text.utf8), file: "test.yaml")
        }
    }

    @Test("Text that is not UTF-8 is refused")
    func refusesInvalidUTF8() {
        #expect(throws: TextFault.self) {
            try TextDocument.decode(
                precompiled: Array("tree1 s1 1:".utf8) + [0xFF], file: "test.yaml")
        }
    }

    private func document(_ yaml: String) throws -> TextDocument {
        try TextDocument.parse(yaml: Array(yaml.utf8), file: "test.yaml")
    }
}
