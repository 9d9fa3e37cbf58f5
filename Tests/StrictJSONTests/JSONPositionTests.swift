import StrictJSON
import Testing

@Suite("Positions in a JSON text")
struct JSONPositionTests {
    @Test("Every value knows its line and its column, counted in characters")
    func positions() throws {
        let text = "{\n  \"é😀\": [1,\r\n\t\"ü\", {\"k\": null}],\n\"z\":true}"
        let value = try JSONValue(reading: Array(text.utf8))
        var found: [String] = []
        collect(value, &found)
        #expect(
            found == [
                "object 1:1", "key 2:3", "array 2:9", "number 2:10", "string 3:2", "object 3:7",
                "key 3:8", "null 3:13", "key 4:1", "bool 4:5",
            ])
    }

    private func collect(_ value: JSONValue, _ found: inout [String]) {
        let place = "\(value.position.line):\(value.position.column)"
        switch value.content {
        case .null: found.append("null \(place)")
        case .bool: found.append("bool \(place)")
        case .number: found.append("number \(place)")
        case .string: found.append("string \(place)")
        case .array(let values):
            found.append("array \(place)")
            for value in values { collect(value, &found) }
        case .object(let object):
            found.append("object \(place)")
            for member in object.members {
                found.append("key \(member.position.line):\(member.position.column)")
                collect(member.value, &found)
            }
        }
    }

    @Test("Values are equal wherever they stand")
    func equality() throws {
        let compact = try JSONValue(reading: Array("[1,{\"a\":\"b\"}]".utf8))
        let spread = try JSONValue(reading: Array("\n\n[ 1,\n{ \"a\": \"b\" } ]".utf8))
        #expect(compact == spread)
        #expect(compact.hashValue == spread.hashValue)
        #expect(compact.position != spread.position)
    }
}
