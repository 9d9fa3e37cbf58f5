import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Other drugs with each opioid")
struct InteractionTests {
    /// What the limits say of a regimen beside other drugs, and whether they hold a dose back.
    private static func codes(
        _ regimen: String, with drugs: [String], in country: Country = .unitedKingdom,
        facts: (([String]) throws -> PatientFacts)? = nil
    ) throws -> (codes: Set<String>, isHeldBack: Bool) {
        let engine = try Shipped.engine(
            DosingPolicy(order: LimitSituation.order, country: country))
        let known = try facts?(drugs) ?? .known(with: drugs)
        let outcome = try engine.omedd(of: Shipped.regimen(regimen), facts: known)
        let alerts = outcome.value?.alerts ?? outcome.refusalAlerts
        return (Set(alerts.map(\.code)), alerts.contains { $0.severity.holdsBack })
    }

    @Test("No opioid of the catalogue is silent beside a monoamine oxidase inhibitor")
    func everyOpioid() throws {
        let tables = try Shipped.tables
        let groups = Set(
            tables.comedications.filter { $0.drugs.contains("phenelzine") }.map(\.id))
        for opioid in tables.opioids {
            #expect(
                tables.limits.contains { limit in
                    guard case .comedication(let group, let spoken) = limit.condition else {
                        return false
                    }
                    return groups.contains(group) && spoken == opioid.id
                }, "\(opioid.id)")
        }
    }

    @Test(
        "Phenelzine stops what is forbidden with it; selegiline warns with a patch",
        arguments: [
            ("methadone oral 10 mg bd", "phenelzine", "maoi-irreversible", true),
            ("fentanyl patch 25 mcg/h", "Nardil", "maoi-irreversible", true),
            ("tramadol IR 50 mg qds", "linezolid", "maoi-contraindicated", true),
            ("tapentadol MR 50 mg bd", "rasagiline", "maoi-contraindicated", true),
            ("fentanyl patch 25 mcg/h", "selegiline", "maoi-selective", false),
            ("methadone oral 10 mg bd", "moclobemide", "maoi-selective", false),
            ("oxycodone MR 10 mg bd", "phenelzine", "maoi-with-other-opioid", false),
            ("buprenorphine patch 20 mcg/h", "isocarboxazid", "maoi-with-other-opioid", false),
        ])
    func monoamineOxidase(regimen: String, drug: String, code: String, stops: Bool) throws {
        let said = try Self.codes(regimen, with: [drug])
        #expect(said.codes.contains(code))
        #expect(said.isHeldBack == stops)
    }

    @Test(
        "Codeine with a monoamine oxidase inhibitor is forbidden in Ireland and warned of in the UK"
    )
    func byCountry() throws {
        let regimen = "codeine IR 30 mg qds"
        let irish = try Self.codes(regimen, with: ["phenelzine"], in: .ireland)
        #expect(irish.isHeldBack && irish.codes.contains("maoi-with-codeine"))
        let british = try Self.codes(regimen, with: ["phenelzine"])
        #expect(!british.isHeldBack && british.codes.contains("maoi-with-other-opioid"))
    }

    @Test("A partial agonist as needed, or a full one as needed beside it, is usual practice")
    func asNeeded() throws {
        let code = "partial-with-full-agonist"
        let patch = "buprenorphine patch 20 mcg/h"
        for (regimen, isSaid) in [
            ("\(patch); morphine MR 30 mg bd", true), (patch, false),
            ("\(patch); morphine IR 10 mg prn x3", false),
        ] {
            #expect(try Self.codes(regimen, with: []).codes.contains(code) == isSaid)
        }
        let product = "fentanyl sublingual-tablet 100 mcg prn x1"
        let beside = try Self.codes("\(patch); \(product)", with: [])
        #expect(beside.codes.contains("partial-agonist-with-rapid-onset"))
        let alone = try Self.codes("morphine MR 60 mg bd; \(product)", with: [])
        #expect(!alone.codes.contains("partial-agonist-with-rapid-onset"))
    }

    @Test("Naltrexone stops every opioid, and an antagonist that acts in the gut only does not")
    func antagonists() throws {
        let stopped = try Self.codes("morphine MR 30 mg bd", with: ["Vivitrol"])
        #expect(stopped.isHeldBack && stopped.codes.contains("opioid-antagonist"))
        let gut = try Self.codes("morphine MR 30 mg bd", with: ["naloxegol"])
        #expect(!gut.isHeldBack)
    }

    // Finding 8 of the verification, and the QT drugs of finding 6.
    private static let found = [
        "rifampin", "apalutamide", "mitotane", "dabrafenib", "ribociclib", "idelalisib", "imatinib",
        "netupitant", "letermovir", "isavuconazole", "nirmatrelvir", "darunavir", "ciprofloxacin",
        "abiraterone", "quinidine", "terbinafine", "cinacalcet", "mirabegron", "duloxetine",
        "cyclizine", "chlorphenamine", "hydroxyzine", "diphenhydramine", "tizanidine", "clozapine",
        "ketamine", "dronabinol", "nabilone", "cannabis", "desvenlafaxine", "rizatriptan",
        "clorazepate", "estazolam", "flunitrazepam", "prazepam", "quazepam", "remimazolam",
        "loprazolam", "ondansetron", "haloperidol", "domperidone", "sodium oxybate", "naltrexone",
        "nalbuphine",
    ]

    @Test("Every drug that the verification missed is in a list now", arguments: found)
    func listed(drug: String) throws {
        let tables = try Shipped.tables
        let name = tables.drugSynonyms[drug] ?? drug
        #expect(tables.comedications.contains { $0.drugs.contains(name) })
        let said = try Self.codes("morphine MR 30 mg bd", with: [drug])
        #expect(!said.codes.contains("comedication-unlisted"))
        let unknown = try Self.codes("morphine MR 30 mg bd", with: ["no such drug"])
        #expect(unknown.codes.contains("comedication-unlisted"))
    }

    @Test("Duloxetine weakens codeine as well as adding serotonin to tramadol")
    func twoGroups() throws {
        let codeine = try Self.codes("codeine IR 30 mg qds", with: ["duloxetine"])
        #expect(codeine.codes.contains("cyp2d6-inhibitor"))
        let tramadol = try Self.codes("tramadol IR 50 mg qds", with: ["Cymbalta"])
        #expect(tramadol.codes.isSuperset(of: ["cyp2d6-inhibitor", "serotonin-syndrome"]))
    }

    @Test("A drug is known by each of its names, and no name is of two drugs")
    func synonyms() throws {
        let tables = try Shipped.tables
        #expect(tables.drugSynonyms.count > 100)
        for name in ["Rifampin", "rifampicin", "RIFADIN"] {
            let said = try Self.codes("fentanyl patch 25 mcg/h", with: [name])
            #expect(said.codes.contains("cyp3a4-inducer"), "\(name)")
        }
        let listed = Set(tables.comedications.flatMap(\.drugs))
        for (name, drug) in tables.drugSynonyms {
            #expect(listed.contains(drug) && !listed.contains(name), "\(name)")
        }
    }

    @Test(
        "Tapentadol is limited by its release where the liver is impaired (DAVIS24)",
        arguments: [
            ("tapentadol MR 50 mg bd", ChildPugh.b, ["hepatic-tapentadol-modified-release"]),
            (
                "tapentadol MR 100 mg bd", .b,
                [
                    "hepatic-tapentadol-modified-release",
                    "hepatic-tapentadol-modified-release-maximum",
                ]
            ),
            ("tapentadol IR 50 mg tds", .b, ["hepatic-tapentadol"]),
            ("tapentadol IR 50 mg tds", .a, []),
            ("tapentadol IR 50 mg tds", .c, ["hepatic-tapentadol", "hepatic-tapentadol-severe"]),
        ])
    func tapentadolAndLiver(regimen: String, hepatic: ChildPugh, codes: [String]) throws {
        let said = try Self.codes(regimen, with: []) { try .known(hepatic: hepatic, with: $0) }
        #expect(said.codes.filter { $0.hasPrefix("hepatic-tapentadol") } == Set(codes))
    }

    @Test("The patch in renal impairment follows the guidance of the country")
    func patchByCountry() throws {
        for (country, code) in [
            (Country.unitedKingdom, "renal-fentanyl-patch-96-hours"),
            (.germany, "renal-fentanyl-patch-96-hours"),
            (.unitedStates, "renal-fentanyl-patch-severe"),
            (.canada, "renal-fentanyl-patch-severe"),
        ] {
            let said = try Self.codes("fentanyl patch 25 mcg/h", with: [], in: country) {
                try .known(with: $0, egfr: Rational(20))
            }
            let patch = said.codes.filter { $0.hasPrefix("renal-fentanyl-patch") }
            #expect(patch.contains(code) && patch.count == 2, "\(country): \(patch)")
        }
    }
}
