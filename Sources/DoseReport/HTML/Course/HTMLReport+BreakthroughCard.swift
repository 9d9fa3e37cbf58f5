import PainDosing
import Quantities

extension HTMLReport {
    /// What to give for an episode, how often at most, and when to call; to be cut out.
    func breakthroughCard(_ answer: BreakthroughAnswer) -> Markup {
        .section("breakthrough", "Breakthrough card", class: "card ticket") {
            element("h3") { "Before each dose" }
            element("ul") {
                for limit in watched where limit.strength == .stop {
                    element("li") {
                        "\(limit.message) \(limit.action)"
                        cite(limit.source, isVerified: limit.isVerified)
                    }
                }
            }
            rescue(answer.immediateRelease)
            rapidOnset(answer)
            element("h3") { "When to call" }
            element("ul") { calls }
        }
    }

    // MARK: Immediate release

    private func rescue(_ rescue: RescueDose?) -> Markup {
        guard let rescue else {
            return element("p") { "No immediate-release dose can be derived from this regimen." }
        }
        guard let dispensed = rescue.dispensed else {
            return element("p") {
                "\(FormWords.form(rescue.form)): no product fits; "
                    + DispensingWords.bounds(rescue) + "."
                cite(rescue.source, isVerified: rescue.isVerified)
            }
        }
        return Markup([
            element("h3") { "Immediate-release dose" },
            .paragraph("dose") {
                "\(FormWords.form(rescue.form)) \(DoseWords.dose(dispensed.amount))"
            },
            .paragraph("soft") { DispensingWords.units(dispensed) },
            element("p") {
                "Each time \(DispensingWords.bounds(rescue))."
                cite(rescue.source, isVerified: rescue.isVerified)
            },
            element("p") { "How soon again: as prescribed; these tables give no interval for it." },
        ])
    }

    // MARK: Rapid onset

    private func rapidOnset(_ answer: BreakthroughAnswer) -> Markup {
        Markup([
            element("h3") { "Rapid-onset opioid" },
            element("p") {
                answer.options.isEmpty
                    ? "None: a condition for it is not met or not known, see the criteria."
                    : "One of these products, never exchanged for another at the same strength."
            },
            element("div", ["class": "products"]) {
                for option in answer.options { product(option) }
            },
            answer.contraindications.isEmpty
                ? .nothing
                : .folded("Rule out first, for all of them") {
                    contraindications(answer.contraindications)
                },
            .folded("Criteria") { criteria(answer) },
        ])
    }

    private func product(_ option: RapidOnsetOption) -> Markup {
        let product = option.product
        let dose = { DoseWords.mass($0, inMicrograms: true) }
        return element("div", ["class": "product"]) {
            element("h4") {
                product.title
                cite(product.source, isVerified: product.isVerified)
            }
            element("p") {
                element("strong") { "First dose \(dose(option.dose))" }
                option.isProportional
                    ? ", in proportion to the background opioid; labelled start "
                        + dose(option.labelledStart)
                    : ", the label's start"
            }
            element("ul") {
                element("li") { "at most \(dose(product.maximumDose)) at once" }
                element("li") {
                    product.repeatAfterMinutes.map {
                        "the same episode once more after \($0) minutes"
                    } ?? "no second dose for the same episode"
                }
                element("li") { "next episode after \(product.minimumIntervalHours) hours" }
                element("li") { "at most \(product.maximumEpisodesPerDay) episodes a day" }
            }
            if !product.contraindications.isEmpty {
                contraindications(product.contraindications)
            }
        }
    }

    private func contraindications(_ lines: [Contraindication]) -> Markup {
        element("ul") {
            for line in lines {
                element("li") {
                    line.text
                    cite(line.source, isVerified: line.isVerified)
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
                    Markup(criterion.value.map { BreakthroughWords.value($0) } ?? "not recorded"),
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
        return limits.filter { $0.strength == .stop } + limits.filter { $0.strength == .caution }
    }

    private var calls: [Markup] {
        let rules = tables.titration
        let (warning, review) = (rules.warningRescues, rules.reviewRescuesAbove)
        var lines = [
            element("li") {
                "\(warning.value) or more rescue doses in 24 hours: tell the team."
                cite(warning.source, isVerified: warning.isVerified)
            },
            element("li") {
                "More than \(review.value) rescue doses in 24 hours: call now."
                cite(review.source, isVerified: review.isVerified)
            },
        ]
        for limit in watched where limit.strength == .caution {
            lines.append(
                element("li") {
                    "\(limit.message) \(limit.action)"
                    cite(limit.source, isVerified: limit.isVerified)
                })
        }
        return lines
    }
}
