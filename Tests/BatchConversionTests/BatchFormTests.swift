import BatchConversion
import Testing

@Suite("The forms in which a batch is read and written")
struct BatchFormTests {
    static let plain: String = "id,opioid,form,strength,unit,per_day\nP-1,morphine,MR,30,mg,2\n"
    static let answer = """
        line,id,daily_dose,daily_dose_exact,unit,factor,mg_per_day,mg_per_day_exact,table,alerts,error
        2,P-1,60,,mg,1,60,,fpm-2020,info:omedd-above-50,

        """

    @Test(
        "The same rows in other dress give the same answers",
        arguments: [
            plain, "\u{FEFF}" + plain, plain.replacingOccurrences("\n", "\r\n"), plain + "\n \n",
            "ID, Drug ,Dosage Form,Strength,UOM,times-per-day\nP-1, morphine ,MR, 30 ,mg,2\n",
            "\"id\",\"opioid\",\"form\",\"strength\",\"unit\",\"per_day\"\n"
                + "\"P-1\",\"morphine\",\"MR\",\"30\",\"mg\",\"2\"\n",
            "per_day,unit,strength,form,opioid,id,unknown\n2,mg,30,MR,morphine,P-1,anything\n",
        ])
    func dress(_ input: String) throws {
        #expect(try BatchRun(input).output == Self.answer)
    }

    @Test("Semicolons and tabs come back as they went in", arguments: [";", "\t"])
    func separators(_ separator: String) throws {
        let run = try BatchRun(Self.plain.replacingOccurrences(",", separator))
        #expect(run.output == Self.answer.replacingOccurrences(",", separator))
    }

    @Test("JSON Lines are answered in JSON Lines")
    func jsonLines() throws {
        let run = try BatchRun(
            """
            {"id": "P-1", "opioid": "morphine", "form": "MR", "strength": 30, "unit": "mg", "per_day": 2}

            {"id": 7, "opioid": "morphine", "form": "IR", "strength": "10", "unit": "mg", "quantity": 1, "days": 3, "ward": 5}
            {"id": "P-3", "opioid": "morphine", "form": "MR", "strength": [30]}
            {"id": "P-4"
            {"opioid": "morphine", "opioid": "codeine"}
            {"opioid": "morphine", "drug": "codeine"}
            [1]
            """)
        #expect(
            run.lines == [
                #"{"line":1,"id":"P-1","dailyDose":60,"unit":"mg","factor":1,"mgPerDay":60,"#
                    + #""table":"fpm-2020","alerts":["info:omedd-above-50"]}"#,
                #"{"line":3,"id":7,"dailyDose":3.3333,"dailyDoseExact":"10/3","unit":"mg","#
                    + #""factor":1,"mgPerDay":3.3333,"exact":"10/3","table":"fpm-2020","alerts":[]}"#,
                #"{"line":4,"error":"column strength: a text or a number belongs here"}"#,
                #"{"line":5,"error":"the line is no JSON: column 13: the text ends; accepted here is a comma or }"}"#,
                #"{"line":6,"error":"the line is no JSON: column 24: the key \"opioid\" stands twice; accepted is each key once"}"#,
                #"{"line":7,"error":"column opioid: two fields of the object name it; leave one of them"}"#,
                #"{"line":8,"error":"the line is no JSON object; write such as {\"id\": \"P-1\", \"opioid\": …}"}"#,
            ])
        #expect(run.summary.ignored == ["ward"])
        #expect(run.summary.rows == 7)
        #expect(run.summary.malformed == 5)
    }

    /// A header that can't be used, with the whole message.
    static let headers: [(String, String)] = [
        ("", "\(BatchFailure.empty)"), (" \n\n", "\(BatchFailure.empty)"),
        (
            "P-1,morphine,30\n",
            "line 1: the header lacks the column opioid or drug or drug_name or medication, and "
                + "strength or strength_per_unit or dose; it names P-1, morphine, 30. Fields are "
                + "apart with comma, semicolon or tab"
        ),
        (
            "opioid,strength,dose\n",
            "line 1: \"strength\" and \"dose\" both name the column strength; leave one of them"
        ),
    ]

    @Test("A header that can't be used ends the batch", arguments: headers)
    func header(_ input: String, _ message: String) {
        do {
            _ = try BatchRun(input)
            Issue.record("the header was taken")
        } catch { #expect("\(error)" == message) }
    }

    /// What spoils a line, with the error.
    static let spoiledLines: [([UInt8], String)] = [
        (
            Array("P,\"morphine\n".utf8),
            "\"a quotation mark is not closed in its line; a row is one line, so leave line breaks "
                + "out of its fields\""
        ),
        (
            Array("P,mor\"phine,MR,30,mg,2\n".utf8),
            "a quotation mark stands inside a field; quote the whole field and write each mark in "
                + "it twice"
        ),
        (
            Array("P,\"morphine\"x,MR,30,mg,2\n".utf8),
            "there is text after a field's closing quotation mark"
        ),
        (
            Array("P,morphine\0,MR,30,mg,2\n".utf8),
            "the row holds a control character; save the sheet again as plain CSV"
        ),
        (
            Array("P,morphine,MR\r,30,mg,2\n".utf8),
            "the row holds a control character; save the sheet again as plain CSV"
        ),
        (
            Array("P,morph".utf8) + [0xFF] + Array("ine,MR,30,mg,2\n".utf8),
            "the row is not UTF-8; save the sheet as CSV UTF-8"
        ),
        (
            Array("P,morphine,MR,30,mg,2".utf8),
            "\"the last row has no line end, so that its last field may be cut off; save the sheet "
                + "again\""
        ),
        (
            [UInt8](repeating: UInt8(ascii: "x"), count: 70_000) + [0x0A],
            "the row is longer than 65536 bytes"
        ),
        (
            [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000) + [0x0A],
            "the row is longer than 65536 bytes"
        ),
        (
            [UInt8](repeating: 0, count: 3_000_000) + [0x0A],
            "the row is longer than 65536 bytes"
        ),
    ]

    @Test(
        "A header of nearly the longest length is read, however its bytes arrive",
        arguments: [1, 2])
    func longHeader(_ reads: Int) throws {
        let unknown = String(repeating: "x", count: 65_400)
        let sheet =
            "id,opioid,form,strength,unit,per_day,\(unknown)\n" + "P-1,morphine,MR,30,mg,2,\n"
        let input = Array(
            (sheet + String(repeating: "P-1,morphine,MR,30,mg,2,\n", count: 9_000)).utf8)
        let run = try BatchRun(input, block: 65_435 * reads, partSize: 1)
        #expect(run.summary.rows == 9_001)
        #expect(run.summary.malformed == 0)
    }

    @Test("A spoiled line spoils no other", arguments: spoiledLines)
    func spoiled(_ line: [UInt8], _ error: String) throws {
        let good = Array("P-1,morphine,MR,30,mg,2\n".utf8)
        let header = Array("id,opioid,form,strength,unit,per_day\n".utf8)
        let isLast = line.last != 0x0A
        let run = try BatchRun(header + good + line + (isLast ? [] : good))
        let row = ",P-1,60,,mg,1,60,,fpm-2020,info:omedd-above-50,"
        #expect(
            run.lines.dropFirst() == ["2" + row, "3,,,,,,,,,," + error]
                + (isLast ? [] : ["4" + row]))
    }
}

extension String {
    fileprivate func replacingOccurrences(_ old: Character, _ new: String) -> String {
        map { $0 == old ? new : String($0) }.joined()
    }
}
