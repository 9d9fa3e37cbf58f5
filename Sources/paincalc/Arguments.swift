public import ArgumentParser
public import PainDosing

// What the command line reads straight into the vocabulary of dosing.

extension SpreadPolicy: ArgumentWord {}

extension FirstDosePolicy: ArgumentWord {}

extension ChildPugh: ArgumentWord {}

/// A word of a closed set.
///
/// Each word stands for itself, which `ArgumentParser` would find out at each start through key
/// paths and dictionaries.
public protocol ArgumentWord: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

extension ArgumentWord {
    /// The words in the order of their cases.
    public static var allValueStrings: [String] { allCases.map { $0.rawValue } }

    /// None besides the words themselves.
    public static var allValueDescriptions: [String: String] { [:] }

    /// The word.
    public var defaultValueDescription: String { rawValue }
}

extension PainScore: ExpressibleByArgument {
    /// Reads a whole number from 0 to 10.
    public init?(argument: String) {
        guard let value = Int(argument) else { return nil }
        self.init(value)
    }
}

extension SedationScore: ExpressibleByArgument {
    /// Reads a scale and its score, such as `POSS:S` or `RASS-PAL:-3`.
    public init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let scale = SedationScale(rawValue: String(parts[0])) else {
            return nil
        }
        if scale == .poss, parts[1] == "S" {
            self.init(scale: scale, score: 0)
            return
        }
        // The diary has a letter for the lowest step of POSS, and so it is here.
        guard let score = Int(parts[1]), scale != .poss || score > 0 else { return nil }
        self.init(scale: scale, score: score)
    }
}
