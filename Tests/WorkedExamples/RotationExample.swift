import Testing

/// A switch with every dose on the way to its proposal.
struct RotationExample: Sendable, CustomTestStringConvertible {
    let table: String?
    let regimen: String
    let target: String
    /// Percent; nil for the published standard.
    let reduction: Int?
    /// A day's dose in milligrams or a rate in micrograms/hour, exact.
    let equianalgesic: String
    /// What is proposed, in the same unit; nil where nothing can be dispensed.
    let perDay: String?
    let everyHours: Int?
    let source: String

    var testDescription: String {
        "\(regimen) to \(target)" + (reduction.map { " less \($0) %" } ?? "")
            + " by \(table ?? order?.first ?? "the default order") [\(source)]"
    }

    init(
        _ regimen: String, to target: String, table: String? = nil, reduction: Int? = nil,
        equianalgesic: String, perDay: String?, every: Int?, source: String
    ) {
        self.table = table
        self.regimen = regimen
        self.target = target
        self.reduction = reduction
        self.equianalgesic = equianalgesic
        self.perDay = perDay
        everyHours = every
        self.source = source
    }

    static let published: [RotationExample] = [
        // 120 / 1.5 is 80, less 25 % is 60; the Scottish halving caps at 60 as well.
        RotationExample(
            "morphine MR 60 mg bd", to: "oxycodone MR", equianalgesic: "80", perDay: "60",
            every: 12, source: "FP09"),
        // The Specialist Pharmacy Service's worked case: morphine divided by 1.5, less 25 %.
        RotationExample(
            "morphine MR 30 mg bd", to: "oxycodone MR", table: "fpm-2020", equianalgesic: "40",
            perDay: "30", every: 12, source: "SPS"),
        RotationExample(
            "oxycodone MR 40 mg bd", to: "morphine MR", equianalgesic: "120", perDay: "90",
            every: 12, source: "FP09"),
        RotationExample(
            "oxycodone MR 40 mg bd", to: "morphine MR", reduction: 50, equianalgesic: "120",
            perDay: "60", every: 12, source: "FP09"),
        // 100 / 5 is 20, less 25 % is 15. The Scottish window of 5 to 7.5 caps it at 100 / 7.5, or
        // 13.33, which is 6.67 each time, of which 6 can be dispensed.
        RotationExample(
            "morphine MR 50 mg bd", to: "hydromorphone MR", equianalgesic: "20", perDay: "12",
            every: 12, source: "SPCG24"),
        // Another form of the same drug by the same route is not reduced.
        RotationExample(
            "morphine IR 10 mg q4h", to: "morphine MR", equianalgesic: "60", perDay: "60",
            every: 12, source: "FPM20"),
        // By another route nothing crosses either, as British charts have it: 60 / 2 is 30.
        RotationExample(
            "morphine MR 30 mg bd", to: "morphine CSCI", equianalgesic: "30", perDay: "30",
            every: 24, source: "AA18"),
        RotationExample(
            "fentanyl patch 25 mcg/h", to: "morphine MR", equianalgesic: "60", perDay: "40",
            every: 12, source: "FPM20"),
    ]

    /// The faculty gives 50 micrograms/hour for 120 mg; the product information, at 150 to 1, 25.
    static let patches: [RotationExample] = [
        RotationExample(
            "morphine MR 60 mg bd", to: "fentanyl patch", equianalgesic: "50", perDay: "25",
            every: 72, source: "DUR24"),
        RotationExample(
            "morphine MR 20 mg bd", to: "fentanyl patch", equianalgesic: "50/3", perDay: "25/2",
            every: 72, source: "SPCG24"),
        // Shared edges of the Scottish bins belong to the lower patch.
        RotationExample(
            "morphine MR 30 mg bd", to: "fentanyl patch", table: "scottish-2024",
            equianalgesic: "25/2", perDay: "25/2", every: 72, source: "SPCG24"),
        RotationExample(
            "morphine MR 45 mg bd", to: "fentanyl patch", table: "scottish-2024",
            equianalgesic: "25", perDay: "25", every: 72, source: "SPCG24"),
        // Both sides of the edges of the product information.
        .smpc("morphine IR 89.5 mg od", "25/2"), .smpc("morphine MR 45 mg bd", "25"),
        .smpc("morphine IR 134.5 mg od", "25"), .smpc("morphine IR 135 mg od", "50"),
        .smpc("morphine IR 224.5 mg od", "50"), .smpc("morphine IR 225 mg od", "75"),
        .smpc("morphine IR 314.5 mg od", "75"), .smpc("morphine IR 315 mg od", "100"),
        .smpc("morphine IR 404.5 mg od", "100"), .smpc("morphine IR 405 mg od", "125"),
        .smpc("morphine IR 1124.5 mg od", "300"),
        // The US label begins at 60 mg.
        .label("morphine IR 60 mg od", "25"), .label("morphine IR 134.5 mg od", "25"),
        .label("morphine IR 135 mg od", "50"), .label("oxycodone IR 30 mg od", "25"),
        .label("oxycodone IR 67 mg od", "25"), .label("oxycodone IR 67.5 mg od", "50"),
        .label("hydromorphone IR 17 mg od", "25"), .label("hydromorphone IR 17.1 mg od", "50"),
        // Canada's "37" is the 37.5 patch.
        RotationExample(
            "morphine IR 135 mg od", to: "fentanyl patch", table: "health-canada-fentanyl",
            equianalgesic: "75/2", perDay: "75/2", every: 72, source: "HCAN"
        ).uncapped,
    ]

    /// A step of the EU product information alone, which the Scottish bins may cap below 90 mg.
    private static func smpc(_ regimen: String, _ rate: String) -> RotationExample {
        RotationExample(
            regimen, to: "fentanyl patch", table: "eu-smpc-fentanyl-2024", equianalgesic: rate,
            perDay: rate, every: 72, source: "DUR24"
        ).uncapped
    }

    /// A step of the US label, which leads to patches only; the OMEDD beside it is the faculty's.
    private static func label(_ regimen: String, _ rate: String) -> RotationExample {
        var example = RotationExample(
            regimen, to: "fentanyl patch", equianalgesic: rate, perDay: rate, every: 72,
            source: "DURUS"
        ).uncapped
        example.order = ["us-label-fentanyl", "fpm-2020"]
        return example
    }

    /// The sets in turn, where it is not the default order.
    private(set) var order: [String]?

    /// Whether the chosen set alone decides.
    private(set) var isUncapped = false

    private var uncapped: RotationExample {
        var copy = self
        copy.isUncapped = true
        return copy
    }
}
