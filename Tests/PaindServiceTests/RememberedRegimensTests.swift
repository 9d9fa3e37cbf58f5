import DosingTables
import PainDiary
import PainDosing
import Testing

@testable import PaindService

@Suite("Regimens that were read before")
struct RememberedRegimensTests {
    let plain: RegimenShorthand

    init() throws {
        plain = RegimenShorthand(
            tables: try DosingSetup(files: .embedded, policy: DosingPolicy()).engine.tables)
    }

    @Test(
        "Read again, they are what they were",
        arguments: ["morphine MR 60 mg bd", "fentanyl patch 25 mcg/h; OxyNorm 5 mg prn x3"])
    func items(text: String) throws {
        let remembered = RememberedRegimens(plain)
        let expected = try plain.items(text)
        #expect(try remembered.items(text) == expected)
        #expect(try remembered.items(text) == expected)
    }

    @Test("Doses that differ in one word only are kept apart")
    func doses() throws {
        let remembered = RememberedRegimens(plain)
        let asked: [(opioid: String, formulation: String?, route: String, dose: String)] = [
            ("morphine", "IR", "oral", "5 mg"), ("morphine", "IR", "oral", "10 mg"),
            ("morphine", "MR", "oral", "10 mg"),
            ("morphine", "subcutaneous injection", "sc", "5 mg"),
            ("oxycodone", "IR", "oral", "5 mg"),
        ]
        for _ in 1...2 {
            for (opioid, formulation, route, dose) in asked {
                let expected = try plain.dose(
                    opioid: opioid, formulation: formulation, route: route, dose: dose)
                let found = try remembered.dose(
                    opioid: opioid, formulation: formulation, route: route, dose: dose)
                #expect(found.form == expected.form)
                #expect(found.mass == expected.mass)
            }
        }
    }

    @Test(
        "A text that is equal to a remembered one as a string, but not in its bytes, is read as ever"
    )
    func canonicallyEqual() throws {
        let remembered = RememberedRegimens(plain)
        let text = "morphine MR 60 mg bd; OxyNorm 5 mg prn x3"
        // The Greek question mark looks like a semicolon, and strings with it are equal to Swift.
        let other = text.replacing(";", with: "\u{37E}")
        #expect(text == other)
        #expect(try remembered.items(text).count == 2)
        #expect(try remembered.items(other) == plain.items(other))
    }

    @Test("What can't be read is refused each time")
    func refused() {
        let remembered = RememberedRegimens(plain)
        for _ in 1...2 {
            #expect(throws: RegimenError.self) { try remembered.items("morphine 30 bd") }
        }
    }
}
