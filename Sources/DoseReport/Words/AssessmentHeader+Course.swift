public import PainDosing

extension AssessmentHeader {
    /// The header of an entry in its course.
    ///
    /// - Parameters:
    ///   - recordedAt: when it was made, in RFC 3339.
    ///   - ignored: the parts of its file that it does not rest on.
    public init(
        _ recorded: RecordedEntry, in course: DiaryCourse, recordedAt: String,
        ignored: [String] = []
    ) {
        self.init(
            entry: recorded.id, patient: recorded.entry.patient, recordedAt: recordedAt,
            standing: course.standing(of: recorded), ignored: ignored)
    }
}
