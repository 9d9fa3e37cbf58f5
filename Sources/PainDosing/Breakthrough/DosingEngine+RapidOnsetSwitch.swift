extension DosingEngine {
    /// Where each other product starts after the one in use: by the line of its own label if it has
    /// one for that dose, else from its own start.
    func switchOptions(
        from inUse: RapidOnsetInUse, product: RapidOnsetProductID?
    ) -> [RapidOnsetOption] {
        tables.breakthrough.products
            .filter { $0.id != inUse.product && (product == nil || $0.id == product) }
            .compactMap { product in
                guard let labelled = product.titration.first else { return nil }
                let line = product.switchStarts.first {
                    $0.from == inUse.product && $0.dose == inUse.dose
                }
                return RapidOnsetOption(
                    product: product, dose: line?.start ?? labelled, ratioDose: nil,
                    labelledStart: labelled, isProportional: false, switchStart: line)
            }
    }

    /// What every label says of going from one product to another.
    func notInterchangeable() -> Alert {
        Alert(
            code: "roo-not-interchangeable", severity: .caution,
            message: "Rapid-onset products are not interchangeable: the new one is titrated anew.",
            action: "Stop the product in use and return what is left of it; only one is used at a "
                + "time.",
            source: tables.breakthrough.products.first { !$0.switchStarts.isEmpty }?.source)
    }
}
