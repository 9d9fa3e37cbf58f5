import PainDosing
import Quantities

/// What the words of a row stand for, found once for all rows with the same words.
enum PreparedForm {
    /// The words can't be read.
    case fault(RowFault)
    /// The strength must be read along with the words: it is one of a patch or a combined product, or
    /// brings its own unit.
    case byStrength
    /// A number in this unit is an amount.
    case read(PreparedScale, Giving, Basis)

    /// How a form is given.
    enum Giving {
        /// By doses, so many a day.
        case doses
        /// Worn without a gap; the hours from one patch to the next, where all products agree.
        case patch(intervalHours: Int?)
        /// By a pump that never stops.
        case infusion
    }

    /// What the amount of one dose, patch or pump is.
    enum Basis {
        /// The strength, each unit of it being so much.
        case perUnit(SmallFraction)
        /// So much, the strength being a part of the words; `small` where it fits.
        case fixed(Rational, small: SmallFraction?)
    }
}
