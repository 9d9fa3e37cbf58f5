import PainDosing

extension HTMLReport {
    /// Every publication that the page cites, and the tables that it was made with.
    func sources(_ picture: CoursePicture) -> Markup {
        let keys = cited(picture).sorted()
        return Markup([
            element("h2") { "Sources" },
            element("ul", ["class": "plain", "role": "list"]) {
                for key in keys {
                    element("li") {
                        element("strong") { key.key }
                        " \(tables.sources[key]?.citation ?? "not in the source list") "
                        link(tables.sources[key]?.url)
                    }
                }
            },
            element("p") { "Tables \(tables.sha256)" },
            element("p") { ReportFooter.site(policy) },
        ])
    }

    /// An address that a reader may follow; the page itself asks nothing of it.
    private func link(_ address: String?) -> Markup {
        guard let address else { return .nothing }
        guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
            return Markup(address)
        }
        return element("a", ["href": address, "rel": "noreferrer"]) { address }
    }

    private func cited(_ picture: CoursePicture) -> Set<SourceID> {
        let rules = tables.titration
        var keys: Set<SourceID> = [
            tables.breakthrough.controlledBackground.source, rules.severePain.source,
            rules.reviewRescuesAbove.source,
        ]
        if let policy = rules.policy(picture.policy ?? rules.standard) {
            keys.insert(policy.source)
        }
        keys.formUnion(doseThresholdSources(picture))
        keys.formUnion(picture.latest.alerts.compactMap(\.source))
        keys.formUnion((picture.latest.refusal?.onBoard ?? []).map(\.source))
        guard let assessment = picture.latest.assessment else { return keys }
        keys.formUnion(assessment.trace.compactMap(\.source))
        keys.formUnion((assessment.medication?.components ?? []).compactMap(\.source))
        if let titration = assessment.titration {
            keys.formUnion(titration.reasons.compactMap(\.source))
            keys.formUnion(titration.evidence.compactMap(\.source))
            keys.formUnion([titration.interval?.source].compactMap(\.self))
        }
        if let breakthrough = assessment.breakthrough {
            keys.formUnion(breakthroughSources(breakthrough))
        }
        return keys
    }

    private func breakthroughSources(_ answer: BreakthroughAnswer) -> [SourceID] {
        let contraindications =
            answer.contraindications + answer.options.flatMap(\.product.contraindications)
        let ratios = answer.options.flatMap { option -> [SourceID] in
            guard option.isProportional else { return [] }
            return option.otherRatios.map(\.ratio.source)
                + [option.product.proportional?.source].compactMap(\.self)
        }
        return answer.criteria.map(\.source) + ratios + answer.lowestDoseAdvice.map(\.source)
            + answer.options.map(\.product.source)
            + contraindications.map(\.source) + [answer.immediateRelease?.source].compactMap(\.self)
            + [tables.titration.warningRescues.source] + watched.map(\.source)
    }
}
