import PainDosing
import Quantities
import ShippedEngine
import Testing

@testable import DoseReport

@Suite("Doses in words that can't be misread")
struct DoseWordsTests {
    @Test(
        "A number has a leading zero, no trailing zero, and thousands apart from 1,000 on",
        arguments: [
            ("0", "0"), ("0.5", "0.5"), ("5", "5"), ("5.0", "5"), ("2.50", "2.5"), ("100", "100"),
            ("999", "999"), ("1000", "1,000"), ("1200.5", "1,200.5"), ("12345", "12,345"),
            ("999999", "999,999"), ("1000000", "1,000,000"), ("1234567.25", "1,234,567.25"),
            ("0.1234", "0.1234"), ("0.12345", "≈ 0.1234"), ("0.12355", "≈ 0.1236"),
            ("1234.56789", "≈ 1,234.5679"), ("999.99999", "≈ 1,000"),
        ])
    func number(_ decimal: String, _ words: String) throws {
        #expect(DoseWords.number(try Rational(decimal: decimal)) == words)
    }

    @Test(
        "A fraction without an end is marked as rounded",
        arguments: [
            (20, 3, "≈ 6.6667"), (200, 3, "≈ 66.6667"), (1, 3, "≈ 0.3333"), (1, 8, "0.125"),
            (4_000, 3, "≈ 1,333.3333"),
        ])
    func fraction(_ numerator: Int, _ denominator: Int, _ words: String) throws {
        let value = try Rational(Int128(numerator), over: Int128(denominator))
        #expect(DoseWords.number(value) == words)
    }

    @Test(
        "A dose below 1 mg is in micrograms, spelled out",
        arguments: [
            ("0.0005", "0.5 micrograms"), ("0.2", "200 micrograms"), ("0.9999", "999.9 micrograms"),
            ("1", "1 mg"), ("1.2", "1.2 mg"), ("1000", "1,000 mg"), ("0", "0 mg"),
        ])
    func mass(_ milligrams: String, _ words: String) throws {
        #expect(DoseWords.mass(try .milligrams(Rational(decimal: milligrams))) == words)
    }

    @Test("Transmucosal fentanyl stays in micrograms from 1 mg on, as on its pack")
    func rapidOnset() throws {
        let dose = try Mass.micrograms(Rational(1_600))
        #expect(DoseWords.mass(dose, inMicrograms: true) == "1,600 micrograms")
    }

    @Test(
        "A form that names its route says it once",
        arguments: [
            ("fentanyl sublingual tablet", "fentanyl sublingual tablet"),
            ("fentanyl buccal tablet", "fentanyl buccal tablet"),
            ("fentanyl nasal spray", "fentanyl nasal spray"),
            ("fentanyl lozenge", "fentanyl lozenge, buccal"),
            ("oxycodone oral MR", "oxycodone modified-release, oral"),
        ])
    func forms(_ target: String, _ words: String) throws {
        #expect(FormWords.form(try Shipped.target(target)) == words)
    }

    @Test("A day's dose and a rate name their time")
    func overTime() throws {
        #expect(DoseWords.daily(try .milligramsPerDay(Rational(60))) == "60 mg/day")
        #expect(
            DoseWords.daily(try .milligramsPerDay(Rational(decimal: "0.6"))) == "600 micrograms/day"
        )
        #expect(
            DoseWords.rate(try .microgramsPerHour(Rational(decimal: "12.5")))
                == "12.5 micrograms/hour")
        #expect(DoseWords.omedd(try .milligramsPerDay(Rational(1_200))) == "1,200 mg")
    }

    @Test(
        "An item names drug, form, dose and interval, and the route where the form leaves it open",
        arguments: [
            ("morphine MR 30 mg bd", "morphine modified-release 30 mg every 12 hours"),
            ("morphine IR 10 mg od", "morphine immediate-release 10 mg once daily"),
            ("morphine IR 10 mg 5 times daily", "morphine immediate-release 10 mg 5 times a day"),
            ("morphine MR 10 mg every 2 days", "morphine modified-release 10 mg every 2 days"),
            ("morphine MR 10 mg every 36 h", "morphine modified-release 10 mg every 36 hours"),
            (
                "morphine IV injection 5 mg q4h",
                "morphine injection (intravenous) 5 mg every 4 hours"
            ),
            (
                "morphine SC injection 5 mg q4h",
                "morphine injection (subcutaneous) 5 mg every 4 hours"
            ),
            ("alfentanil CSCI 0.5 mg/24h", "alfentanil infusion (subcutaneous) 500 micrograms/day"),
            (
                "fentanyl nasal spray 100 mcg x2",
                "fentanyl nasal spray 100 micrograms taken 2 times as needed"
            ),
        ])
    func item(_ regimen: String, _ words: String) throws {
        #expect(try Shipped.regimen(regimen).map { FormWords.item($0) } == [words])
    }

    @Test(
        "A form reads as a pharmacist says it, in a report and in an alert",
        arguments: [
            (
                "fentanyl sublingual-tablet", "fentanyl sublingual tablet",
                "fentanyl sublingual tablet"
            ),
            ("fentanyl buccal-film", "fentanyl buccal film", "fentanyl buccal film"),
            ("fentanyl nasal-spray", "fentanyl nasal spray", "fentanyl nasal spray"),
            (
                "oxycodone oral MR", "oxycodone modified-release, oral",
                "oxycodone oral modified-release"
            ),
            ("fentanyl patch", "fentanyl patch, transdermal", "fentanyl transdermal patch"),
        ])
    func form(_ target: String, report: String, alert: String) throws {
        let form = try Shipped.target(target)
        #expect(FormWords.form(form) == report)
        #expect(form.words == alert)
    }

    @Test("No item of the catalogue is abbreviated")
    func everyItem() throws {
        let generator = RegimenGenerator(try Shipped.tables)
        var random = SystemRandomNumberGenerator()
        for form in generator.forms {
            let words = FormWords.item(try generator.item(form, using: &random))
            #expect(words.isSafelyWritten, "\(words)")
            #expect(words.hasPrefix("\(form.opioid) "))
        }
    }
}

extension String {
    /// Whether no dose in the text can be misread (style of the ISMP).
    var isSafelyWritten: Bool {
        !contains(/µg|μg|\bmcg\b|\bug\b|\bQD\b|\bq[0-9]+h\b|\bOD\b|\bIU\b/)
            // A trailing zero, a naked point, four digits in a row before a unit, no space.
            && !contains(/[0-9]\.[0-9]*0 (mg|micrograms|mL)/)
            && !contains(/(^|[^0-9])\.[0-9]/)
            && !contains(/(^|[^0-9.])[0-9]{4,}(\.[0-9]+)? (mg|micrograms|mL)/)
            && !contains(/[0-9](mg|micrograms|mL)\b/)
    }
}
