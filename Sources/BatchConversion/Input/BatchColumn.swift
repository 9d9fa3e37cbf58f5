/// A column of the input that a batch reads.
public enum BatchColumn: Int, CaseIterable, Sendable {
    /// What names the row, and the person where rows are summed.
    case id
    /// A name, brand or code of the tables.
    case opioid
    /// The formulation, such as MR or patch.
    case form
    case route
    /// What one tablet holds, one dose is, or a patch or pump delivers.
    case strength
    case unit
    /// How many were dispensed.
    case quantity
    /// For how many days.
    case days
    /// How many doses in 24 hours, as a number.
    case perDay
    /// How often, in words such as bd or every 12 h.
    case frequency
    /// The first day, where rows are summed.
    case date

    /// The headers by which the column is known; the first is the usual one.
    ///
    /// Capitals don't count in a header, and a space or hyphen is as good as the underscore.
    public var headers: [String] {
        switch self {
        case .id: ["id", "patient", "patient_id", "person_id"]
        case .opioid: ["opioid", "drug", "drug_name", "medication"]
        case .form: ["form", "formulation", "dosage_form"]
        case .route: ["route"]
        case .strength: ["strength", "strength_per_unit", "dose"]
        case .unit: ["unit", "strength_unit", "dose_unit", "uom"]
        case .quantity: ["quantity", "quantity_dispensed", "qty"]
        case .days: ["days", "days_supply", "dayssupply"]
        case .perDay: ["per_day", "doses_per_day", "times_per_day"]
        case .frequency: ["frequency", "freq"]
        case .date: ["date", "start_date", "dispensed_on"]
        }
    }

    /// The usual header, as messages name the column.
    public var name: String { headers[0] }

    /// The column that a header names.
    init?(header: String) {
        let plain = String(header.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
        guard let column = BatchColumn.allCases.first(where: { $0.headers.contains(plain) }) else {
            return nil
        }
        self = column
    }
}
