import Quantities

/// A row's number, computed in 64 bits; good until the next row is computed.
struct QuickFigure {
    let stretch: UnsafePointer<PreparedScale.Stretch>
    /// Milligrams a day, or micrograms an hour for a patch.
    let daily: SmallFraction
    /// Milligrams of oral morphine a day.
    let omedd: SmallFraction
}

/// What a row comes to that is not computed in 64 bits.
enum RowOutcome {
    /// A number of any size.
    case figure(PreparedScale, place: Int, daily: Rational, omedd: Rational)
    /// No number, by a safety stop.
    case refused(PreparedScale, place: Int, daily: Rational)
    /// No number, since the row can't be read.
    case malformed(RowFault)
}

/// What takes the answers of rows, one after the other.
protocol RowReceiver: ~Copyable {
    mutating func take(_ figure: QuickFigure, of row: RowFields, line: Int)
    mutating func take(_ outcome: RowOutcome, of row: RowFields, line: Int)
}
