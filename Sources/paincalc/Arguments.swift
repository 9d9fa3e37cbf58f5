public import ArgumentParser
public import PainDosing

// What the command line reads straight into the vocabulary of dosing.

extension SpreadPolicy: ExpressibleByArgument {}

extension FirstDosePolicy: ExpressibleByArgument {}

extension ChildPugh: ExpressibleByArgument {}

extension PainScore: ExpressibleByArgument {
    /// Reads a whole number from 0 to 10.
    public init?(argument: String) {
        guard let value = Int(argument) else { return nil }
        self.init(value)
    }
}
