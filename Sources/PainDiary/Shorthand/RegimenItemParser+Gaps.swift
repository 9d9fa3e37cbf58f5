import PainDosing

extension RegimenItemParser {
    /// Everything that the item leaves open, as questions in one sentence; nil if nothing is missing.
    ///
    /// - Parameter forms: the forms that the words allow; one or more.
    func questions(_ forms: [OpioidForm]) -> RegimenError? {
        let amounts =
            isCombined ? [strengthQuestion(forms)] : [doseQuestion(forms), unitQuestion()]
        let open = ([formQuestion(forms)] + amounts + [frequencyQuestion(forms)])
            .compactMap(\.self)
        return open.isEmpty ? nil : RegimenError(message: open.joined(separator: "; "))
    }

    private func doseQuestion(_ forms: [OpioidForm]) -> String? {
        guard number == nil else { return nil }
        let example =
            if forms.allSatisfy({ $0.formulation == .patch }) {
                "25 mcg/h"
            } else if forms.allSatisfy({ $0.formulation == .infusion }) {
                "30 mg/24h"
            } else {
                "30 mg"
            }
        return "the dose of \(nameText) is missing; write such as \(example)"
    }

    /// A brand's pack may imply the unit, see `brandUnit`.
    private func unitQuestion() -> String? {
        guard let number, unit == nil, name?.lines.isEmpty ?? true else { return nil }
        return "the unit of \(number) is missing; accepted are \(DoseUnit.accepted)"
    }

    private func frequencyQuestion(_ forms: [OpioidForm]) -> String? {
        guard frequency == nil, count == nil, !(unit?.isRate ?? false),
            forms.contains(where: { $0.formulation.isGivenByTheDose })
        else { return nil }
        if isAsNeeded {
            return "as needed has no count; add the number taken in 24 hours, such as "
                + "prn x3"
        }
        return "how often? Add a frequency (od, bd, tds, qds, q4h, every 12 h) or the number taken "
            + "in 24 hours (x3)"
    }
}

extension Formulation {
    /// Whether single doses are given, rather than a rate all the time.
    fileprivate var isGivenByTheDose: Bool {
        switch self {
        case .patch, .infusion: false
        case .immediateRelease, .modifiedRelease, .suppository, .injection, .buccalTablet,
            .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray, .nasalSpray:
            true
        }
    }
}

extension DoseUnit {
    /// Whether the unit is one of a patch or a pump.
    fileprivate var isRate: Bool {
        switch self {
        case .microgramsPerHour, .milligramsPerHour, .milligramsPerDay, .microgramsPerDay: true
        case .milligrams, .micrograms, .grams: false
        }
    }
}
