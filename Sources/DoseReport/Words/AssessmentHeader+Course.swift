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

extension DiaryCourse {
    /// The entry of the same patient that stands in an entry's place, the latest where several do.
    public func replacement(of recorded: RecordedEntry) -> RecordedEntry? {
        entries.last {
            $0.entry.replaces == recorded.id && $0.entry.patient == recorded.entry.patient
        }
    }
}
