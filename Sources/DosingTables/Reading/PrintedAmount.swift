import PainDosing
import Quantities
import TableText

/// One side of a ratio as its source prints it, such as `2-3 mg oxycodone subcutaneous`.
struct PrintedAmount {
    /// The number, or the ends of the printed range.
    let numbers: ClosedRange<Rational>
    let unit: FactorUnit
    /// One form for each route.
    let forms: [ConversionForm]
}

extension NodeReader {
    /// An amount written `<number or range> <unit> <opioid> <route>`; several routes are joined by
    /// `/`.
    mutating func printedAmount(_ key: String, in catalogue: Catalogue) -> PrintedAmount? {
        guard let text = text(key) else { return nil }
        let words = PlainText.parts(of: text, separatedBy: UInt8(ascii: " "))
        guard words.count == 4 else {
            return refuse(key, "'\(text)' has to read like '10 mg morphine oral'")
        }
        let printed = PlainText.parts(of: words[0], separatedBy: UInt8(ascii: "-"))
        let ends = printed.compactMap(PlainText.number)
        guard let lowest = ends.first, let highest = ends.last, lowest > .zero, lowest <= highest,
            ends.count == printed.count, ends.count <= 2
        else { return refuse(key, "'\(words[0])' is no amount above 0 and no range such as 2-3") }
        guard let unit = FactorUnit(rawValue: words[1]) else {
            return refuse(key, "'\(words[1])' is no unit; known are: mg, mcg, mcg/h")
        }
        guard let forms = forms(opioid: words[2], routes: words[3], key: key, in: catalogue) else {
            return nil
        }
        guard forms.allSatisfy({ unit.fits($0.route) }) else {
            return refuse(key, FactorUnit.misfit)
        }
        return PrintedAmount(numbers: lowest...highest, unit: unit, forms: forms)
    }

    /// Forms written `<opioid> <route>`; several routes are joined by `/`.
    mutating func printedForms(_ key: String, in catalogue: Catalogue) -> [ConversionForm]? {
        guard let text = text(key) else { return nil }
        let words = PlainText.parts(of: text, separatedBy: UInt8(ascii: " "))
        guard words.count == 2 else {
            return refuse(key, "'\(text)' has to read like 'morphine oral'")
        }
        return forms(opioid: words[0], routes: words[1], key: key, in: catalogue)
    }

    private mutating func forms(
        opioid: String, routes: String, key: String, in catalogue: Catalogue
    ) -> [ConversionForm]? {
        guard let id = catalogue.opioid(named: opioid) else {
            return refuse(key, "'\(opioid)' is no id of opioids.yaml")
        }
        let names = PlainText.parts(of: routes, separatedBy: UInt8(ascii: "/"))
        let known = names.compactMap { Route(rawValue: $0) }
        guard known.count == names.count, Set(known).count == known.count else {
            let all = Route.allCases.map(\.rawValue).joined(separator: ", ")
            return refuse(key, "'\(routes)' is no route; known are: \(all)")
        }
        return known.map { ConversionForm(opioid: id, route: $0) }
    }

    private mutating func refuse<Value>(_ key: String, _ message: String) -> Value? {
        fault(message, line: line(of: key))
        return nil
    }
}
