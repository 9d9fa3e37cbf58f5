import Testing

/// A background regimen with the first doses for breakthrough pain.
struct BreakthroughExample: Sendable, CustomTestStringConvertible {
    let regimen: String
    let strategy: String
    /// Micrograms of the fentanyl buccal tablet; nil where none is offered.
    let buccalTablet: String?
    /// Its share of the background opioid in micrograms, before rounding down.
    let ratioDose: String?
    /// The rescue dose in milligrams: its upper bound, and what can be dispensed below it.
    let rescueAtMost: String
    let rescue: String
    let source: String

    var testDescription: String { "\(regimen) [\(source)]" }

    /// With controlled background pain and up to four episodes a day.
    static let published: [BreakthroughExample] = [
        BreakthroughExample(
            regimen: "morphine MR 60 mg bd", strategy: "proportional", buccalTablet: "200",
            ratioDose: "200", rescueAtMost: "20", rescue: "20", source: "MERC16"),
        BreakthroughExample(
            regimen: "morphine MR 30 mg bd", strategy: "proportional", buccalTablet: "100",
            ratioDose: "100", rescueAtMost: "10", rescue: "10", source: "MERC16"),
        // 90 mg is 150 micrograms by the share, and the next strength below is 100.
        BreakthroughExample(
            regimen: "morphine MR 45 mg bd", strategy: "proportional", buccalTablet: "100",
            ratioDose: "150", rescueAtMost: "15", rescue: "15", source: "MERC16"),
        // Never above the label: 600 mg would be 1,000 micrograms.
        BreakthroughExample(
            regimen: "morphine MR 300 mg bd", strategy: "proportional", buccalTablet: "800",
            ratioDose: "1000", rescueAtMost: "100", rescue: "100", source: "FENT"),
        // Tolerant by the label's own 30 mg of oxycodone, with an OMEDD below 60 mg.
        BreakthroughExample(
            regimen: "oxycodone MR 15 mg bd", strategy: "titrate", buccalTablet: "100",
            ratioDose: nil, rescueAtMost: "5", rescue: "5", source: "ABS-EU"),
        BreakthroughExample(
            regimen: "hydromorphone MR 4 mg bd", strategy: "titrate", buccalTablet: "100",
            ratioDose: nil, rescueAtMost: "4/3", rescue: "13/10", source: "ABS-EU"),
        BreakthroughExample(
            regimen: "fentanyl patch 25 mcg/h", strategy: "proportional", buccalTablet: "100",
            ratioDose: "100", rescueAtMost: "10", rescue: "10", source: "ABS-EU"),
        // Not tolerant: 40 mg a day.
        BreakthroughExample(
            regimen: "morphine MR 20 mg bd", strategy: "none", buccalTablet: nil, ratioDose: nil,
            rescueAtMost: "20/3", rescue: "5", source: "WMID"),
    ]
}
