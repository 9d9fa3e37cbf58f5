public import PainDosing

extension AssessmentHeader {
    /// The header of an entry in its course.
    ///
    /// - Parameter recordedAt: when it was made, in RFC 3339.
    public init(_ recorded: RecordedEntry, in course: DiaryCourse, recordedAt: String) {
        self.init(
            entry: recorded.id, patient: recorded.entry.patient, recordedAt: recordedAt,
            replacedBy: course.replacement(of: recorded)?.id)
    }
}
