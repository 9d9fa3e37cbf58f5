import Quantities

/// What one row comes to.
enum RowOutcome {
    /// A number.
    case figure(PreparedScale, place: Int, daily: SmallFraction, omedd: SmallFraction)
    /// A number that needs more room than 64 bits.
    case wideFigure(PreparedScale, place: Int, daily: Rational, omedd: Rational)
    /// No number, by a safety stop.
    case refused(PreparedScale, place: Int, daily: Rational)
    /// No number, since the row can't be read.
    case malformed(RowFault)
}
