/// Which opioids each limit is about, so that limits on others need not be judged.
///
/// Most limits are about one opioid and a regimen holds one or two, so that a look at a bit spares nearly
/// every judgement.
struct LimitIndex: Sendable {
    /// A bit for each opioid that a limit names.
    private let bits: [OpioidID: UInt64]
    /// For each limit the bit of the opioid without which it does not speak; 0 where there is none.
    private let needed: [UInt64]

    init(_ limits: [SafetyLimit]) {
        var bits: [OpioidID: UInt64] = [:]
        needed = limits.map { limit in
            guard let opioid = limit.condition.neededOpioid else { return 0 }
            if let bit = bits[opioid] { return bit }
            // Where there are more opioids than bits, the limits on the last of them are always judged.
            guard bits.count < UInt64.bitWidth else { return 0 }
            let bit: UInt64 = 1 << UInt64(bits.count)
            bits[opioid] = bit
            return bit
        }
        self.bits = bits
    }

    /// The opioids of the forms that a limit is asked of.
    func opioids(of forms: [OpioidForm]) -> UInt64 {
        forms.reduce(0) { $0 | (bits[$1.opioid] ?? 0) }
    }

    /// Whether a limit may speak where these opioids are judged; false only where it is not met.
    @inline(__always)
    func maySpeak(_ limit: Int, of opioids: UInt64) -> Bool { needed[limit] & ~opioids == 0 }
}

extension LimitCondition {
    /// The opioid that one of the judged items has to be for the condition to be met or unknown; nil
    /// where no single one has to be.
    var neededOpioid: OpioidID? {
        switch self {
        case .dailyDoseAbove(let scope, _), .singleDoseAbove(let scope, _), .given(let scope),
            .opioidNaive(let scope):
            scope.opioid
        case .patchRateAbove(let opioid, _), .renalBelow(_, let opioid), .qtcAtLeast(_, let opioid):
            opioid
        case .hepaticAtLeast(_, let opioid), .comedication(_, let opioid): opioid
        case .all(let parts): parts.lazy.compactMap(\.neededOpioid).first
        // What is given beside counts whether or not it is judged.
        case .beside: nil
        case .omeddAbove, .omeddUpTo, .paracetamolAbove, .paracetamolPerKilogramAbove,
            .paracetamolGiven, .severalModifiedRelease, .weakWithStrong, .classTogether,
            .respiratoryRateBelow, .oxygenSaturationBelow, .sedationAtLeast, .sedationAtMost,
            .weightBelow, .temperatureAtLeast, .adverseEffect, .ageBelow, .ageAbove, .cachexia,
            .frailty, .pregnancy, .comedicationMissing, .has, .notRuledOut, .ruledOut, .toxicity:
            nil
        }
    }
}
