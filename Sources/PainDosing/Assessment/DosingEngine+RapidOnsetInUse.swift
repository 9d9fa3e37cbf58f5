import Quantities

extension DosingEngine {
    /// The rapid-onset product that the diary shows in use, with what its last doses brought.
    ///
    /// The form and dose of the last episode of the day decide which product it is, among those on
    /// sale. The dose was enough where one of its last two episodes with scores responded: a step up
    /// needs two that did not, or the only one.
    ///
    /// - Returns: nil where no episode was treated with one, where the day's episodes were treated
    ///   with several forms, and where the form and dose fit several products.
    /// - Throws: `QuantityError` when a number can't be kept exactly.
    func rapidOnsetInUse(_ picture: DiaryPicture) throws(QuantityError) -> RapidOnsetInUse? {
        let treated = rapidOnsetEpisodes(picture)
        guard let last = treated.last?.rescue,
            treated.allSatisfy({ $0.rescue?.form == last.form })
        else { return nil }
        let products = products(of: last)
        guard products.count == 1, let product = products.first else { return nil }
        let response = try tables.titration.response.value.share
        var judged: [Bool] = []
        for episode in treated where episode.rescue?.dose == last.dose {
            if let fall = try episode.fall { judged.append(fall >= response) }
        }
        let relief: EpisodeRelief =
            judged.isEmpty ? .notKnown : judged.suffix(2).contains(true) ? .enough : .tooLittle
        return RapidOnsetInUse(product: product.id, dose: last.dose, relief: relief)
    }

    /// That the diary's rapid-onset doses fit several products, so that no next step is given.
    func rapidOnsetAmbiguity(_ picture: DiaryPicture) -> [Alert] {
        guard let last = rapidOnsetEpisodes(picture).last?.rescue else { return [] }
        let products = products(of: last)
        guard products.count > 1 else { return [] }
        let brands = products.map(\.brand).joined(separator: " or ")
        return [
            Alert(
                code: "roo-product-not-known", severity: .caution,
                message: "The diary's last rapid-onset dose may be \(brands), so no next step is "
                    + "given; a first dose is not meant for who uses one already.",
                action: "Ask for the next step of the product in use by its name.",
                source: products.first?.source)
        ]
    }

    private func rapidOnsetEpisodes(_ picture: DiaryPicture) -> [BreakthroughEpisode] {
        (picture.episodesOfTheDay ?? []).map(\.value).filter { episode in
            episode.rescue.map { tables.isRapidOnset($0.form) } ?? false
        }
    }

    private func products(of dose: TakenDose) -> [RapidOnsetProduct] {
        rapidOnsetProductsOnSale.filter {
            $0.form == dose.form && $0.titration.contains(dose.dose)
        }
    }
}
