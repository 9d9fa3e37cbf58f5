import PainDosing
import TableText

/// `bone-metastasis/*.yaml`: one kind of treatment with its options and their criteria.
enum BoneMetastasisFile {
    /// The modality that the file's name says; nil after a fault.
    static func read(
        _ document: TextDocument, of id: ReviewModalityID, in catalogue: Catalogue,
        faults: inout [TextFault]
    ) -> ReviewModality? {
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            let title = reader.text("title")
            let criteria = reader.list("criteria") {
                ReviewCriterionRow.read(&$0, in: catalogue)
            }
            let options = reader.requiredList("options") { option(&$0, in: catalogue) }
            let schedules = reader.list("schedules") { schedule(&$0, in: catalogue) }
            let notes = reader.list("notes") { note(&$0, in: catalogue) }
            for criterion in criteria where criterion.looksAtLesion {
                reader.fault(
                    "'\(criterion.text)' looks at a lesion and belongs to an option",
                    line: reader.line(of: "criteria"))
            }
            for (option, line) in options where criteria.isEmpty && option.criteria.isEmpty {
                reader.fault("the option '\(option.id)' needs a criterion", line: line)
            }
            refuseRepeated(options, &reader)
            refuseUnknown(schedules, options.map(\.option.id), &reader)
            guard let title else { return nil }
            return ReviewModality(
                id: id, title: title, criteria: criteria,
                options: options.map { with(schedules, $0.option) }, notes: notes)
        }
    }

    private static func option(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> (option: ReviewOption, line: Int)? {
        let id = reader.identifier("id")
        let title = reader.text("title")
        let criteria = reader.list("criteria") {
            ReviewCriterionRow.read(&$0, in: catalogue)
        }
        let regimens = reader.list("regimens") { regimen(&$0, in: catalogue) }
        let notes = reader.list("notes") { note(&$0, in: catalogue) }
        guard let id, let title else { return nil }
        let option = ReviewOption(
            id: id, title: title, criteria: criteria, regimens: regimens, notes: notes)
        return (option, reader.line)
    }

    private static func regimen(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> ReviewRegimen? {
        let text = reader.text("text")
        let conditions = reader.list("when") { ReviewCriterionRow.test(&$0) }
        let citation = ReviewCriterionRow.citation(&reader, in: catalogue)
        for condition in conditions where condition.fact.isOfLesion {
            reader.fault(
                "a regimen can't depend on '\(condition.fact.name)', which each lesion has its own",
                line: reader.line(of: "when"))
        }
        guard let text, let citation else { return nil }
        return ReviewRegimen(text: text, mark: nil, conditions: conditions, citation: citation)
    }

    private static func note(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> ReviewNote? {
        let text = reader.text("text")
        let citation = ReviewCriterionRow.citation(&reader, in: catalogue)
        guard let text, let citation else { return nil }
        return ReviewNote(text: text, citation: citation)
    }

    private static func refuseRepeated(
        _ options: [(option: ReviewOption, line: Int)], _ reader: inout NodeReader
    ) {
        for (index, each) in options.enumerated()
        where options[..<index].contains(where: { $0.option.id == each.option.id }) {
            reader.fault("the option '\(each.option.id)' is listed twice", line: each.line)
        }
    }
}

// MARK: Schedules

/// A row of a table of schedules by situations, which are the options of the modality.
private struct Schedule {
    let regimen: ReviewRegimen
    let marks: [(option: String, mark: ReviewMark, line: Int)]
}

extension BoneMetastasisFile {
    private static func schedule(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> Schedule? {
        let text = reader.text("text")
        let citation = ReviewCriterionRow.citation(&reader, in: catalogue)
        var marks: [(option: String, mark: ReviewMark, line: Int)] = []
        for mark in ReviewMark.allCases {
            for (option, line) in reader.texts(mark.rawValue) {
                if marks.contains(where: { $0.option == option }) {
                    reader.fault("'\(option)' stands twice in the row", line: line)
                }
                marks.append((option, mark, line))
            }
        }
        guard let text, let citation else { return nil }
        return Schedule(
            regimen: ReviewRegimen(text: text, mark: nil, conditions: [], citation: citation),
            marks: marks)
    }

    private static func refuseUnknown(
        _ schedules: [Schedule], _ options: [String], _ reader: inout NodeReader
    ) {
        for (option, _, line) in schedules.flatMap(\.marks) where !options.contains(option) {
            let known = options.joined(separator: ", ")
            reader.fault("there is no option '\(option)'; there are: \(known)", line: line)
        }
    }

    /// The option with the schedules that have a mark for it, in the order of the table.
    private static func with(_ schedules: [Schedule], _ option: ReviewOption) -> ReviewOption {
        let marked = schedules.flatMap { schedule in
            schedule.marks.filter { $0.option == option.id }.map { mark in
                ReviewRegimen(
                    text: schedule.regimen.text, mark: mark.mark, conditions: [],
                    citation: schedule.regimen.citation)
            }
        }
        return ReviewOption(
            id: option.id, title: option.title, criteria: option.criteria,
            regimens: option.regimens + marked, notes: option.notes)
    }
}
