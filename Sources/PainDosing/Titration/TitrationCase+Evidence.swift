import Quantities

extension TitrationCase {
    /// Episodes that came because the background dose wore off.
    var endOfDose: [Dated<BreakthroughEpisode>] {
        (picture.episodesOfTheDay ?? []).filter { $0.value.trigger == .endOfDose }
    }

    /// The numbers and findings that the decision rests on, in a fixed order.
    func evidence() throws(QuantityError) -> [TitrationEvidence] {
        painEvidence() + episodeEvidence() + (try rescueEvidence()) + doseEvidence()
    }

    private func painEvidence() -> [TitrationEvidence] {
        let control = engine.tables.breakthrough.controlledBackground
        var lines: [TitrationEvidence] = []
        if let background {
            lines.append(
                TitrationEvidence(
                    .backgroundPain, .score(background), limit: .score(controlLimit),
                    source: control.source, [picture.recorded]))
        }
        if let earlier = earlierBackground {
            lines.append(
                TitrationEvidence(
                    .earlierBackgroundPain, .score(earlier.value), limit: .score(controlLimit),
                    source: control.source, [earlier.from]))
        }
        return lines
    }

    private func episodeEvidence() -> [TitrationEvidence] {
        guard let episodes = picture.episodesOfTheDay else { return [] }
        let most = engine.tables.breakthrough.maximumEpisodesPerDay
        var lines = [
            TitrationEvidence(
                .episodes, .count(episodes.count), limit: .count(most.value), source: most.source,
                episodes.map(\.from))
        ]
        let incident = episodes.filter { $0.value.trigger == .incident }
        if !incident.isEmpty {
            lines.append(
                TitrationEvidence(
                    .incidentEpisodes, .count(incident.count), incident.map(\.from)))
        }
        if !endOfDose.isEmpty {
            lines.append(
                TitrationEvidence(
                    .endOfDoseEpisodes, .count(endOfDose.count), endOfDose.map(\.from)))
        }
        return lines
    }

    private func rescueEvidence() throws(QuantityError) -> [TitrationEvidence] {
        guard picture.saysRescueDoses else { return [] }
        let isCounted = !picture.countedItems.isEmpty
        let all = isCounted ? [picture.recorded] : picture.listedDoses.map(\.from)
        let counted = isCounted ? [picture.recorded] : countedDoses.map(\.from)
        let review = rules.reviewRescuesAbove
        var lines = [
            TitrationEvidence(
                .rescueDoses, .count(rescues), limit: .count(review.value), source: review.source,
                all),
            TitrationEvidence(
                .countedRescueDoses, .count(countedRescues), limit: .count(threshold),
                source: policy.source, counted),
        ]
        if policy.raisesByRescue, let omedd = rescueOMEDD, !omedd.isZero {
            lines.append(TitrationEvidence(.rescueOMEDD, .omedd(omedd), counted))
        }
        let (responded, judged) = try responses()
        if judged > 0 {
            lines.append(
                TitrationEvidence(
                    .rescueResponses, .countOf(responded, judged), source: rules.response.source,
                    (picture.episodesOfTheDay ?? []).filter { $0.value.after30Minutes != nil }
                        .map(\.from)))
        }
        return lines
    }

    private func doseEvidence() -> [TitrationEvidence] {
        var lines: [TitrationEvidence] = []
        if let effects = picture.adverseEffects {
            let from =
                (picture.entries(hours: 24).reversed().first { $0.entry.adverseEffects != nil })
            lines.append(
                TitrationEvidence(
                    .adverseEffects, .effects(effects.sorted()), from.map { [$0] } ?? []))
        }
        guard let regimen = picture.regimen, !picture.background.isEmpty else { return lines }
        if let omedd = backgroundOMEDD {
            lines.append(TitrationEvidence(.backgroundOMEDD, .omedd(omedd), [regimen.from]))
        }
        if let unchanged {
            let hours = picture.now.wholeHours(since: unchanged.since.entry.recordedAt.instant)
            let interval = interval()
            lines.append(
                TitrationEvidence(
                    .hoursUnchanged, .hours(hours), limit: interval.map { .hours($0.value) },
                    source: interval?.source, [unchanged.since, picture.recorded]))
        }
        return lines
    }
}
