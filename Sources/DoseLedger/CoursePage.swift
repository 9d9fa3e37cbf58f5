/// A patient's page as it was written last.
public struct CoursePage: Hashable, Sendable {
    /// How grave the latest entry may be: 0 for nothing to do, to 5 for a stop.
    public static let urgencies = 0...5

    /// The patient's pseudonym.
    public let patient: String
    /// By which the page's file is named: 32 hexadecimal digits, the same ones for good.
    public let name: String
    /// When the latest entry that counts was made, in seconds since 1970 in UTC.
    public let recordedAt: Int64
    /// One of `urgencies`.
    public let urgency: Int
    /// What the overview says of the patient, in the words of whoever wrote it.
    public let line: String

    /// A page; nothing is checked before it is recorded.
    public init(patient: String, name: String, recordedAt: Int64, urgency: Int, line: String) {
        self.patient = patient
        self.name = name
        self.recordedAt = recordedAt
        self.urgency = urgency
        self.line = line
    }
}

/// Answers in the order in which they were given, of which some are on no page yet.
public struct UnshownAnswers: Hashable, Sendable {
    /// The patients whose pages lack one of the answers, in the order of these, each once.
    public let patients: [String]
    /// The number of the last answer looked at.
    public let end: Int64
    /// Whether there are none after it.
    public let isLast: Bool
}

/// How far the pages are.
public struct CoursePageCounts: Hashable, Sendable {
    /// Every answer up to this number is on its patient's page.
    public let mark: Int64
    /// How many answers have come since then; the pages may show some of them.
    public let behind: Int64
    /// How many patients have a page.
    public let patients: Int64
}
