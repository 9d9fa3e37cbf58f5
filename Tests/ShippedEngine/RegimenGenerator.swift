public import PainDosing
import Quantities

/// Makes up regimens from the catalogue of a table set.
public struct RegimenGenerator: Sendable {
    /// The forms that items are made of.
    public let forms: [OpioidForm]
    private let strengths: [OpioidForm: [ProductStrength]]

    /// A generator for every form of the catalogue, or for those that `isWanted` picks.
    public init(_ tables: TableSet, where isWanted: (OpioidForm) -> Bool = { _ in true }) {
        let all = tables.opioids.flatMap { opioid in
            opioid.formulations.sorted().flatMap { formulation in
                formulation.routes.map {
                    OpioidForm(opioid: opioid.id, route: $0, formulation: formulation)
                }
            }
        }
        var strengths: [OpioidForm: [ProductStrength]] = [:]
        for line in tables.products { strengths[line.form, default: []] += line.strengths }
        let patches = Set(tables.products.filter { $0.form.formulation == .patch }.map(\.form))
        forms = all.filter { isWanted($0) && ($0.formulation != .patch || patches.contains($0)) }
        self.strengths = strengths
    }

    /// One to four items.
    public func regimen(
        using random: inout some RandomNumberGenerator
    ) throws -> [RegimenItem] {
        var items: [RegimenItem] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            items.append(try item(using: &random))
        }
        return items
    }

    /// One item of any form.
    public func item(using random: inout some RandomNumberGenerator) throws -> RegimenItem {
        guard let form = forms.randomElement(using: &random) else {
            throw GeneratorError.noForms
        }
        return try item(form, using: &random)
    }

    /// One item of a form.
    public func item(
        _ form: OpioidForm, using random: inout some RandomNumberGenerator
    ) throws -> RegimenItem {
        switch form.formulation {
        case .patch: RegimenItem(form: form, amount: .patch(rate: try rate(form, using: &random)))
        case .infusion:
            RegimenItem(
                form: form,
                amount: .infusion(try DailyDose(mass(form, using: &random), timesPerDay: .one)))
        case .immediateRelease, .modifiedRelease, .suppository, .injection, .buccalTablet,
            .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray, .nasalSpray:
            RegimenItem(
                form: form, amount: doses(of: try mass(form, using: &random), using: &random))
        }
    }

    private func doses(
        of mass: Mass, using random: inout some RandomNumberGenerator
    ) -> RegimenAmount {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: .taken(dose: mass, count: Int.random(in: 1...12, using: &random))
        case 1: .scheduled(dose: mass, .timesPerDay(Int.random(in: 1...8, using: &random)))
        default:
            .scheduled(
                dose: mass,
                .everyHours([1, 2, 3, 4, 5, 6, 8, 12, 24].randomElement(using: &random) ?? 12))
        }
    }

    private func rate(
        _ form: OpioidForm, using random: inout some RandomNumberGenerator
    ) throws -> MassRate {
        guard case .rate(let rate) = strengths[form]?.randomElement(using: &random)?.delivered
        else { throw GeneratorError.noPatch(form) }
        return try rate.scaled(by: Rational(Int.random(in: 1...2, using: &random)))
    }

    /// In micrograms for the drugs that are given so, else in quarters of a milligram.
    private func mass(
        _ form: OpioidForm, using random: inout some RandomNumberGenerator
    ) throws -> Mass {
        let isPotent = ["fentanyl", "alfentanil", "sufentanil", "buprenorphine"].contains(
            form.opioid.name)
        return isPotent
            ? try .micrograms(Rational(Int.random(in: 1...160, using: &random) * 10))
            : try .milligrams(Rational(Int128(Int.random(in: 1...800, using: &random)), over: 4))
    }
}

/// What keeps regimens from being made up.
public enum GeneratorError: Error, Hashable, Sendable {
    /// No form of the catalogue was wanted.
    case noForms
    /// The product table has no patch of the form.
    case noPatch(OpioidForm)
}
