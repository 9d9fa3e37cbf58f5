import PainDosing

/// Two forms with the rule from the first to the second, before source and note are known.
struct ConversionPair {
    let from: ConversionForm
    let to: ConversionForm
    let rule: ConversionRule
    let isReversible: Bool
}
