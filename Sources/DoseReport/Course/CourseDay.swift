import PainDosing
import Quantities

/// One kind of opioid that days have in common.
struct DoseSeries: Hashable {
    /// The opioid, route and formulation.
    let form: OpioidForm
    /// The regular opioid, rather than doses as needed.
    let isBackground: Bool

    /// The kind in words: "morphine immediate-release, oral, as needed".
    var words: String { FormWords.form(form) + (isBackground ? "" : ", as needed") }
}

/// One day of a course.
struct CourseDay {
    /// What the day's last entry comes to.
    enum Dose {
        /// There is no entry.
        case noEntry
        /// The diary says nothing of the regimen.
        case notRecorded
        /// A safety stop or an open question: there is no number.
        case stopped(Refusal)
        case computed(OMEDDAnswer)
    }

    /// A part of the day's OMEDD.
    struct Part {
        let series: DoseSeries
        let omedd: OMEDD
    }

    /// The day of the calendar, in days since 1970-01-01.
    let day: Int
    /// When the day's last entry was made; nil without one.
    let recordedAt: LocalInstant?
    let dose: Dose
    /// The rescue doses of the 24 hours before the entry; nil where nothing is recorded of any, and
    /// after a stop.
    let rescues: RescueTally?

    init(day: Int, last: CourseEntry?, in course: DiaryCourse) {
        self.day = day
        recordedAt = last?.entry.recordedAt
        guard let last else {
            (dose, rescues) = (.noEntry, nil)
            return
        }
        let assessment: Assessment
        switch last.outcome {
        case .stopped(let refusal):
            (dose, rescues) = (.stopped(refusal), nil)
            return
        case .computed(let computed): assessment = computed
        }
        dose = assessment.medication.map { .computed($0) } ?? .notRecorded
        rescues = course.rescueDoses(
            before: RecordedEntry(id: last.header.entry, entry: last.entry))
    }

    /// The OMEDD of the day; nil where there is none.
    var omedd: OMEDD? {
        guard case .computed(let answer) = dose else { return nil }
        return answer.omedd
    }

    /// The parts of the OMEDD in the order of the regimen.
    var parts: [Part] {
        guard case .computed(let answer) = dose else { return [] }
        return answer.components.map { component in
            let series = DoseSeries(
                form: component.item.form, isBackground: component.item.amount.isBackground)
            return Part(series: series, omedd: component.omedd)
        }
    }
}
