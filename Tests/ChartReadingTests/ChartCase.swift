import ChartReading
import Foundation
import PainDosing
import Quantities
import ShippedEngine
import Testing

/// One regimen of `Tests/Reading/regimens.json`.
struct ChartCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Item: Decodable, Sendable {
        let opioid: String
        let route: String
        let dailyDose: String
        let unit: String
        let orRoute: [String]?
    }
    struct Expectation: Decodable, Sendable {
        let kind: String
        let items: [Item]?
        let mustSay: [String]?
    }
    let id: String
    let country: String
    let text: String
    let expect: Expectation

    var testDescription: String { "\(id): \(text)" }

    static let all: [ChartCase] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Reading/regimens.json")
        guard let data = try? Data(contentsOf: file),
            let cases = try? JSONDecoder().decode([ChartCase].self, from: data)
        else { return [] }
        return cases
    }()

    /// Readers by country, each with its words put together once.
    private static let readers: [String: ChartReader] = {
        guard let tables = try? Shipped.tables else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: Country.allCases.map {
                ($0.rawValue, ChartReader(tables: tables, country: $0))
            })
    }()

    func reading(of text: String? = nil) throws -> ReadRegimen {
        try #require(ChartCase.readers[country]).reading(text ?? self.text)
    }
}

/// What was read, summed by drug and route.
struct DailySums: Equatable, CustomStringConvertible {
    var sums: [String: Rational] = [:]

    init(_ items: [RegimenItem]) throws {
        for item in items {
            let (value, unit): (Rational, String) =
                switch try item.dailyAmount {
                case .mass(let dose): (dose.milligramsPerDay, "mg")
                case .rate(let rate): (rate.microgramsPerHour, "microgram/hour")
                }
            let key = "\(item.form.opioid.name) \(item.form.route.rawValue) \(unit)"
            sums[key] = try (sums[key] ?? .zero).adding(value)
        }
    }

    init(_ items: [ChartCase.Item]) throws {
        for item in items {
            let key = "\(item.opioid) \(item.route) \(item.unit)"
            sums[key] = try (sums[key] ?? .zero).adding(try Rational(decimal: item.dailyDose))
        }
    }

    var description: String {
        sums.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")
    }
}
