import PainDosing
import Quantities
import TableText

extension NodeReader {
    /// Numbers above zero, each larger than the one before; nil after a fault.
    mutating func ascending(_ key: String) -> [Rational]? {
        guard node(key) != nil else { return nil }
        var numbers: [Rational] = []
        var isWhole = true
        for (text, line) in texts(key) {
            do throws(DecimalError) {
                let number = try Rational(decimal: text)
                if number <= .zero {
                    fault("'\(key)' has to hold numbers above 0, found \(text)", line: line)
                    isWhole = false
                } else if let last = numbers.last, number <= last {
                    fault("'\(key)' has to ascend; \(text) stands too late", line: line)
                    isWhole = false
                }
                numbers.append(number)
            } catch {
                fault("'\(text)' in '\(key)' is no number: \(error)", line: line)
                isWhole = false
            }
        }
        if numbers.isEmpty, isWhole {
            fault("'\(key)' needs one number or more", line: line(of: key))
            isWhole = false
        }
        return isWhole ? numbers : nil
    }

    /// Pairs of masses in milligrams, written `30/500` and above zero, each with a larger first
    /// mass than the one before; nil after a fault.
    mutating func ascendingPairs(_ key: String) -> [(first: Mass, second: Mass)]? {
        guard node(key) != nil else { return nil }
        var pairs: [(first: Mass, second: Mass)] = []
        var isWhole = true
        for (text, line) in texts(key) {
            let masses = PlainText.parts(of: text, separatedBy: UInt8(ascii: "/"))
                .compactMap(PlainText.number).filter { $0 > .zero }
                // A positive number is always a mass.
                .compactMap { try? Mass.milligrams($0) }
            guard masses.count == 2, text.utf8.count(where: { $0 == UInt8(ascii: "/") }) == 1 else {
                fault("'\(text)' in '\(key)' is no pair such as 30/500", line: line)
                isWhole = false
                continue
            }
            // Of one amount of opioid there may be two, 5/300 and 5/325.
            if let last = pairs.last, (masses[0], masses[1]) <= (last.first, last.second) {
                fault("'\(key)' has to ascend; \(text) stands too late", line: line)
                isWhole = false
            }
            pairs.append((masses[0], masses[1]))
        }
        if pairs.isEmpty, isWhole {
            fault("'\(key)' needs one pair or more", line: line(of: key))
            isWhole = false
        }
        return isWhole ? pairs : nil
    }

    /// A mass in micrograms, above zero.
    mutating func micrograms(_ key: String) -> Mass? {
        positive(key).flatMap { microgramMass($0, key: key) }
    }

    /// Masses in micrograms, ascending and above zero.
    mutating func ascendingMicrograms(_ key: String) -> [Mass]? {
        guard let numbers = ascending(key) else { return nil }
        let masses = numbers.compactMap { microgramMass($0, key: key) }
        return masses.count == numbers.count ? masses : nil
    }

    /// One form for each route that the row lists; the formulation has to fit each of them.
    mutating func forms(opioid: OpioidID?, in catalogue: Catalogue) -> [OpioidForm]? {
        let routes = routes()
        let formulation = word("formulation", of: Formulation.self)
        guard let opioid, let routes, let formulation else { return nil }
        for route in routes where !formulation.routes.contains(route) {
            fault("a \(formulation.rawValue) is not given by the \(route.rawValue) route")
        }
        if let known = catalogue.opioids?[opioid], !known.contains(formulation) {
            fault("opioids.yaml does not list \(formulation.rawValue) for \(opioid)")
        }
        return routes.map { OpioidForm(opioid: opioid, route: $0, formulation: formulation) }
    }

    private mutating func microgramMass(_ number: Rational, key: String) -> Mass? {
        do throws(QuantityError) {
            return try .micrograms(number)
        } catch {
            fault("'\(key)': \(error)", line: line(of: key))
            return nil
        }
    }
}
