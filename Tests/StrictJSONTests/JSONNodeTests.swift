import StrictJSON
import Testing

private enum Fruit: String, CaseIterable {
    case apple
    case pear
    case plum
}

@Suite("Reading a document by its fields")
struct JSONNodeTests {
    private func read(
        _ text: String, _ body: (JSONObjectReader, inout JSONFaultList) -> Void
    ) throws -> [String] {
        let value = try JSONValue(reading: Array(text.utf8))
        var faults = JSONFaultList()
        let keys = ["fruit", "count", "name", "ripe", "list", "inner"]
        if let object = JSONNode(value).object(keys: keys, &faults) { body(object, &faults) }
        return faults.sorted.map {
            "\($0.position.line):\($0.position.column) \($0.path): \($0.message)"
        }
    }

    @Test("Values of the right type are read without a fault")
    func right() throws {
        let text = #"{"fruit":"pear","count":3,"name":"n","ripe":false,"list":[1],"inner":null}"#
        let faults = try read(text) { object, faults in
            #expect(object.node("fruit")?.choice(Fruit.self, &faults) == .pear)
            #expect(object.node("count")?.whole(in: 0...3, &faults) == 3)
            #expect(object.required("name", &faults)?.string(longest: 1, &faults) == "n")
            #expect(object.node("ripe")?.bool(&faults) == false)
            #expect(object.node("list")?.array(most: 1, &faults)?.count == 1)
            #expect(object.node("inner") == nil, "null is not known")
        }
        #expect(faults == [])
    }

    @Test("All faults of a document come back, in the order of the text")
    func wrong() throws {
        let text = #"""
            {"ripe": "yes", "name": "\u001bab", "colour": 1,
             "list": [{"a": 1}, 2], "count": 4.0, "fruit": "Pear"}
            """#
        let faults = try read(text) { object, faults in
            #expect(object.node("fruit")?.choice(Fruit.self, &faults) == nil)
            #expect(object.node("count")?.whole(in: 0...3, &faults) == nil)
            #expect(object.required("inner", &faults) == nil)
            #expect(object.node("name")?.string(longest: 2, &faults) == nil)
            #expect(object.node("ripe")?.bool(&faults) == nil)
            #expect(object.node("list")?.array(most: 1, &faults) == nil)
            let list = object.node("list")?.array(most: 2, &faults) ?? []
            #expect(list.first?.object(keys: [], &faults) != nil)
            #expect(list.last?.object(keys: [], &faults) == nil)
        }
        #expect(
            faults == [
                "1:1 inner: the key \"inner\" is missing; add it",
                "1:10 ripe: found \"yes\"; accepted is true or false",
                "1:25 name: found \"\\u{1b}ab\"; accepted is a string of 1 to 2 characters",
                "1:37 colour: the key \"colour\" is not known; accepted are fruit, count, name, ripe, list, inner",
                "2:10 list: found 2 elements; accepted are at most 1",
                "2:12 list[0].a: the key \"a\" is not known; accepted are ",
                "2:21 list[1]: found 2; accepted is an object",
                "2:34 count: found 4.0; accepted is a whole number from 0 to 3",
                "2:48 fruit: found \"Pear\"; accepted is \"apple\", \"pear\" or \"plum\"",
            ])
    }

    @Test("Twenty faults are kept, the others are counted")
    func many() {
        var faults = JSONFaultList()
        for index in 0..<25 {
            JSONNode(.null, path: .index(.root, index)).note("no", &faults)
        }
        #expect(faults.sorted.count == 20)
        #expect(faults.omitted == 5)
    }

    @Test("A long foreign text is shortened and can't break out of its quotes")
    func quoted() {
        #expect(QuotedText.quoted("a\"b\\\u{202E}") == #""a\"b\\\u{202e}""#)
        #expect(
            QuotedText.quoted(String(repeating: "x", count: 41))
                == "\"" + String(repeating: "x", count: 40) + "\"…")
    }

    @Test("A path quotes keys that are not plain")
    func path() {
        let path = JSONPath.key(.index(.key(.root, "episodes"), 2), "pe ak")
        #expect(path.description == "episodes[2].\"pe ak\"")
    }
}
