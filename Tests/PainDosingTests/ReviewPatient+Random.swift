import PainDosing
import Quantities

extension ReviewPatient {
    /// A patient of whom about half is known.
    static func random(using random: inout some RandomNumberGenerator) -> ReviewPatient {
        var patient = ReviewPatient()
        patient.primary = .maybe(using: &random)
        for flag in BoneMetastasisFlag.allCases {
            patient.flags[flag] = .maybe(using: &random)
        }
        for (measure, values) in [
            (BoneMetastasisMeasure.contiguousLevels, ["2", "4"]), (.karnofsky, ["40", "80"]),
            (.systemicLines, ["1", "2"]), (.neutrophils, ["1.2", "3"]),
            (.platelets, ["70", "200"]), (.haemoglobin, ["9", "12"]),
        ] {
            patient.measures[measure] = .maybe(of: values, using: &random)
        }
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            patient.lesions.append(.random(using: &random))
        }
        let count = patient.lesions.count + Int.random(in: 0...1, using: &random)
        if count > 0, Bool.random(using: &random) {
            patient.measures[.lesionCount] = Rational(count)
        }
        patient.mechanism = .maybe(using: &random)
        patient.worst = [nil, 3, 4, 8].randomElement(using: &random) ?? nil
        patient.background = [nil, 2, 3, 4].randomElement(using: &random) ?? nil
        patient.peaks = [[], [3], [7, 2]].randomElement(using: &random) ?? []
        patient.egfr = .maybe(of: ["9", "20", "35", "45", "55", "90"], using: &random)
        patient.hepatic = .maybe(using: &random)
        patient.cachexia = .maybe(using: &random)
        patient.adverseEffects = [nil, [], [.nausea]].randomElement(using: &random) ?? nil
        return patient
    }

    /// The same patient with one known fact less, each in turn.
    var withOneFactLess: [(fact: String, patient: ReviewPatient)] {
        var all: [(String, ReviewPatient)] = []
        func less(_ fact: String, _ change: (inout ReviewPatient) -> Void) {
            all.append((fact, with(change)))
        }
        less("primary") { $0.primary = nil }
        for flag in flags.keys { less("\(flag)") { $0.flags[flag] = nil } }
        for measure in measures.keys { less("\(measure)") { $0.measures[measure] = nil } }
        less("mechanism") { $0.mechanism = nil }
        less("worst") { $0.worst = nil }
        less("background") { $0.background = nil }
        for index in peaks.indices { less("peak \(index)") { $0.peaks.remove(at: index) } }
        less("egfr") { $0.egfr = nil }
        less("hepatic") { $0.hepatic = nil }
        less("cachexia") { $0.cachexia = nil }
        less("adverseEffects") { $0.adverseEffects = nil }
        for (index, lesion) in lesions.enumerated() {
            less("lesion \(index)") { $0.lesions.remove(at: index) }
            less("site \(index)") { $0.lesions[index].site = nil }
            less("type \(index)") { $0.lesions[index].type = nil }
            less("uptake \(index)") { $0.lesions[index].uptake = nil }
            less("response \(index)") { $0.lesions[index].response = nil }
            for flag in lesion.flags.keys {
                less("\(flag) \(index)") { $0.lesions[index].flags[flag] = nil }
            }
            for measure in lesion.measures.keys {
                less("\(measure) \(index)") { $0.lesions[index].measures[measure] = nil }
            }
        }
        return all
    }
}

extension ReviewLesion {
    static func random(using random: inout some RandomNumberGenerator) -> ReviewLesion {
        var lesion = ReviewLesion()
        lesion.site = .maybe(using: &random)
        lesion.type = .maybe(using: &random)
        lesion.uptake = .maybe(using: &random)
        for flag in BoneLesionFlag.allCases { lesion.flags[flag] = .maybe(using: &random) }
        if lesion.flags[.irradiated] != false {
            lesion.response = .maybe(using: &random)
            lesion.measures[.weeksSinceRadiotherapy] = .maybe(of: ["3", "9"], using: &random)
        }
        lesion.measures[.diameter] = .maybe(of: ["20", "60"], using: &random)
        lesion.measures[.criticalDistance] = .maybe(of: ["5", "20"], using: &random)
        return lesion
    }
}

extension Optional {
    /// One of the values, or in three cases of ten nothing.
    fileprivate static func maybe(
        _ values: [Wrapped], _ random: inout some RandomNumberGenerator
    ) -> Wrapped? {
        Int.random(in: 0..<10, using: &random) < 3 ? nil : values.randomElement(using: &random)
    }
}

extension Optional where Wrapped: CaseIterable {
    fileprivate static func maybe(using random: inout some RandomNumberGenerator) -> Wrapped? {
        maybe(Array(Wrapped.allCases), &random)
    }
}

extension Bool? {
    fileprivate static func maybe(using random: inout some RandomNumberGenerator) -> Bool? {
        maybe([true, false], &random)
    }
}

extension Rational? {
    fileprivate static func maybe(
        of values: [String], using random: inout some RandomNumberGenerator
    ) -> Rational? {
        maybe(values.map { Rational.written($0) }, &random)
    }
}
