import PainDiary
import PainDosing
import Quantities
import ShippedEngine
import StrictJSON
import TestSupport
import Testing

@Suite("Diaries with the real regimen shorthand")
struct RegimenRoundTripTests {
    @Test("An entry of any regimen is written and read as the same entry")
    func roundTrip() throws {
        let tables = try Shipped.tables
        let diary = NativeDiary(regimens: RegimenShorthand(tables: tables))
        let generator = RegimenGenerator(tables)
        var random = PropertyRun.generator("diary round trip")
        for _ in 0..<PropertyRun.cases(short: 400) {
            let entry = try DiaryEntry.of(regimen: generator.regimen(using: &random))
            let written = try NativeDiary.encode(entry)
            let read = try diary.decode(written.encoded())
            #expect(read == entry, "\(written.text())")
            #expect(try NativeDiary.encode(read) == written)
        }
    }

    @Test("Every form of the catalogue survives the way to a diary and back")
    func everyForm() throws {
        let tables = try Shipped.tables
        let diary = NativeDiary(regimens: RegimenShorthand(tables: tables))
        let generator = RegimenGenerator(tables)
        var random = PropertyRun.generator("every form in a diary")
        for form in generator.forms {
            let entry = try DiaryEntry.of(regimen: [generator.item(form, using: &random)])
            #expect(try diary.decode(NativeDiary.encode(entry).encoded()) == entry, "\(form)")
        }
    }

    @Test("Every frequency that the encoder writes is read again", arguments: 1...24)
    func frequencies(_ number: Int) throws {
        let diary = NativeDiary(regimens: RegimenShorthand(tables: try Shipped.tables))
        let dose = try Mass.milligrams(Rational(decimal: "7.25"))
        let form = try Shipped.target("morphine IR")
        let entry = try DiaryEntry.of(regimen: [
            RegimenItem(form: form, amount: .scheduled(dose: dose, .timesPerDay(number))),
            RegimenItem(form: form, amount: .scheduled(dose: dose, .everyHours(number))),
            RegimenItem(form: form, amount: .taken(dose: dose, count: number)),
        ])
        #expect(try diary.decode(NativeDiary.encode(entry).encoded()) == entry)
    }

    @Test("A regimen in shorthand inside a diary is read like one on the command line")
    func shorthandInside() throws {
        let diary = NativeDiary(regimens: RegimenShorthand(tables: try Shipped.tables))
        let text = "morphine MR 30 mg bd; fentanyl patch 12 mcg/h"
        let bytes = Array(
            #"""
            {"schema": "pain-diary/1", "patient": "p-1", "recordedAt": "2026-03-09T20:30:00Z",
             "regimen": ["\#(text)"]}
            """#.utf8)
        #expect(try diary.decode(bytes).regimen == Shipped.regimen(text))
    }
}

extension DiaryEntry {
    /// An entry that says nothing but the regimen.
    fileprivate static func of(regimen: [RegimenItem]) throws -> DiaryEntry {
        try DiaryEntry(
            patient: #require(PatientID("p-1")),
            recordedAt: LocalInstant(utc: Instant(secondsSince1970: 1_773_084_600)),
            regimen: regimen)
    }
}
