public import Quantities

extension TableSet {
    /// The most patches worn together that one labelled rate may stand for.
    public static let mostPatches = 4

    /// What patches with this rate printed on them really deliver: one patch, or a few together.
    ///
    /// The "12" fentanyl patch delivers 12.5 micrograms/hour, so "37" on a chart is 37.5. A rate that
    /// one patch delivers stands for itself.
    ///
    /// - Returns: nil if the rate is neither a strength nor a sum of up to `mostPatches`.
    /// - Throws: `QuantityError.overflow`.
    public func deliveredRate(
        of labelled: MassRate, _ form: OpioidForm
    ) throws(QuantityError) -> MassRate? {
        var strengths: [PatchStrength] = []
        for strength in products.filter({ $0.form == form }).flatMap(\.strengths) {
            guard case .rate(let label) = strength.labelled,
                case .rate(let rate) = strength.delivered
            else { continue }
            if rate == labelled { return rate }
            // Many makers sell the same strength, and each of them would multiply the sums to be tried.
            let strength = PatchStrength(labelled: label, delivered: rate)
            if !strengths.contains(strength) { strengths.append(strength) }
        }
        strengths.sort { $0.labelled > $1.labelled }
        return try sum(
            to: labelled.microgramsPerHour, of: strengths[...], most: TableSet.mostPatches)
    }

    /// Tries the largest strengths first, so that the fewest patches stand for the rate.
    private func sum(
        to wanted: Rational, of strengths: ArraySlice<PatchStrength>, most: Int
    ) throws(QuantityError) -> MassRate? {
        if wanted == .zero { return try .microgramsPerHour(.zero) }
        guard most > 0, let first = strengths.first else { return nil }
        if first.labelled.microgramsPerHour <= wanted {
            let rest = try wanted.subtracting(first.labelled.microgramsPerHour)
            if let others = try sum(to: rest, of: strengths, most: most - 1) {
                return try others.adding(first.delivered)
            }
        }
        return try sum(to: wanted, of: strengths.dropFirst(), most: most)
    }
}

/// One marketed patch.
private struct PatchStrength: Equatable {
    let labelled: MassRate
    let delivered: MassRate
}
