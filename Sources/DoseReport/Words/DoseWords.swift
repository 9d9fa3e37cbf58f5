import PainDosing
public import Quantities

/// Doses in words that can't be misread (ISMP): leading zero, no trailing zero, a space before the
/// unit, "micrograms" in full, thousands apart from 1,000 on.
public enum DoseWords {
    /// A number with at most four decimals, `≈` in front where that rounded it.
    public static func number(_ value: Rational) -> String {
        let printed = value.decimal()
        let grouped = grouped(printed.text)
        return printed.isExact ? grouped : "≈ " + grouped
    }

    /// A single dose, in micrograms below 1 mg or where the form is printed so.
    static func mass(_ mass: Mass, inMicrograms: Bool = false) -> String {
        if inMicrograms || (mass.milligrams < .one && !mass.isZero),
            let micrograms = try? mass.micrograms()
        {
            // An overflow here only means that the number is shown in milligrams instead.
            return "\(number(micrograms)) micrograms"
        }
        return "\(number(mass.milligrams)) mg"
    }

    static func rate(_ rate: MassRate) -> String {
        "\(number(rate.microgramsPerHour)) micrograms/hour"
    }

    static func daily(_ dose: DailyDose) -> String {
        // As above: falling back to milligrams loses nothing.
        if dose.milligramsPerDay < .one, !dose.isZero,
            let micrograms = try? dose.milligramsPerDay.multiplied(by: Rational(1000))
        {
            return "\(number(micrograms)) micrograms/day"
        }
        return "\(number(dose.milligramsPerDay)) mg/day"
    }

    static func amount(_ amount: DailyAmount) -> String {
        switch amount {
        case .mass(let dose): daily(dose)
        case .rate(let rate): self.rate(rate)
        }
    }

    static func dose(_ amount: DoseAmount, inMicrograms: Bool = false) -> String {
        switch amount {
        case .mass(let mass): self.mass(mass, inMicrograms: inMicrograms)
        case .rate(let rate): self.rate(rate)
        }
    }

    /// An OMEDD as a bare amount: "60 mg".
    public static func omedd(_ omedd: OMEDD) -> String { "\(number(omedd.milligramsPerDay)) mg" }

    private static func grouped(_ text: String) -> String {
        guard text.utf8.count > 3 else { return text }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, whole.count > 3 else { return text }
        var digits = Array(whole)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return ([String(digits)] + parts.dropFirst().map(String.init)).joined(separator: ".")
    }
}
