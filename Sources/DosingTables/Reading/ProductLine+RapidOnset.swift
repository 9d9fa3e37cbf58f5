import PainDosing

extension ProductLine {
    /// A rapid-onset product as a product line, so that its brand and strengths stand in one file
    /// and are found like those of every other product.
    init(_ product: RapidOnsetProduct) {
        self.init(
            id: ProductLineID(product.id.name), title: product.title, form: product.form,
            brands: [product.brand], countries: product.countries,
            strengths: product.strengths.map { mass in
                ProductStrength(labelled: .mass(mass), delivered: .mass(mass))
            },
            intervalHours: nil, measure: nil, source: product.source,
            evidence: product.evidence)
    }
}
