import PainDosing
import Quantities

extension HTMLReport {
    /// What to give for an episode, how often at most, and when to call; to be cut out.
    func breakthroughCard(_ answer: BreakthroughAnswer) -> Markup {
        .section("breakthrough", "Breakthrough card", class: "card ticket") {
            element("div", ["class": "ticket-columns"]) {
                element("div") {
                    rescue(answer.immediateRelease)
                    element("h3") { "Rapid-onset opioid" }
                    element("p") {
                        cardLine(answer)
                    }
                }
                element("div") {
                    element("h3") { "Give none, and call for help" }
                    element("ul") { beforeEachDose }
                }
                element("div") {
                    element("h3") { "When to call" }
                    element("ul") { calls }
                }
            }
            rapidOnset(answer)
        }
    }

    // MARK: Immediate release

    private func rescue(_ rescue: RescueDose?) -> Markup {
        guard let rescue else {
            return element("p") { "No rescue dose is given for this regimen; the alerts say why." }
        }
        return Markup([
            element("h3") { "Immediate-release dose" },
            .paragraph("dose") {
                "\(FormWords.form(rescue.form)) \(DoseWords.mass(rescue.each))"
            },
            .paragraph("soft") { DispensingWords.units(rescue.dispensed) },
            element("p") {
                DispensingWords.times(rescue) + "."
                cite(rescue.timesSource, evidence: rescue.evidence)
            },
            element("p") {
                DispensingWords.call(rescue) + "."
                cite(rescue.callSource, evidence: rescue.evidence)
            },
            element("p") {
                "Each time \(DispensingWords.bounds(rescue))."
                cite(rescue.source, evidence: rescue.evidence)
            },
        ])
    }

    // MARK: Rapid onset

    /// What the card says of rapid-onset products in one line.
    private func cardLine(_ answer: BreakthroughAnswer) -> String {
        if let option = answer.options.first(where: \.basis.isInUse) {
            return "\(option.product.brand) \(BreakthroughWords.micrograms(option.dose)): "
                + BreakthroughWords.basis(option) + "."
        }
        guard answer.options.isEmpty else {
            return "One of the products below, never another at the same strength."
        }
        return answer.strategy == .none
            ? "None: a condition for it is not met or not known, see the criteria."
            : "None that these tables give a dose of; see the alerts."
    }

    private func rapidOnset(_ answer: BreakthroughAnswer) -> Markup {
        Markup([
            answer.options.isEmpty
                ? .nothing
                : .folded("Rapid-onset products, dose and limits of each") {
                    products(answer.options)
                    advice(answer.lowestDoseAdvice)
                },
            answer.contraindications.isEmpty
                ? .nothing
                : .folded("Rule out first, for all rapid-onset products") {
                    contraindications(answer.contraindications)
                },
            .folded("Criteria for a rapid-onset opioid") { criteria(answer) },
        ])
    }

    private func products(_ options: [RapidOnsetOption]) -> Markup {
        .table(
            caption: "Rapid-onset products: each is started by its own label",
            heads: [
                "Product", "Dose", "At most at once", "Same episode again", "Next episode",
                "Episodes a day",
            ],
            rows: options.map { option in
                let product = option.product
                return [
                    Markup([
                        Markup(product.title),
                        cite(product.source, evidence: product.evidence),
                        product.contraindications.isEmpty
                            ? .nothing : contraindications(product.contraindications),
                    ]),
                    Markup([
                        element("strong") { BreakthroughWords.micrograms(option.dose) },
                        origin(of: option),
                    ]),
                    Markup(BreakthroughWords.micrograms(product.maximumDose)),
                    Markup(
                        product.repeatAfterMinutes.map { "once, after \($0) minutes" } ?? "no"),
                    Markup("after \(product.minimumIntervalHours) hours"),
                    Markup("at most \(product.maximumEpisodesPerDay)"),
                ]
            })
    }

    /// Where a dose comes from.
    private func origin(of option: RapidOnsetOption) -> Markup {
        let ratios = BreakthroughWords.ratios(option).map { "; " + $0 } ?? ""
        return Markup(", \(BreakthroughWords.basis(option))\(ratios)")
    }

    /// Who wants the lowest dose first.
    private func advice(_ lines: [FirstDoseAdvice]) -> Markup {
        guard !lines.isEmpty else { return .nothing }
        return Markup([
            element("p") { "Others want the lowest dose first, as the labels do:" },
            element("ul") {
                for line in lines {
                    element("li") {
                        line.text
                        cite(line.source, evidence: line.evidence)
                    }
                }
            },
        ])
    }

    private func contraindications(_ lines: [Contraindication]) -> Markup {
        element("ul") {
            for line in lines {
                element("li") {
                    line.text
                    cite(line.source, evidence: line.evidence)
                }
            }
        }
    }

    private func criteria(_ answer: BreakthroughAnswer) -> Markup {
        .table(
            caption: "Who may get a rapid-onset opioid",
            heads: ["Criterion", "Found", "Limit", "Met", "Source"],
            rows: answer.criteria.map { criterion in
                [
                    Markup(
                        BreakthroughWords.name(criterion.name)
                            + (criterion.isBlocking ? "" : " (advisory)")),
                    Markup(BreakthroughWords.found(criterion)),
                    Markup(BreakthroughWords.value(criterion.limit)),
                    Markup(ReviewWords.met(criterion.isMet)), Markup(criterion.source.key),
                ]
            })
    }

    // MARK: When to call

    /// The limits on breathing and sedation, those that stop first.
    var watched: [SafetyLimit] {
        let limits = tables.limits.filter { limit in
            switch limit.condition {
            case .respiratoryRateBelow, .sedationAtLeast, .sedationAtMost: true
            default: false
            }
        }
        return limits.filter { $0.effect == .stop } + limits.filter { $0.effect != .stop }
    }

    private var beforeEachDose: [Markup] {
        watched.filter { $0.effect == .stop }.map { limit in
            element("li") {
                "\(limit.message) \(limit.action)"
                cite(limit.source, evidence: limit.evidence)
            }
        }
    }

    private var calls: [Markup] {
        let rules = tables.titration
        let (warning, review) = (rules.warningRescues, rules.reviewRescuesAbove)
        var lines = [
            element("li") {
                "\(warning.value) or more rescue doses in 24 hours: tell the team."
                cite(warning.source, evidence: warning.evidence)
            },
            element("li") {
                "More than \(review.value) rescue doses in 24 hours: call now."
                cite(review.source, evidence: review.evidence)
            },
        ]
        for limit in watched where limit.effect != .stop {
            lines.append(
                element("li") {
                    "\(limit.message) \(limit.action)"
                    cite(limit.source, evidence: limit.evidence)
                })
        }
        return lines
    }
}
