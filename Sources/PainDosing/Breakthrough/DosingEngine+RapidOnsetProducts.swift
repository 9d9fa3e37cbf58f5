import Quantities

extension DosingEngine {
    /// The rapid-onset products that are sold in the policy's country and, where it names any, stand
    /// in the ward's formulary, in the order of the tables.
    public var rapidOnsetProductsOnSale: [RapidOnsetProduct] {
        let stocked = policy.formulary.products
        return tables.breakthrough.products.filter { product in
            !product.isByNameOnly && product.market(in: policy.country)?.status == .marketed
                && (stocked.isEmpty || stocked.contains(ProductLineID(product.id.name)))
        }
    }

    /// The product that a name means: its key or its brand, in any case.
    ///
    /// Of several products of one brand it is the one that is or was sold in the policy's country.
    /// - Returns: nil where no product has the name, and where it fits several equally well.
    public func rapidOnsetProduct(named name: String) -> RapidOnsetProduct? {
        let wanted = name.lowercased()
        let products = tables.breakthrough.products
        if let product = products.first(where: { $0.id.name == wanted }) { return product }
        let branded = products.filter { $0.brand.lowercased() == wanted }
        let here = branded.filter { $0.market(in: policy.country) != nil }
        return [here, branded].first { $0.count == 1 }?.first
    }

    /// The products of an answer: the one asked for, or those on sale; one in use comes first.
    func rapidOnsetProducts(for offer: RapidOnsetOffer) -> [RapidOnsetProduct] {
        let isNamed = { (id: RapidOnsetProductID?) in
            self.tables.breakthrough.products.filter { $0.id == id }
        }
        if let product = offer.product { return isNamed(product) }
        let inUse = isNamed(offer.inUse?.product)
        // What is not known yet is no occasion to change the product.
        guard offer.isEligible else { return inUse }
        return inUse + rapidOnsetProductsOnSale.filter { !inUse.contains($0) }
    }

    /// What to tell of a product asked for by name that is not sold here; nil where it is.
    func marketAlert(_ product: RapidOnsetProduct) -> Alert? {
        let here = product.market(in: policy.country)
        if here?.status == .marketed { return nil }
        let isSold = "is not known to be sold in \(policy.country.rawValue)"
        guard let gone = here ?? product.markets.first(where: { $0.status == .withdrawn }) else {
            return Alert(
                code: "roo-not-sold-here", severity: .caution,
                message: "\(product.title) \(isSold).",
                action: "Ask the pharmacy for one that is.", source: product.markets.first?.source)
        }
        let countries = gone.countries.sorted().map(\.rawValue).joined(separator: ", ")
        let end =
            gone.until.map { "production for \(countries) ended on \($0)" }
            ?? "it is no longer made for \(countries)"
        return Alert(
            code: "roo-withdrawn", severity: .caution,
            message: "\(product.title)\(here == nil ? " \(isSold)" : ""): \(end).",
            action: "Choose another product; what is left of it may be used up.",
            source: gone.source)
    }

    /// The note where there is no product to show.
    func noneSold() -> Alert {
        Alert(
            code: "roo-none-sold", severity: .info,
            message: policy.formulary.products.isEmpty
                ? "No rapid-onset product of these tables is sold in \(policy.country.rawValue)."
                : "The formulary holds no rapid-onset product that is sold in "
                    + "\(policy.country.rawValue).",
            action: "Use the immediate-release rescue dose.")
    }
}
