import DoseReport
import PainDosing
import Quantities
import ShippedEngine
import StrictJSON
import Testing

@Suite("The JSON report")
struct JSONReportTests {
    private let example = ReportCase(regimen: "morphine MR 60 mg bd", target: "oxycodone MR")

    @Test("An OMEDD has the fields of its contract")
    func medication() throws {
        let document = try documents(example)[0]
        #expect(
            document.keys
                == [
                    "schema", "site", "table", "omedd", "components", "alerts", "notChecked",
                    "trace",
                    "notice",
                ])
        #expect(document["schema"] == .string("paincalc/med/1"))
        #expect(document["table"]?.keys == ["id", "sha256"])
        #expect(document["table"]?["id"] == .string("fpm-2020"))
        #expect(document["table"]?["sha256"] == .string(try Shipped.tables.sha256))
        #expect(document["omedd"]?.keys == ["mgPerDay", "low", "high", "byTable"])
        #expect(document["omedd"]?["mgPerDay"]?.numberText == "120")
        let component = try #require(document["components"]?.elements.first)
        for key in ["opioid", "route", "dailyDose", "unit", "factor", "mgPerDay", "source"] {
            #expect(component.keys.contains(key), "\(key)")
        }
        #expect(component["unit"] == .string("mg"))
        #expect(component["factor"]?.numberText == "1")
        for point in document["omedd"]?["byTable"]?.elements ?? [] {
            #expect(point.keys.starts(with: ["table", "mgPerDay"]))
        }
    }

    @Test("A rotation has the fields of its contract")
    func rotation() throws {
        let document = try documents(example)[1]
        #expect(
            document.keys
                == [
                    "schema", "site", "from", "to", "equianalgesic", "reductionPercent",
                    "reductionWindow", "adjustments", "proposal", "rescue", "timetable", "alerts",
                    "notChecked", "trace", "notice",
                ])
        #expect(document["schema"] == .string("paincalc/rotate/1"))
        #expect(document["from"]?.keys == ["table", "omedd", "components"])
        #expect(document["to"]?.keys == ["opioid", "route", "formulation"])
        #expect(document["equianalgesic"]?["perDay"]?.numberText == "80")
        #expect(document["equianalgesic"]?["unit"] == .string("mg"))
        #expect(document["reductionPercent"]?.numberText == "25")
        let proposal = try #require(document["proposal"])
        for key in ["perDay", "perDose", "unit", "every", "products"] {
            #expect(proposal.keys.contains(key), "\(key)")
        }
        #expect(proposal["perDay"]?.numberText == "60")
        #expect(proposal["perDose"]?.numberText == "30")
        #expect(proposal["every"]?.numberText == "12")
        let product = try #require(proposal["products"]?.elements.first)
        #expect(product.keys == ["product", "strength", "unit", "count"])
        #expect(document["rescue"]?["ratioDose"]?.numberText == "10")
    }

    @Test("Breakthrough doses have the fields of their contract")
    func breakthrough() throws {
        let document = try documents(example)[2]
        #expect(
            document.keys
                == [
                    "schema", "site", "omedd", "eligible", "criteria", "strategy", "options",
                    "contraindications", "lowestDoseAdvice", "immediateRelease", "alerts",
                    "notChecked", "trace",
                    "notice",
                ])
        #expect(document["schema"] == .string("paincalc/breakthrough/1"))
        #expect(document["eligible"] == .bool(true))
        #expect(document["strategy"] == .string("proportional"))
        for criterion in document["criteria"]?.elements ?? [] {
            #expect(criterion.keys == ["name", "value", "limit", "met", "blocking", "source"])
        }
        let options = try #require(document["options"]?.elements)
        #expect(options.count == (try Shipped.engine().rapidOnsetProductsOnSale.count))
        for option in options {
            for key in [
                "product", "dose", "unit", "labelledStart", "maxDose", "repeatAfterMinutes",
                "minIntervalHours", "maxPerDay",
            ] {
                #expect(option.keys.contains(key), "\(key)")
            }
            #expect(option["unit"] == .string("microgram"))
        }
        let tablet = try #require(options.first { $0["product"] == .string("effentora-eu") })
        #expect(tablet["dose"]?.numberText == "200")
        #expect(tablet["ratioDose"]?.numberText == "200")
        #expect(tablet["labelledStart"]?.numberText == "100")
        #expect(tablet["maxDose"]?.numberText == "800")
        let spray = try #require(options.first { $0["product"] == .string("pecfent-eu") })
        #expect(spray["repeatAfterMinutes"] == .null, "the label allows no second dose")
        #expect(!spray.keys.contains("ratioDose"))
    }

    @Test("A number that had to be rounded has its exact fraction beside it, any other none")
    func exact() throws {
        let rounded = ReportCase(regimen: "diamorphine CSCI 20 mg/24h", target: "morphine MR")
        let omedd = try #require(try documents(rounded)[0]["omedd"])
        #expect(omedd["mgPerDay"]?.numberText == "66.6667")
        #expect(omedd["exact"] == .string("200/3"))
        for example in ReportCase.all {
            for document in try documents(example) { try checkExact(document) }
        }
    }

    @Test("Every alert and every step has its fields, and numbers are no strings")
    func alertsAndTrace() throws {
        for example in ReportCase.all {
            for document in try documents(example) {
                for alert in document["alerts"]?.elements ?? [] {
                    #expect(alert.keys.starts(with: ["code", "severity", "message"]))
                }
                for step in document["trace"]?.elements ?? [] {
                    #expect(
                        step.keys.starts(
                            with: ["rule", "subject", "inputs", "arithmetic", "result"]))
                }
            }
        }
    }

    @Test("After a stop every dose field is absent, not null or 0")
    func stop() throws {
        let stopped = ReportCase(
            regimen: "fentanyl patch 50 mcg/h", target: "morphine MR", isNaive: true)
        let documents = try documents(stopped)
        #expect(documents[0].keys == ["schema", "site", "alerts", "regimen", "notice"])
        #expect(documents[1].keys == ["schema", "site", "alerts", "regimen", "notice"])
        #expect(
            documents[2].keys == [
                "schema", "site", "eligible", "strategy", "alerts", "regimen",
                "notice",
            ])
        for document in documents {
            let items = document["regimen"]?.elements ?? []
            #expect(items.map(\.keys) == [["opioid", "route", "formulation", "asWritten"]])
            #expect(items[0]["asWritten"] == .string("fentanyl patch 50 micrograms/hour"))
        }
        #expect(documents[2]["eligible"] == .bool(false))
        #expect(documents[2]["strategy"] == .string("none"))
    }

    @Test("The notice stands once, and the text is read back as the same value")
    func notice() throws {
        for example in ReportCase.all {
            for document in try documents(example) {
                let text = document.text()
                #expect(document["notice"] == .string(ReportFooter.decisionSupport))
                #expect(text.ranges(of: ReportFooter.decisionSupport).count == 1)
                #expect(try JSONValue(reading: Array(text.utf8)) == document)
                #expect(try JSONValue(reading: document.encoded(.pretty)) == document)
            }
        }
    }

    @Test("What is not computed is left out rather than null")
    func absent() throws {
        let tiny = ReportCase(regimen: "codeine IR 15 mg bd", target: "oxycodone MR")
        let rotation = try documents(tiny)[1]
        #expect(!rotation.keys.contains("proposal"))
        #expect(!rotation.keys.contains("rescue"))
        let breakthrough = try documents(tiny)[2]
        #expect(breakthrough["options"]?.elements.isEmpty == true)
        #expect(breakthrough["strategy"] == .string("none"))
    }

    private func documents(_ example: ReportCase) throws -> [JSONValue] {
        try example.documents()
    }

    /// Every string beside a number that gives its exact value rounds to that number.
    private func checkExact(_ value: JSONValue) throws {
        for element in value.elements { try checkExact(element) }
        for member in value.members {
            try checkExact(member.value)
            let isExactKey = member.key == "exact" || member.key.hasSuffix("Exact")
            guard isExactKey, case .string(let fraction) = member.value.content else { continue }
            let parts = fraction.split(separator: "/").compactMap { Int128(String($0)) }
            try #require(parts.count == 2, "an exact whole number needs no fraction: \(fraction)")
            let printed = try Rational(parts[0], over: parts[1]).decimal()
            #expect(!printed.isExact)
            let name = member.key == "exact" ? nil : String(member.key.dropLast("Exact".count))
            let numbers = value.members.filter { name == nil || $0.key == name }
                .compactMap(\.value.numberText)
            #expect(numbers.contains(printed.text), "\(fraction)")
        }
    }
}

extension JSONValue {
    var members: [JSONMember] {
        if case .object(let object) = content { object.members } else { [] }
    }

    var keys: [String] { members.map(\.key) }

    var elements: [JSONValue] {
        if case .array(let elements) = content { elements } else { [] }
    }

    var numberText: String? {
        if case .number(let number) = content { number.text } else { nil }
    }

    subscript(key: String) -> JSONValue? {
        if case .object(let object) = content { object[key] } else { nil }
    }
}
