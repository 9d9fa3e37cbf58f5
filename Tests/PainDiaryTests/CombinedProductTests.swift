import DoseReport
import PainDiary
import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Combined products in a regimen and a diary")
struct CombinedProductTests {
    private let diary: NativeDiary
    private let shorthand: RegimenShorthand

    init() throws {
        shorthand = RegimenShorthand(tables: try Shipped.tables)
        diary = NativeDiary(regimens: shorthand)
    }

    @Test(
        "The strength on the pack and the number of tablets give both amounts",
        arguments: [
            (
                "co-codamol 30/500 2 tablets qds",
                "codeine immediate-release 60 mg (with paracetamol 1,000 mg) every 6 hours"
            ),
            (
                "2 tablets CO-CODAMOL 30/500 mg qds",
                "codeine immediate-release 60 mg (with paracetamol 1,000 mg) every 6 hours"
            ),
            (
                "co-codamol 30/500 2 tablets every 6 h",
                "codeine immediate-release 60 mg (with paracetamol 1,000 mg) every 6 hours"
            ),
            (
                "co-codamol 8/500mg 2 capsules 4 times daily",
                "codeine immediate-release 16 mg (with paracetamol 1,000 mg) every 6 hours"
            ),
            (
                "co-codamol 30/500 x8",
                "codeine immediate-release 30 mg (with paracetamol 500 mg) taken 8 times as needed"
            ),
            (
                "co-codamol 30/500 2 tablets prn x3",
                "codeine immediate-release 60 mg (with paracetamol 1,000 mg) taken 3 times as needed"
            ),
            (
                "codeine/paracetamol 15/500 tds",
                "codeine immediate-release 15 mg (with paracetamol 500 mg) every 8 hours"
            ),
            (
                "co-dydramol 10/500 2 tablets qds",
                "dihydrocodeine immediate-release 20 mg (with paracetamol 1,000 mg) every 6 hours"
            ),
            (
                "hydrocodone/acetaminophen 7.5/325 q4h",
                "hydrocodone immediate-release 7.5 mg (with paracetamol 325 mg) every 4 hours"
            ),
            (
                "Targin 10/5 bd",
                "oxycodone modified-release 10 mg (with naloxone 5 mg) every 12 hours"
            ),
            (
                "oxycodone/naloxone MR 5/2.5 bd",
                "oxycodone modified-release 5 mg (with naloxone 2.5 mg) every 12 hours"
            ),
        ])
    func accepted(_ text: String, _ item: String) throws {
        #expect(try shorthand.items(text).map { FormWords.item($0) } == [item])
    }

    @Test("The item names its product line")
    func productLine() throws {
        let items = try shorthand.items("co-codamol 30/500 qds; Targinact 20/10 bd")
        #expect(items.map(\.product?.name) == ["co-codamol-uk", "oxycodone-naloxone-mr-eu"])
    }

    @Test("Every marketed strength of every name can be written")
    func everyStrength() throws {
        let products = try Shipped.tables.products.filter(\.isCombined)
        for line in products {
            let all = line.brands.flatMap { name in line.strengths.map { (name, $0) } }
            for (name, strength) in all {
                let companion = try #require(strength.companion)
                guard case .mass(let opioid) = strength.labelled else {
                    Issue.record("\(line.id) has a strength that is no mass")
                    continue
                }
                let pair =
                    "\(opioid.milligrams.decimal().text)/"
                    + companion.amount.milligrams.decimal().text
                let item = try #require(try shorthand.items("\(name) \(pair) x1").first)
                // Targin is sold in several countries, of which the first with the strength is named.
                let named = products.first {
                    $0.brands.contains(name) && $0.strengths.contains(strength)
                }
                #expect(
                    item
                        == RegimenItem(
                            form: line.form, amount: .taken(dose: opioid, count: 1),
                            product: named?.id, companion: companion))
            }
        }
    }

    @Test(
        "No dose of a combined product is proposed, so it is no target, and the way is named",
        arguments: [
            ("co-codamol", "paracetamol", "codeine immediate-release"),
            ("Targin", "naloxone", "oxycodone modified-release"),
            ("Percocet 5/325", "paracetamol", "oxycodone immediate-release"),
        ])
    func target(_ text: String, _ drug: String, _ way: String) throws {
        let error = #expect(throws: RegimenError.self) { try shorthand.target(text) }
        let message = try #require(error?.message)
        #expect(
            message.contains("is a combined product with \(drug), of which no dose is proposed"))
        #expect(message.hasSuffix("write \"\(way)\""))
        #expect(!(try shorthand.target(way).assumedForm))
    }

    @Test("A structured item and a dose taken keep the second ingredient")
    func decoded() throws {
        let bytes = Array(
            #"""
            {"schema": "pain-diary/1", "patient": "p-1", "recordedAt": "2026-03-09T20:30:00Z",
             "regimen": [{"opioid": "co-codamol", "dose": "30/500 mg 2 tablets",
                          "frequency": "qds"}],
             "taken": [{"at": "2026-03-09T20:00:00Z", "opioid": "co-codamol", "dose": "8/500"}]}
            """#.utf8)
        let entry = try diary.decode(bytes)
        #expect(try entry.regimen == shorthand.items("co-codamol 30/500 2 tablets qds"))
        let taken = try #require(entry.taken?.first)
        #expect(taken.dose == (try .milligrams(Rational(8))))
        let paracetamol = Companion(drug: .paracetamol, amount: try .milligrams(Rational(500)))
        #expect(taken.companion == paracetamol)
        let engine = try Shipped.engine()
        let answer = try #require(
            try engine.assessment(
                of: RecordedEntry(id: ContentDigest(of: bytes), entry: entry), in: .empty
            ).value)
        #expect(answer.alerts.contains { $0.code == "paracetamol-maximum" })
        #expect(throws: DiaryEncodingError.combinedProduct(.paracetamol)) {
            try NativeDiary.encode(entry)
        }
    }

    @Test("An entry is not written without the second ingredient of a dose taken")
    func encodedTaken() throws {
        let form = try shorthand.target("codeine IR oral").form
        let at = Instant(secondsSince1970: 1_773_084_600)
        let companion = Companion(drug: .paracetamol, amount: try .milligrams(Rational(500)))
        let entry = try DiaryEntry(
            patient: #require(PatientID("p-1")), recordedAt: LocalInstant(utc: at),
            taken: [
                TakenDose(
                    at: at, form: form, dose: try .milligrams(Rational(30)), companion: companion)
            ])
        let error = #expect(throws: DiaryEncodingError.self) { try NativeDiary.encode(entry) }
        #expect(
            error?.description
                == "a dose that holds paracetamol as well can't be written in a diary")
    }
}
