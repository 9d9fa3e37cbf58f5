import PainDosing
import Quantities
import StrictJSON

/// The scale of a form with all that the answers of its rows have in common, ready as bytes.
final class PreparedScale {
    /// What the rows of one stretch have in common.
    struct Stretch {
        /// Milligrams of oral morphine for each unit of the amount, or a printed figure.
        let figure: Figure
        /// From the unit to where the figure stands; all the rest of the row where there is none.
        let lead: Field
        /// From the table to the end of the row; empty where there is no figure.
        let rest: Field
        /// Whether the form is one of buprenorphine, without which HEAL25 gives each figure as well.
        let isBuprenorphine: Bool
    }

    enum Figure {
        case times(SmallFraction)
        case printed(SmallFraction)
        /// A figure that only `Rational` can compute with.
        case wide
        /// A safety stop.
        case none
    }

    let scale: DoseScale
    /// As many as the scale has.
    let stretches: UnsafePointer<Stretch>
    let borderCount: Int
    /// The borders of the scale; nil if one does not fit.
    let borders: UnsafePointer<SmallFraction>?
    private let text: UnsafeMutablePointer<UInt8>

    init(_ scale: DoseScale, _ format: RowFormat) {
        self.scale = scale
        let unit = scale.given.form.formulation == .patch ? "microgram/hour" : "mg"
        let words = scale.stretches.map { PreparedScale.words($0, unit: unit, format) }
        text = .allocate(
            capacity: words.reduce(Field.slack) { $0 + $1.lead.count + $1.rest.count })
        var end = text
        func keep(_ bytes: [UInt8]) -> Field {
            end.initialize(from: bytes, count: bytes.count)
            defer { end += bytes.count }
            return Field(start: end, count: bytes.count)
        }
        let stretches = UnsafeMutablePointer<Stretch>.allocate(capacity: words.count)
        for (place, words) in words.enumerated() {
            (stretches + place).initialize(
                to: Stretch(
                    figure: PreparedScale.figure(scale.stretches[place]), lead: keep(words.lead),
                    rest: keep(words.rest),
                    isBuprenorphine: scale.given.form.opioid.name == "buprenorphine"))
        }
        self.stretches = UnsafePointer(stretches)
        let small = scale.borders.compactMap { SmallFraction($0) }
        borderCount = small.count
        if small.count == scale.borders.count {
            let borders = UnsafeMutablePointer<SmallFraction>.allocate(capacity: small.count)
            borders.initialize(from: small, count: small.count)
            self.borders = UnsafePointer(borders)
        } else {
            borders = nil
        }
    }

    deinit {
        text.deallocate()
        stretches.deallocate()
        borders?.deallocate()
    }

    private static func figure(_ stretch: DoseScale.Stretch) -> Figure {
        switch stretch.figure {
        case .times(let factor): SmallFraction(factor).map { .times($0) } ?? .wide
        case .printed(let amount): SmallFraction(amount).map { .printed($0) } ?? .wide
        case nil: .none
        }
    }

    private static func words(
        _ stretch: DoseScale.Stretch, unit: String, _ format: RowFormat
    ) -> (lead: [UInt8], rest: [UInt8]) {
        switch format {
        case .csv(let separator): csv(stretch, unit: unit, separator)
        case .jsonLines: json(stretch, unit: unit)
        }
    }

    // MARK: CSV

    private static func csv(
        _ stretch: DoseScale.Stretch, unit: String, _ separator: UInt8
    ) -> (lead: [UInt8], rest: [UInt8]) {
        func fields(_ texts: [String]) -> [UInt8] {
            Array(
                texts.map { RowFormat.quoted($0, separator) }.joined(separator: [separator]))
        }
        let alerts = stretch.codes.joined(separator: " ")
        guard stretch.figure != nil else {
            let all = fields(["", unit, "", "", "", "", alerts, stretch.reason])
            return (all + [0x0A], [])
        }
        let factor = stretch.factor.map { PreparedScale.exactText($0) } ?? ""
        return (
            fields(["", unit, factor, ""]),
            fields(["", stretch.table?.name ?? "", alerts, ""]) + [0x0A]
        )
    }

    /// A decimal where one is exact, else the fraction.
    private static func exactText(_ value: Rational) -> String {
        let decimal = value.decimal(places: 9)
        return decimal.isExact ? decimal.text : value.description
    }

    // MARK: JSON

    private static func json(
        _ stretch: DoseScale.Stretch, unit: String
    ) -> (lead: [UInt8], rest: [UInt8]) {
        var object = JSONObject()
        object.set("unit", .string(unit))
        if let factor = stretch.factor {
            let printed = factor.decimal()
            object.set("factor", JSONNumber(printed.text).map { .number($0) })
            if !printed.isExact { object.set("factorExact", .string(factor.description)) }
        }
        let lead = members(object)
        var rest = JSONObject()
        rest.set("table", stretch.table.map { .string($0.name) })
        rest.set("alerts", .array(stretch.codes.map { .string($0) }))
        guard stretch.figure != nil else {
            rest.set("error", .string(stretch.reason))
            return (lead + members(rest) + Array("}\n".utf8), [])
        }
        return (lead + Array(",\"mgPerDay\":".utf8), members(rest) + Array("}\n".utf8))
    }

    /// The members of an object as they stand behind others.
    private static func members(_ object: JSONObject) -> [UInt8] {
        [UInt8(ascii: ",")] + JSONValue.object(object).encoded().dropFirst().dropLast()
    }
}

extension DoseScale.Stretch {
    /// The alerts by severity and code, each once.
    var codes: [String] {
        var seen: Set<String> = []
        return alerts.map { "\($0.severity.rawValue):\($0.code)" }
            .filter { seen.insert($0).inserted }
    }

    /// Why there is no number, and what to do instead.
    var reason: String {
        alerts.filter(\.severity.holdsBack)
            .map { [$0.message, $0.action].compactMap(\.self).joined(separator: " ") }
            .joined(separator: " ")
    }

    /// What the figure is of the amount; nil where a line of a table was read.
    var factor: Rational? {
        switch figure {
        case .times(let factor): factor
        case .printed, nil: nil
        }
    }
}
