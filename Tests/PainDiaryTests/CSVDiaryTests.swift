import PainDiary
import PainDosing
import ShippedEngine
import Testing

@Suite("Sheets that are read")
struct CSVDiaryTests {
    private let reader: DiaryReader

    init() throws {
        reader = DiaryReader(regimens: RegimenShorthand(tables: try Shipped.tables))
    }

    private func entry(_ text: String) throws -> DiaryEntry { try reader.decode(Array(text.utf8)) }

    @Test("The template as a sheet is the very entry of the template as JSON")
    func templates() throws {
        #expect(DiaryFormat(of: Array(DiaryTemplate.csv.utf8)) == .csv)
        #expect(DiaryFormat(of: Array(DiaryTemplate.json.utf8)) == .native)
        #expect(try entry(DiaryTemplate.csv) == entry(DiaryTemplate.json))
    }

    @Test("How a program saves a sheet does not change the entry")
    func spelling() throws {
        let expected = try entry(DiaryTemplate.csv)
        let rows = DiaryTemplate.csv.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = [rows[0].map { $0.uppercased() }] + rows.dropFirst()
        func text(_ rows: [[String]], _ separator: String, _ end: String) -> String {
            rows.map { $0.joined(separator: separator) + end }.joined()
        }
        let variants = [
            text(rows, ",", "\r\n"), text(rows, ";", "\n"), text(rows, ";", "\r\n"),
            text(rows, ",", "\r"), "\u{FEFF}" + text(rows, ";", "\r\n"), text(header, ",", "\n"),
            text(rows.map { $0.reversed() }, ",", "\n"), text(rows.map { $0 + [""] }, ",", "\n"),
            text(rows.map { $0.map { "\"\($0)\"" } }, ",", "\n"),
            text(rows.map { $0.map { " \($0) " } }, ",", "\n"),
            DiaryTemplate.csv + ",,,\n\n",
            "decimal=point\n" + DiaryTemplate.csv, "decimal=comma;;\n" + text(rows, ";", "\n"),
        ]
        for variant in variants { #expect(try entry(variant) == expected, "\(variant)") }
    }

    @Test("A last row that counts the rows above it changes nothing, however it is written")
    func endRow() throws {
        let rows = DiaryTemplate.csv.split(separator: "\n").count - 1
        let padding = String(
            repeating: ",", count: DiaryTemplate.csv.prefix { $0 != "\n" }.count { $0 == "," } - 1)
        for end in [
            "end,\(rows)\n", "END,\(rows)\r\n", "end,\(rows)\(padding)\n",
            "\"end\",\"\(rows)\"\n\n",
        ] {
            let sheet = DiaryTemplate.csv + end
            #expect(try entry(sheet) == entry(DiaryTemplate.csv), "\(end)")
            #expect(DiaryFormat.tellsItsEnd(Array(sheet.utf8)), "\(end)")
        }
    }

    @Test(
        "A sheet that does not say where it ends may be cut off; JSON shows it",
        arguments: [
            ("", false), ("patient", false), (DiaryTemplate.csv, false),
            (DiaryTemplate.csv + "end,9", false), (DiaryTemplate.csv + "end,\n", false),
            (DiaryTemplate.csv + "end,9\nP-1,x\n", false), (DiaryTemplate.json, true),
            ("\u{FEFF} {", true),
        ])
    func tellsItsEnd(text: String, tells: Bool) {
        #expect(DiaryFormat.tellsItsEnd(Array(text.utf8)) == tells, "\(text)")
    }

    @Test(
        "Rows that are missing or too many, and rows behind the end, are refused",
        arguments: [
            ("end,1\n", "rows are missing or too many"), ("end,99\n", "rows are missing"),
            ("end,\n", "write end,"), ("end,x\n", "write end,"), ("end,-1\n", "write end,"),
            ("end,99999999999999999999\n", "write end,"),
            ("end,1\nend,1\n", "rows follow the row that ends the sheet"),
        ])
    func wrongEnd(end: String, words: String) {
        do {
            _ = try entry(DiaryTemplate.csv + end)
            Issue.record("accepted: \(end)")
        } catch {
            #expect("\(error)".contains(words), "\(end): \(error)")
        }
    }

    @Test("A sheet that declares decimal commas is read with them, in numbers and in doses")
    func decimalComma() throws {
        let sheet = """
            decimal=comma;;;;;;
            patient;recordedAt;kind;weightKg;temperatureC;regimen;comedications
            P-1;2026-03-09T08:30:00Z;entry;62,5;37,25;"morphine MR 7,5 mg bd; fentanyl patch 12,5 mcg/h";"a, b; c"

            """
        let native = """
            {"schema": "pain-diary/1", "patient": "P-1", "recordedAt": "2026-03-09T08:30:00Z",
             "observations": {"weightKg": 62.5, "temperatureC": 37.25},
             "regimen": ["morphine MR 7.5 mg bd; fentanyl patch 12.5 mcg/h"],
             "context": {"comedications": ["a, b", "c"]}}
            """
        #expect(try entry(sheet) == entry(native))
    }

    @Test("None is known to be none, and an empty cell is not known")
    func none() throws {
        let header =
            "patient,recordedAt,kind,worst,regimen,episodes,taken,adverseEffects,comedications\n"
        let none = try entry(header + "P-1,2026-03-09T08:30:00Z,entry,,None,none,none,none,NONE\n")
        #expect(none.regimen == [])
        #expect(none.episodes == [])
        #expect(none.taken == [])
        #expect(none.adverseEffects == [])
        #expect(none.context.comedications == [])
        let unknown = try entry(header + "P-1,2026-03-09T08:30:00Z,entry,3,,,,,\n")
        #expect(unknown.regimen == nil)
        #expect(unknown.episodes == nil)
        #expect(unknown.taken == nil)
        #expect(unknown.adverseEffects == nil)
        #expect(unknown.context.comedications == nil)
    }

    @Test("Bone metastases and their lesions are rows as well")
    func bone() throws {
        let sheet = """
            patient,recordedAt,kind,primary,lesionCount,dentalCheck,site,type,painful,diameterMm
            P-1,2026-03-09T08:30:00Z,bone,breast,2,yes,,,,
            P-1,2026-03-09T08:30:00Z,lesion,,,,rib,lytic,TRUE,12
            P-1,2026-03-09T08:30:00Z,lesion,,,,long-bone,mixed,no,

            """
        let native = """
            {"schema": "pain-diary/1", "patient": "P-1", "recordedAt": "2026-03-09T08:30:00Z",
             "boneMetastases": {"primary": "breast", "lesionCount": 2, "dentalCheck": true,
               "lesions": [{"site": "rib", "type": "lytic", "painful": true, "diameterMm": 12},
                           {"site": "long-bone", "type": "mixed", "painful": false}]}}
            """
        #expect(try entry(sheet) == entry(native))
    }

    @Test(
        "Rows that only look alike are no repeated rows",
        arguments: [
            // Two strengths, two forms, and two patches that one cell says are both worn.
            (["regimen,morphine MR 60 mg bd", "regimen,morphine MR 30 mg bd"], 2),
            (["regimen,morphine MR 10 mg bd", "regimen,morphine IR 10 mg qds"], 2),
            (["regimen,fentanyl patch 25 mcg/h; fentanyl patch 25 mcg/h"], 2),
            (["regimen,morphine MR 60 mg bd", "entry,"], 1),
        ])
    func alike(_ rows: [String], _ items: Int) throws {
        let sheet =
            "patient,recordedAt,kind,regimen\n"
            + rows.map { "P-1,2026-03-09T08:30:00Z,\($0)\n" }.joined()
        #expect(try entry(sheet).regimen?.count == items, "\(rows)")
    }

    @Test("The same row of two patients, or of two moments, is no repeated row")
    func sameRowOfOthers() throws {
        let sheet = """
            patient,recordedAt,kind,regimen
            P-1,2026-03-09T08:30:00Z,regimen,morphine MR 60 mg bd
            P-2,2026-03-09T08:30:00Z,regimen,morphine MR 60 mg bd
            P-1,2026-03-10T08:30:00Z,regimen,morphine MR 60 mg bd

            """
        let entries = try reader.entries(Array(sheet.utf8))
        #expect(entries.map { $0.entry.regimen?.count } == [1, 1, 1])
    }

    @Test("Several entries of a sheet are told apart, and other rows do not change their ids")
    func several() throws {
        let header = "patient,recordedAt,kind,worst\n"
        let rows = [
            "P-1,2026-03-09T08:30:00Z,entry,8\n", "P-2,2026-03-09T08:30:00Z,entry,8\n",
            "P-1,2026-03-10T08:30:00Z,entry,7\n",
        ]
        let bytes = Array((header + rows.joined()).utf8)
        let entries = try reader.entries(bytes)
        #expect(entries.map(\.entry.patient.text) == ["P-1", "P-2", "P-1"])
        #expect(Set(entries.map(\.id)).count == 3)
        let fewer = try reader.entries(Array((header + rows[1] + rows[0]).utf8))
        #expect(fewer.map(\.id) == [entries[1].id, entries[0].id])
        let error = try #require(throws: DiaryError.self) { try reader.decode(bytes) }
        #expect(
            error.description
                == "row 1: the sheet holds 3 entries; save each patient and recordedAt as a file "
                + "of its own")
        let single = Array((header + rows[0]).utf8)
        #expect(try reader.entries(single).map(\.id) == [ContentDigest(of: single)])
    }
}
