import Testing

/// The limits of one rapid-onset label; doses in micrograms.
struct RapidOnsetLabel: Sendable, CustomTestStringConvertible {
    let id: String
    /// Nil where the label was not read, so that no dose of it may be given.
    let start: Int?
    let maximum: Int
    /// Minutes; nil where no second dose of the same size is allowed.
    let repeatAfter: Int?
    /// Hours to the next episode.
    let gap: Int
    let isProportional: Bool

    var testDescription: String { id }

    init(
        _ id: String, start: Int?, maximum: Int, repeatAfter: Int?, gap: Int,
        isProportional: Bool = false
    ) {
        self.id = id
        self.start = start
        self.maximum = maximum
        self.repeatAfter = repeatAfter
        self.gap = gap
        self.isProportional = isProportional
    }

    static let all = [
        RapidOnsetLabel(
            "fentora-us", start: 100, maximum: 800, repeatAfter: 30, gap: 4, isProportional: true),
        RapidOnsetLabel(
            "effentora-eu", start: 100, maximum: 800, repeatAfter: 30, gap: 4,
            isProportional: true),
        RapidOnsetLabel("abstral-us", start: 100, maximum: 800, repeatAfter: 30, gap: 2),
        RapidOnsetLabel("abstral-eu", start: 100, maximum: 800, repeatAfter: nil, gap: 2),
        RapidOnsetLabel("actiq", start: 200, maximum: 1600, repeatAfter: 30, gap: 4),
        RapidOnsetLabel("onsolis-us", start: 200, maximum: 1200, repeatAfter: nil, gap: 2),
        RapidOnsetLabel("breakyl-eu", start: 200, maximum: 1200, repeatAfter: nil, gap: 4),
        RapidOnsetLabel("subsys-us", start: 100, maximum: 1600, repeatAfter: 30, gap: 4),
        RapidOnsetLabel("instanyl-eu", start: 50, maximum: 200, repeatAfter: 10, gap: 4),
        RapidOnsetLabel("pecfent-eu", start: 100, maximum: 800, repeatAfter: nil, gap: 4),
        RapidOnsetLabel("lazanda-us", start: 100, maximum: 800, repeatAfter: nil, gap: 2),
        RapidOnsetLabel("vellofent-eu", start: nil, maximum: 800, repeatAfter: 30, gap: 4),
    ]
}
