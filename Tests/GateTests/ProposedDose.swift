import PainDosing
import Quantities

/// One dose that an answer proposes, as the regimen item that giving it would be.
struct ProposedDose {
    /// What the dose is for.
    enum Role: String {
        /// The regular opioid after a rotation or a step of the titration.
        case regular
        /// The immediate-release dose as needed, beside the present regimen.
        case rescue
        /// The same beside a changed regular opioid.
        case laterRescue = "rescue after the change"
        /// The first dose of a rapid-onset product.
        case rapidOnset = "rapid-onset"
    }

    let role: Role
    /// The item; a dose as needed is taken as often as the answer allows, a rapid-onset one once.
    let item: RegimenItem
    /// The regular opioid that it is taken beside; none for the regular opioid itself.
    let beside: [RegimenItem]
    /// The units that it is made of; nil for a rapid-onset product.
    let dispensed: DispensableDose?
    /// The rescue dose with its window and its times.
    var rescue: RescueDose?
    /// The rapid-onset product with its label.
    var option: RapidOnsetOption?

    /// A regular dose.
    init(_ proposal: DoseProposal, form: OpioidForm) {
        let amount: RegimenAmount =
            switch (proposal.perDose, proposal.perDay) {
            case (.rate(let rate), _), (_, .rate(let rate)): .patch(rate: rate)
            case (.mass, .mass(let daily)) where form.formulation == .infusion: .infusion(daily)
            case (.mass(let mass), _): .scheduled(dose: mass, .everyHours(proposal.everyHours))
            }
        role = .regular
        item = RegimenItem(form: form, amount: amount, product: proposal.dispensed.line.id)
        beside = []
        dispensed = proposal.dispensed
    }

    /// A rescue dose, taken as often as the answer allows in a day; nil for none.
    init?(_ rescue: RescueDose?, _ role: Role, beside regular: [RegimenItem]) {
        guard let rescue else { return nil }
        self.role = role
        item = RegimenItem(
            form: rescue.form, amount: .taken(dose: rescue.each, count: rescue.maximumPerDay),
            product: rescue.dispensed.line.id)
        beside = regular
        dispensed = rescue.dispensed
        self.rescue = rescue
    }

    /// The first dose of a rapid-onset product.
    init(_ option: RapidOnsetOption, beside regular: [RegimenItem]) {
        role = .rapidOnset
        item = RegimenItem(
            form: option.product.form, amount: .taken(dose: option.dose, count: 1))
        beside = regular
        dispensed = nil
        self.option = option
    }

    /// The single dose; nil for patches and infusions.
    var singleDose: Mass? {
        switch item.amount {
        case .scheduled(let dose, _), .taken(let dose, _): dose
        case .patch, .infusion: nil
        }
    }

    /// Hours from one dose to the next; nil for a rapid-onset dose, a patch and a pump.
    var everyHours: Int? {
        if case .scheduled(_, .everyHours(let hours)) = item.amount { return hours }
        return rescue?.everyHours
    }

    /// The item given once, to compare single doses.
    var once: RegimenItem {
        guard case .taken(let dose, _) = item.amount else { return item }
        return RegimenItem(form: item.form, amount: .taken(dose: dose, count: 1))
    }
}

extension RotationAnswer {
    /// Every dose that the answer proposes.
    var proposed: [ProposedDose] {
        guard let proposal else { return [] }
        let regular = ProposedDose(proposal, form: to)
        return [regular]
            + [ProposedDose(rescue, .laterRescue, beside: [regular.item])].compactMap(\.self)
    }
}

extension BreakthroughAnswer {
    /// Every dose that the answer proposes beside a regimen.
    func proposed(beside regimen: [RegimenItem]) -> [ProposedDose] {
        let regular = regimen.filter(\.amount.isBackground)
        return [ProposedDose(immediateRelease, .rescue, beside: regular)].compactMap(\.self)
            + options.map { ProposedDose($0, beside: regular) }
    }
}

extension Assessment {
    /// Every dose that the assessment of a regimen proposes.
    func proposed(beside regimen: [RegimenItem]) -> [ProposedDose] {
        var doses = breakthrough?.proposed(beside: regimen) ?? []
        if let change = titration?.change, let form = change.form, let proposal = change.proposal {
            let regular = ProposedDose(proposal, form: form)
            doses.append(regular)
            doses += [ProposedDose(change.rescue, .laterRescue, beside: [regular.item])].compactMap(
                \.self)
        }
        return doses
    }
}
