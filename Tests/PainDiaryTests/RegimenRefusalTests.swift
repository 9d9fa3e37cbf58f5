import PainDiary
import PainDosing
import Quantities
import ShippedEngine
import TestSupport
import StrictJSON
import Testing

@Suite("What the regimen shorthand refuses")
struct RegimenRefusalTests {
    @Test(
        "A regimen that could be misread is refused, and the message says what to write",
        arguments: [
            RefusedRegimen.ambiguous, RefusedRegimen.numbers, RefusedRegimen.frequencies,
            RefusedRegimen.missing, RefusedRegimen.rates, RefusedRegimen.words,
            RefusedRegimen.combined,
        ].flatMap { $0 })
    func refused(_ regimen: RefusedRegimen) throws {
        let shorthand = RegimenShorthand(tables: try Shipped.tables)
        let error = #expect(throws: RegimenError.self) { try shorthand.items(regimen.text) }
        #expect(error?.description == regimen.message)
    }

    @Test(
        "A target that can't be read is refused in the words of who wrote it",
        arguments: [
            (
                "oxycodone 10 mg MR",
                "a target has no dose, since the dose is what is computed; write \"oxycodone MR\""
            ),
            (
                "oxycodone MR prn",
                "a target is the regular opioid, not doses as needed; write \"oxycodone MR\""
            ),
            (
                "oxycodone MR x3",
                "a target is the regular opioid, not doses as needed; write \"oxycodone MR\""
            ),
            (
                "oxycodone MR 5 times daily",
                "5 times a day is no whole number of hours apart; write such as \"oxycodone MR "
                    + "every 12 h\""
            ),
            (
                "oxycodone MRR",
                "the word \"MRR\" is not understood after oxycodone; write the form alone, such as "
                    + "\"oxycodone MR\""
            ),
            ("oxycodone MR; morphine MR", "name one target, such as \"oxycodone MR\""),
            (" ", "name one target, such as \"oxycodone MR\""),
            (
                "morphine injection",
                "which form of morphine injection? Say one of: subcutaneous injection, intravenous "
                    + "injection, intramuscular injection"
            ),
            (
                "morphine CSCI every 12 h",
                "an infusion runs all the time and has no interval; write \"morphine CSCI\""
            ),
            (
                "Jurnista bd",
                "Jurnista is made to be given every 24 hours, not every 12; write \"Jurnista\""
            ),
            (
                "morphine MR tds",
                "morphine MR is made to be given every 12 or 24 hours, not every 8; write "
                    + "\"morphine MR\""
            ),
            ("patch", "no drug is named; write it before patch, such as \"fentanyl patch\""),
        ])
    func target(_ text: String, _ message: String) throws {
        let shorthand = RegimenShorthand(tables: try Shipped.tables)
        let error = #expect(throws: RegimenError.self) { try shorthand.target(text) }
        #expect(error?.description == message)
    }

    @Test(
        "For a target no drug of a name alike is suggested",
        arguments: ["Ordin", "Depalgos", "Proladon", "morphin", "OxyNOE"])
    func noOtherDrug(_ name: String) throws {
        let shorthand = RegimenShorthand(tables: try Shipped.tables)
        let error = #expect(throws: RegimenError.self) { try shorthand.target(name) }
        #expect(
            error?.description
                == "\"\(name)\" is no opioid or brand of the tables; write the generic name and the "
                + "form, such as \"oxycodone MR\"")
    }

    @Test(
        "What a word hides is escaped where the word is quoted",
        arguments: ["morph\u{FEFF}ine", "mor\u{202E}phine", "morph\u{1B}[2Jine", "morp\u{4}hine"])
    func hidden(_ name: String) throws {
        let shorthand = RegimenShorthand(tables: try Shipped.tables)
        let error = try #require(throws: RegimenError.self) {
            try shorthand.opioid(name)
        }
        #expect(error.description.contains("\\u{"))
        #expect(!error.description.unicodeScalars.contains(where: QuotedText.isTreacherous))
    }

    @Test("A field of a structured item can't bring in another item or drug")
    func fields() throws {
        let shorthand = RegimenShorthand(tables: try Shipped.tables)
        #expect(throws: RegimenError.self) {
            try shorthand.item(
                opioid: "morphine", formulation: "modified-release", route: nil,
                dose: "30 mg bd; morphine IR 10 mg", frequency: "q4h")
        }
        #expect(throws: RegimenError.self) {
            try shorthand.item(
                opioid: "morphine MR", formulation: nil, route: nil, dose: "30 mg",
                frequency: "bd")
        }
        #expect(throws: RegimenError.self) {
            try shorthand.dose(
                opioid: "morphine", formulation: "immediate-release", route: nil, dose: "10 mg x3")
        }
        #expect(throws: RegimenError.self) {
            try shorthand.dose(
                opioid: "fentanyl", formulation: "patch", route: nil, dose: "25 mcg/h")
        }
    }

    @Test("Any sequence of words is read or refused")
    func words() throws {
        let shorthand = RegimenShorthand(tables: try Shipped.tables)
        let words = [
            "morphine", "oxycodone", "fentanyl", "methadone", "Durogesic", "MST", "Continus",
            "heroin", "MR", "IR", "patch", "CSCI", "buccal", "tablet", "oral", "SC", "infusion",
            "30", "0", "5.5", "100000", "12", "x3", "x", "×2", "mg", "mcg", "g", "mcg/h",
            "mg/24h", "µg", "bd", "od", "q4h", "q99h", "every", "h", "days", "times", "daily", "a",
            "day", "prn", "as", "needed", ";", "; ;", "-hourly", "4-hourly", "rxnorm:7052",
            "N02AB03", "-", "+", ".", ",", "1-2", "%", "mg/", "pr", "é",
        ]
        var random = PropertyRun.generator("random words")
        let cases = PropertyRun.cases(short: 2_000)
        var accepted = 0
        for _ in 0..<cases {
            let starts = ["", "morphine MR 30 mg", "morphine MR 30 mg bd"]
            var text = starts.randomElement(using: &random) ?? ""
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                text += " " + (words.randomElement(using: &random) ?? "")
            }
            accepted += try isRead(text, by: shorthand) ? 1 : 0
        }
        #expect(accepted > cases / 50)
    }

    @Test("Any bytes are read or refused")
    func bytes() throws {
        let shorthand = RegimenShorthand(tables: try Shipped.tables)
        var random = PropertyRun.generator("random bytes")
        let start = Array("fentanyl patch 25 mcg/h; morphine MR 30 mg bd".utf8)
        for _ in 0..<PropertyRun.cases(short: 1_000) {
            var bytes = Bool.random(using: &random) ? start : []
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                let byte = UInt8.random(in: 0...255, using: &random)
                bytes.insert(byte, at: Int.random(in: 0...bytes.count, using: &random))
            }
            _ = try isRead(String(decoding: bytes, as: UTF8.self), by: shorthand)
        }
    }

    /// Whether a text is read; what is read has a dose, and what is refused has a reason.
    private func isRead(_ text: String, by shorthand: RegimenShorthand) throws -> Bool {
        do throws(RegimenError) {
            let items = try shorthand.items(text)
            #expect(!items.isEmpty)
            for item in items {
                let isNothing =
                    switch item.amount {
                    case .scheduled(let dose, _), .taken(let dose, _): dose.isZero
                    case .patch(let rate): rate.isZero
                    case .infusion(let daily): daily.isZero
                    }
                #expect(!isNothing, "\(text)")
            }
            return true
        } catch {
            #expect(!error.message.isEmpty)
            #expect(error.message.utf8.count < 600, "\(text)")
            return false
        }
    }
}
