import PainDosing
import Quantities

/// What the words of a row stand for, found once for all rows with the same words.
struct PreparedForm {
    let meaning: Meaning
    /// How to compute a row in 64 bits; nil where that can't be done.
    let quick: Quick?

    init(_ meaning: Meaning) {
        self.meaning = meaning
        if case .read(let scale, .doses, .perUnit(let unit)) = meaning, let borders = scale.borders
        {
            quick = Quick(
                unit: unit, borders: borders, count: scale.borderCount, stretches: scale.stretches)
        } else {
            quick = nil
        }
    }

    enum Meaning {
        /// The words can't be read.
        case fault(RowFault)
        /// The strength must be read along with the words: it is one of a patch or a combined
        /// product, or brings its own unit.
        case byStrength
        /// A number in this unit is an amount.
        case read(PreparedScale, Giving, Basis)
    }

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
        /// So much, the strength being a part of the words.
        case fixed(Rational)
    }

    /// A form given by doses whose strength is a plain number; the scale's own memory.
    struct Quick {
        /// What a unit of the strength is.
        let unit: SmallFraction
        let borders: UnsafePointer<SmallFraction>
        let count: Int
        let stretches: UnsafePointer<PreparedScale.Stretch>

        /// What the rows of an amount have in common, as `DoseScale.place(of:)` finds it.
        @inline(__always)
        func stretch(of amount: SmallFraction) -> UnsafePointer<PreparedScale.Stretch> {
            var place = 0
            while place < count {
                let order = amount.compared(to: borders[place])
                if order <= 0 { return stretches + (2 &* place &+ (order == 0 ? 1 : 0)) }
                place &+= 1
            }
            return stretches + 2 &* place
        }
    }
}
