public import PainDosing

extension SiteProfile {
    /// A site file that starts from this ready-made profile, with a comment for all it may say.
    ///
    /// It comes to the same as the profile until a line is taken out of its comment.
    public func template(tables: TableSet) -> String {
        let country = policy.country
        let products = tables.products.filter { line in
            !line.isCombined && (line.countries.isEmpty || line.countries.contains(country))
        }
        let concentrates = products.filter(\.isConcentrate)
        let ampoules = products.filter { line in
            !line.isConcentrate
                && [.subcutaneous, .intravenous, .intramuscular].contains(line.form.route)
        }
        let lines =
            [
                "# How this ward works, for paincalc and paind. What is left out is as in \(id).",
                "# Take the \"# \" from a line to use it. Figures behind \"# \" show the form, and advise nothing.",
                "# Check: paincalc site check FILE. What is in force: paincalc site show FILE",
                "",
                "extends: \(id)",
                "",
                "# Printed on the card: whom to call.",
                "# ward: {name: \"Ward 3\", call: \"pager 4711\"}",
                "",
                "# languages: [en]                # what diaries are read in; the first for answers",
                "# timeZone: Europe/London        # of sheets whose times have no offset",
                "",
                "# What may be proposed. Without a list of products: all that the country has.",
                "# formulary:",
                products.isEmpty ? "#   products: []" : "#   products:",
            ]
            + products.map { "#     - \($0.id)\(comment($0))" }
            + (concentrates.isEmpty
                ? []
                : [
                    "#   concentrates:                # never proposed unless they are listed here",
                    "#     allow:",
                ] + concentrates.map { "#       - \($0.id)\(comment($0))" } + [
                    "#     fromDose: 20 mg            # and then from this dose up"
                ])
            + (ampoules.isEmpty
                ? []
                : [
                    "#   ampoules:                    # to take where several do, the first choice first",
                    "#     prefer:",
                ] + ampoules.map { "#       - \($0.id)\(comment($0))" })
            + [
                "",
                "# Doses that the ward draws up; a proposal is rounded down to one of their multiples.",
                "# rounding:",
                "#   morphine oral: [1 mg, 2.5 mg, 5 mg, 10 mg]",
                "#   volume: 0.5 mL",
                "",
                "# Shares of the day's dose, the shortest time between doses, and the most in 24 hours.",
                "# rescue: {share: 1/6, frail: 1/10, everyHours: 4, maximumPerDay: 6}",
                "",
                "# Reductions, and the conversion tables in the order in which they are asked.",
                "# rotation:",
                "#   sameDrugNewRoute: 0 %          # 0 to 90 %",
                "#   crossTolerance: 25 %           # 25 to 90 %",
                "#   tables: \(SiteText.list((policy.order ?? tables.defaultOrder).map(\.name)))",
                "",
                "# One of: \(tables.titration.policies.map(\.id.name).joined(separator: ", ")).",
                "# titration: \((policy.titration ?? tables.titration.standard).name)",
                "",
                "# First dose of rapid-onset fentanyl: proportional, labelled, or conservative for the lowest.",
                "# breakthrough: {firstDose: \(policy.firstDose.rawValue)}",
                "",
                "# Cautions of the ward's own, in mg of oral morphine a day; alerts to show on one line.",
                "# alerts:",
                "#   omeddThresholds: [150]",
                "#   fold: [no-laxative]",
                "",
                "# What a FHIR pain score without a period is: worst, background, or ask.",
                "# fhir: {painScore72514-3: ask}",
            ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func comment(_ line: ProductLine) -> String {
        let brands = line.brands.isEmpty ? "" : " (\(line.brands.joined(separator: ", ")))"
        return "  # \(line.title)\(brands)"
    }
}
