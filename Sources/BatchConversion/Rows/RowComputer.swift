import PainDosing
import Quantities

/// Computes rows one after the other, remembering what their words stand for.
final class RowComputer {
    /// The most combinations of words that are remembered.
    private static let mostForms = 8_192

    private let resolver: FormResolver
    private let forms = FieldCache<PreparedForm>(most: mostForms)
    private let frequencies = FieldCache<Result<Rational, RowFault>>(most: mostForms)

    init(_ resolver: FormResolver) {
        self.resolver = resolver
    }

    // MARK: What the words stand for

    /// What the words of a row stand for; good until the next row.
    @inline(__always)
    func form(of row: RowFields) -> UnsafePointer<PreparedForm> {
        var key = forms.key()
        key.add(row[.opioid])
        key.add(row[.form])
        key.add(row[.route])
        key.add(row[.unit])
        return forms.find(key)
            ?? forms.add(resolver.form(of: row.words(withStrength: false)), for: key)
    }

    private func formByStrength(_ row: RowFields) -> UnsafePointer<PreparedForm> {
        var key = forms.key()
        for column in [BatchColumn.opioid, .form, .route, .unit, .strength, .frequency] {
            key.add(row[column])
        }
        return forms.find(key)
            ?? forms.add(resolver.form(of: row.words(withStrength: true)), for: key)
    }

    private func dosesPerDay(_ frequency: Field) -> Result<Rational, RowFault> {
        var key = frequencies.key()
        key.add(frequency)
        let known =
            frequencies.find(key)
            ?? frequencies.add(resolver.dosesPerDay(frequency.text), for: key)
        return known.pointee
    }

    // MARK: In 64 bits

    /// The row computed in 64 bits, if it is plain enough for that.
    @inline(__always)
    func figure(of row: RowFields, _ form: UnsafePointer<PreparedForm>) -> QuickFigure? {
        guard let quick = form.pointee.quick, let strength = SmallFraction(decimal: row[.strength]),
            let dose = strength.times(quick.unit), let count = quickCount(row),
            let daily = dose.times(count)
        else { return nil }
        let stretch = quick.stretch(of: daily)
        switch stretch.pointee.figure {
        case .times(let factor):
            guard let omedd = daily.times(factor) else { return nil }
            return QuickFigure(stretch: stretch, daily: daily, omedd: omedd)
        case .printed(let omedd):
            return QuickFigure(stretch: stretch, daily: daily, omedd: omedd)
        case .wide, .none: return nil
        }
    }

    /// Doses a day where exactly one way of the two numeric ones says it.
    @inline(__always)
    private func quickCount(_ row: RowFields) -> SmallFraction? {
        let (perDay, quantity, days) = (row[.perDay], row[.quantity], row[.days])
        guard row[.frequency].isEmpty else { return nil }
        if quantity.isEmpty {
            guard days.isEmpty || SmallFraction(decimal: days) != nil else { return nil }
            return SmallFraction(decimal: perDay)
        }
        guard perDay.isEmpty, let count = SmallFraction(decimal: quantity),
            let supply = SmallFraction(decimal: days)
        else { return nil }
        return count.over(supply)
    }

    // MARK: In full

    /// The row computed in full.
    @inline(never)
    func outcome(of row: RowFields, _ form: UnsafePointer<PreparedForm>) -> RowOutcome {
        do throws(RowFault) {
            var meaning = form.pointee.meaning
            if isByStrength(row, meaning) { meaning = formByStrength(row).pointee.meaning }
            switch meaning {
            case .fault(let fault): throw fault
            case .byStrength: throw RowFault(.unit, "the unit is missing")
            case .read(let scale, let giving, let basis):
                return try outcome(scale, try amount(row, giving, basis))
            }
        } catch {
            return .malformed(error)
        }
    }

    /// Whether the strength is more than a number in the column's unit.
    private func isByStrength(_ row: RowFields, _ meaning: PreparedForm.Meaning) -> Bool {
        switch meaning {
        case .fault: false
        case .byStrength: !row[.strength].isEmpty
        case .read:
            row[.strength].bytes.contains { byte in
                byte != UInt8(ascii: ".") && !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte)
            }
        }
    }

    private func outcome(
        _ scale: PreparedScale, _ daily: Rational
    ) throws(RowFault) -> RowOutcome {
        let place = scale.scale.place(of: daily)
        switch scale.scale.stretches[place].figure {
        case .times(let factor):
            let omedd = try exactly { () throws(QuantityError) in
                try daily.multiplied(by: factor)
            }
            return .figure(scale, place: place, daily: daily, omedd: omedd)
        case .printed(let omedd):
            return .figure(scale, place: place, daily: daily, omedd: omedd)
        case nil: return .refused(scale, place: place, daily: daily)
        }
    }

    /// Milligrams a day, or micrograms an hour for a patch.
    private func amount(
        _ row: RowFields, _ giving: PreparedForm.Giving, _ basis: PreparedForm.Basis
    ) throws(RowFault) -> Rational {
        let one: Rational
        switch basis {
        case .fixed(let amount): one = amount
        case .perUnit(let unit):
            let strength = try number(row, .strength)
            one = try exactly { () throws(QuantityError) in
                try strength.multiplied(by: unit.rational)
            }
        }
        let count = try count(row, giving)
        return try exactly { () throws(QuantityError) in try one.multiplied(by: count) }
    }

    /// How many doses a day, or how many patches or pumps at a time.
    private func count(
        _ row: RowFields, _ giving: PreparedForm.Giving
    ) throws(RowFault) -> Rational {
        let days = row[.days].isEmpty ? nil : try number(row, .days)
        switch giving {
        case .doses: return try dosesPerDay(row, days)
        case .infusion:
            for column in [BatchColumn.quantity, .perDay, .frequency] where !row[column].isEmpty {
                throw RowFault(
                    column,
                    "an infusion runs all the time and is given by its rate alone; leave "
                        + "the field empty")
            }
            return .one
        case .patch(let hours):
            guard row[.perDay].isEmpty else {
                throw RowFault(
                    .perDay,
                    "a patch is worn all the time and given by its rate; leave the field "
                        + "empty, or give quantity and days")
            }
            guard !row[.quantity].isEmpty else { return .one }
            return try patchesWorn(row, days, hours)
        }
    }

    private func patchesWorn(
        _ row: RowFields, _ days: Rational?, _ hours: Int?
    ) throws(RowFault) -> Rational {
        let quantity = try number(row, .quantity)
        guard let days else { throw RowComputer.noDays }
        guard let hours else {
            throw RowFault(
                .quantity,
                "products of this strength are worn for different times, or none has "
                    + "it; name the brand, or leave quantity and days empty for one patch at a time"
            )
        }
        return try exactly { () throws(QuantityError) in
            try quantity.multiplied(by: Rational(hours)).divided(
                by: days.multiplied(by: Rational(24)))
        }
    }

    private func dosesPerDay(
        _ row: RowFields, _ days: Rational?
    ) throws(RowFault) -> Rational {
        var ways: [(column: BatchColumn, count: Rational)] = []
        if !row[.perDay].isEmpty { ways.append((.perDay, try number(row, .perDay))) }
        if !row[.frequency].isEmpty {
            ways.append((.frequency, try dosesPerDay(row[.frequency]).get()))
        }
        if !row[.quantity].isEmpty {
            let quantity = try number(row, .quantity)
            guard let days else { throw RowComputer.noDays }
            ways.append(
                (
                    .quantity,
                    try exactly { () throws(QuantityError) in try quantity.divided(by: days) }
                ))
        }
        guard let first = ways.first else {
            throw RowFault(
                "nothing says how many doses a day; give per_day, frequency, or quantity and days")
        }
        for other in ways where other.count != first.count {
            throw RowFault(
                "\(first.column.name) says \(first.count) doses a day, but "
                    + "\(other.column.name) says \(other.count)")
        }
        return first.count
    }

    private static var noDays: RowFault {
        RowFault(.days, "the quantity is for an unknown time; give the days of supply")
    }

    private func number(_ row: RowFields, _ column: BatchColumn) throws(RowFault) -> Rational {
        let field = row[column]
        guard !field.isEmpty else { throw RowFault(column, "the number is missing") }
        do throws(DecimalError) {
            let value = try Rational(decimalBytes: field.bytes)
            if value > .zero { return value }
        } catch {
            let text = field.count > 40 ? field.text.prefix(40) + "…" : field.text
            throw RowFault(column, "\"\(text)\" is no number that is read: \(error)")
        }
        throw RowFault(column, "0 is no amount; leave the row out if nothing was given")
    }

    private func exactly<Value>(
        _ body: () throws(QuantityError) -> Value
    ) throws(RowFault) -> Value {
        do throws(QuantityError) {
            return try body()
        } catch {
            throw RowFault("\(error)")
        }
    }
}

extension RowFields {
    /// The words that name what is given.
    fileprivate func words(withStrength: Bool) -> RowWords {
        RowWords(
            opioid: text(.opioid) ?? "", form: text(.form), route: text(.route), unit: text(.unit),
            strength: withStrength ? text(.strength) ?? "" : nil,
            frequency: withStrength ? text(.frequency) : nil)
    }
}
