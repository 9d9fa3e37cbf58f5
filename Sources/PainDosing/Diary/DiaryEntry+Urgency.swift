extension DiaryEntry {
    /// Whether this entry asks for somebody more urgently than another, by what both say; nil where
    /// nothing tells.
    ///
    /// First come signs of too much opioid, then pain, then how much was needed for it: deeper sedation,
    /// slower breathing, less oxygen, worse pain, more episodes, more doses taken. What one of the two
    /// does not say decides nothing: unknown is neither urgent nor normal.
    func isMoreUrgent(than other: DiaryEntry) -> Bool? {
        for (sign, otherSign) in zip(urgentSigns, other.urgentSigns) {
            guard let sign, let otherSign, sign != otherSign else { continue }
            return sign > otherSign
        }
        return nil
    }

    /// From the most important on; the greater is the more urgent.
    private var urgentSigns: [Int?] {
        let pains =
            [pain.background, pain.worst].compactMap(\.self) + (episodes ?? []).compactMap(\.peak)
        return [
            depthOfSedation, observations.respiratoryRate.map { -$0 },
            observations.oxygenSaturation.map { -$0 }, pains.map(\.value).max(), episodes?.count,
            episodes == nil && taken == nil ? nil : dosesTaken.count,
        ]
    }

    /// In the steps of POSS, as the scale or the adverse effects tell it.
    private var depthOfSedation: Int? {
        let byScale = observations.sedation.map { sedation in
            switch sedation.scale {
            case .poss: sedation.score
            // From -3 on only the voice or a touch wakes, and hardly.
            case .rassPAL: sedation.score >= 0 ? 1 : min(1 - sedation.score, 4)
            }
        }
        let byEffects = adverseEffects.map { effects in
            effects.contains(.respiratoryDepression) ? 4 : effects.contains(.drowsiness) ? 2 : 1
        }
        return [byScale, byEffects].compactMap(\.self).max()
    }
}
