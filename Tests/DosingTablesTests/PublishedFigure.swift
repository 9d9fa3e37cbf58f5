import PainDosing
import Quantities
import Testing

/// One figure of one source, as a person would look it up.
struct PublishedFigure: Sendable, CustomTestStringConvertible {
    let set: String
    let from: String
    let to: String
    /// The formulation, where the set tells them apart.
    let formulation: Formulation?
    /// The amount converted from, where the figure depends on it.
    let amount: Int?
    /// The factor or amount with its units; nil where the source has none at this amount.
    let prints: String?
    let isReversible: Bool

    var testDescription: String {
        "\(set): \(from) to \(to)" + (amount.map { " at \($0)" } ?? "")
    }

    init(
        _ set: String, _ from: String, to: String = "morphine oral",
        as formulation: Formulation? = nil,
        at amount: Int? = nil, _ prints: String?, isReversible: Bool = false
    ) {
        self.set = set
        self.from = from
        self.to = to
        self.formulation = formulation
        self.amount = amount
        self.prints = prints
        self.isReversible = isReversible
    }

    /// Whether the figure is for this formulation.
    func isAbout(_ formulation: Formulation) -> Bool {
        self.formulation == nil || self.formulation == formulation
    }

    static let all = exposure + unitedKingdom + labels + others + national

    private static let exposure = [
        PublishedFigure("cdc-2022", "hydromorphone oral", "5 mg/mg"),
        PublishedFigure("cdc-2022", "codeine oral", "3/20 mg/mg"),
        PublishedFigure("cdc-2022", "methadone oral", "47/10 mg/mg"),
        PublishedFigure("cdc-2022", "tramadol oral", "1/5 mg/mg"),
        PublishedFigure("cdc-2022", "fentanyl transdermal", "12/5 mg/mcg/h"),
        PublishedFigure("cdc-2016", "hydromorphone oral", "4 mg/mg"),
        PublishedFigure("cdc-2016", "tramadol oral", "1/10 mg/mg"),
        PublishedFigure("cdc-2016", "methadone oral", at: 0, nil),
        PublishedFigure("cdc-2016", "methadone oral", at: 1, "4 mg/mg"),
        PublishedFigure("cdc-2016", "methadone oral", at: 20, "4 mg/mg"),
        PublishedFigure("cdc-2016", "methadone oral", at: 21, "8 mg/mg"),
        PublishedFigure("cdc-2016", "methadone oral", at: 40, "8 mg/mg"),
        PublishedFigure("cdc-2016", "methadone oral", at: 60, "10 mg/mg"),
        PublishedFigure("cdc-2016", "methadone oral", at: 61, "12 mg/mg"),
        PublishedFigure("cdc-2016", "methadone oral", at: 9000, "12 mg/mg"),
        PublishedFigure("cdc-2016", "fentanyl buccal", as: .lozenge, "13/100 mg/mcg"),
        PublishedFigure("cdc-2016", "fentanyl buccal", as: .buccalFilm, "9/50 mg/mcg"),
        PublishedFigure("cdc-2016", "fentanyl sublingual", as: .sublingualSpray, "9/50 mg/mcg"),
        PublishedFigure("cdc-2016", "fentanyl nasal", "4/25 mg/mcg"),
        PublishedFigure("nih-heal-2025", "buprenorphine sublingual", "194/5 mg/mg"),
        PublishedFigure("nih-heal-2025", "buprenorphine transdermal", "11/5 mg/mcg/h"),
        PublishedFigure("nih-heal-2025", "buprenorphine buccal", "39/1000 mg/mcg"),
        PublishedFigure("nih-heal-2025", "tapentadol oral", "3/10 mg/mg"),
    ]

    private static let unitedKingdom = [
        PublishedFigure("fpm-2020", "oxycodone oral", "3/2 mg/mg", isReversible: true),
        PublishedFigure("fpm-2020", "hydromorphone oral", "5 mg/mg", isReversible: true),
        PublishedFigure("fpm-2020", "morphine subcutaneous", "2 mg/mg", isReversible: true),
        PublishedFigure(
            "fpm-2020", "morphine oral", to: "diamorphine subcutaneous", "3/10 mg/mg",
            isReversible: true),
        PublishedFigure("fpm-2020", "fentanyl transdermal", "12/5 mg/mcg/h", isReversible: true),
        PublishedFigure(
            "fpm-2020", "buprenorphine transdermal", "12/5 mg/mcg/h", isReversible: true),
        PublishedFigure("scottish-2024", "codeine oral", "1/10 mg/mg"),
        PublishedFigure("scottish-2024", "morphine oral", to: "oxycodone oral", "1/2 mg/mg"),
        PublishedFigure(
            "scottish-2024", "morphine oral", to: "oxycodone subcutaneous", "1/4 mg/mg"),
        PublishedFigure(
            "scottish-2024", "morphine oral", to: "diamorphine subcutaneous", "1/3 mg/mg"),
        PublishedFigure(
            "scottish-2024", "morphine oral", to: "alfentanil subcutaneous", "1/30 mg/mg"),
        PublishedFigure(
            "scottish-2024", "morphine oral", to: "hydromorphone oral", "2/15 to 1/5 mg/mg"),
        PublishedFigure(
            "scottish-2024", "morphine oral", to: "hydromorphone subcutaneous",
            "1/15 to 1/10 mg/mg"),
        PublishedFigure("scottish-2024", "buprenorphine transdermal", at: 5, "12/5 mg/mcg/h"),
        PublishedFigure("scottish-2024", "buprenorphine transdermal", at: 6, nil),
        PublishedFigure("scottish-2024", "morphine oral", to: "fentanyl transdermal", at: 30, nil),
        PublishedFigure(
            "scottish-2024", "morphine oral", to: "fentanyl transdermal", at: 31, "12 mcg/h"),
        PublishedFigure(
            "scottish-2024", "morphine oral", to: "fentanyl transdermal", at: 60, "12 mcg/h"),
        PublishedFigure(
            "scottish-2024", "morphine oral", to: "fentanyl transdermal", at: 90, "25 mcg/h"),
        PublishedFigure("scottish-2024", "morphine oral", to: "fentanyl transdermal", at: 91, nil),
    ]

    private static let labels = [
        PublishedFigure("eu-smpc-fentanyl-2024", "oxycodone oral", "3/2 mg/mg"),
        PublishedFigure("eu-smpc-fentanyl-2024", "hydromorphone intravenous", "20 mg/mg"),
        PublishedFigure("eu-smpc-fentanyl-2024", "methadone oral", "3/2 mg/mg"),
        PublishedFigure("eu-smpc-fentanyl-2024", "tramadol oral", "1/4 mg/mg"),
        PublishedFigure(
            "eu-smpc-fentanyl-2024", "morphine oral", to: "fentanyl transdermal", at: 89,
            "12 mcg/h"),
        PublishedFigure(
            "eu-smpc-fentanyl-2024", "morphine oral", to: "fentanyl transdermal", at: 90,
            "25 mcg/h"),
        PublishedFigure(
            "eu-smpc-fentanyl-2024", "morphine oral", to: "fentanyl transdermal", at: 120,
            "25 mcg/h"),
        PublishedFigure(
            "eu-smpc-fentanyl-2024", "morphine oral", to: "fentanyl transdermal", at: 135,
            "50 mcg/h"),
        PublishedFigure(
            "eu-smpc-fentanyl-2024", "morphine oral", to: "fentanyl transdermal", at: 1124,
            "300 mcg/h"),
        PublishedFigure(
            "eu-smpc-fentanyl-2024", "morphine oral", to: "fentanyl transdermal", at: 1125, nil),
    ]

    /// The national tables of November 2026, typed from the sources and not from the files.
    private static let national = [
        PublishedFigure(
            "netherlands-2019", "oxycodone oral", to: "hydromorphone oral", "10/33 mg/mg"),
        PublishedFigure("netherlands-2019", "morphine oral", to: "tapentadol oral", "5/2 mg/mg"),
        PublishedFigure(
            "netherlands-2019", "morphine oral", to: "fentanyl transdermal", "5/12 mcg/h/mg"),
        PublishedFigure(
            "netherlands-gp-2016", "morphine oral", to: "hydromorphone subcutaneous", "1/15 mg/mg",
            isReversible: true),
        PublishedFigure("norway", "fentanyl nasal", "250 mg/mg"),
        PublishedFigure("norway", "buprenorphine sublingual", "48 mg/mg"),
        PublishedFigure(
            "spain-oncosur", "morphine oral", to: "buprenorphine transdermal", at: 90,
            "105/2 mcg/h"),
        PublishedFigure(
            "spain-oncosur", "morphine oral", to: "buprenorphine transdermal", at: 91, nil),
        PublishedFigure("japan-2010", "morphine rectal", "3/2 mg/mg", isReversible: true),
        PublishedFigure(
            "bnf-2020", "morphine oral", to: "oxycodone oral", "33/50 mg/mg", isReversible: true),
        PublishedFigure("treil-2018", "morphine rectal", "1 mg/mg"),
        PublishedFigure("treil-2018", "hydromorphone oral", "37/10 mg/mg"),
        PublishedFigure(
            "treil-2018", "morphine oral", to: "hydromorphone oral", "1/5 mg/mg"),
        PublishedFigure(
            "treil-2018", "morphine intravenous", to: "fentanyl intravenous", "1/48 to 1/28 mg/mg"),
        PublishedFigure("canada-2010", "codeine oral", "3/20 mg/mg", isReversible: true),
        PublishedFigure(
            "canada-2010", "morphine oral", to: "fentanyl transdermal", at: 224, "50 mcg/h"),
        PublishedFigure("france-toulouse-2007", "oxycodone oral", "3/2 mg/mg"),
        PublishedFigure(
            "france-toulouse-2007", "morphine oral", to: "oxycodone oral", "1/2 mg/mg"),
        PublishedFigure(
            "france-albi-2010", "morphine oral", to: "hydromorphone oral", "2/15 mg/mg",
            isReversible: true),
        PublishedFigure("portugal-2010", "tramadol oral", "1/4 mg/mg", isReversible: true),
        PublishedFigure("switzerland-cohort", "hydromorphone intravenous", "24 mg/mg"),
        PublishedFigure("sweden-hospital", "oxycodone oral", "2 mg/mg", isReversible: true),
        PublishedFigure(
            "glasgow-2018", "diamorphine subcutaneous", to: "alfentanil subcutaneous", "1/10 mg/mg",
            isReversible: true),
        PublishedFigure("mcmaster", "morphine oral", to: "oxycodone oral", "1/2 to 3/4 mg/mg"),
        PublishedFigure(
            "mcmaster", "morphine oral", to: "buprenorphine transdermal", at: 80, "10 mcg/h"),
        PublishedFigure(
            "aahpm-mcpherson", "hydromorphone intravenous", "25/2 mg/mg", isReversible: true),
        PublishedFigure("nice-cg140", "fentanyl transdermal", at: 25, nil),
    ]

    private static let others = [
        PublishedFigure("cdc-2014", "buprenorphine sublingual", "10 mg/mg"),
        PublishedFigure("cdc-2014", "buprenorphine transdermal", "9/5 mg/mcg/h"),
        PublishedFigure("cdc-2014", "methadone oral", "3 mg/mg"),
        PublishedFigure(
            "scottish-lanarkshire", "morphine oral", to: "fentanyl transdermal", at: 120,
            "37 mcg/h"),
        PublishedFigure(
            "scottish-lanarkshire", "alfentanil subcutaneous", to: "fentanyl transdermal", at: 5,
            "50 mcg/h"),
        PublishedFigure(
            "scottish-lanarkshire", "alfentanil subcutaneous", to: "fentanyl transdermal", at: 6,
            "62 mcg/h"),
        PublishedFigure(
            "scottish-lanarkshire", "alfentanil subcutaneous", to: "fentanyl transdermal", at: 9,
            nil),
        PublishedFigure(
            "west-midlands", "hydromorphone oral", "100/13 mg/mg", isReversible: true),
        PublishedFigure(
            "uk-trust-2014", "morphine oral", to: "oxycodone oral", "1/2 to 2/3 mg/mg"),
        PublishedFigure(
            "uk-trust-2014", "morphine oral", to: "morphine subcutaneous", "1/2 mg/mg"),
        PublishedFigure(
            "uk-trust-2014", "morphine oral", to: "diamorphine subcutaneous", "1/3 mg/mg"),
        PublishedFigure("uk-trust-2014", "codeine oral", "1/12 mg/mg", isReversible: true),
        PublishedFigure(
            "uk-trust-2014", "morphine oral", to: "fentanyl transdermal", at: 60, "12 mcg/h"),
        PublishedFigure(
            "uk-trust-2014", "morphine oral", to: "fentanyl transdermal", at: 61, "25 mcg/h"),
        PublishedFigure(
            "uk-trust-2014", "morphine oral", to: "buprenorphine transdermal", at: 134,
            "105/2 mcg/h"),
        PublishedFigure(
            "oxford-handbook", "morphine oral", to: "oxycodone subcutaneous", "1/4 mg/mg"),
        PublishedFigure("eapc-2012", "morphine oral", to: "oxycodone oral", "2/3 mg/mg"),
        PublishedFigure("eapc-2012", "oxycodone oral", to: "hydromorphone oral", "1/4 mg/mg"),
        PublishedFigure("eapc-2012", "morphine oral", to: "hydromorphone oral", "1/5 mg/mg"),
        PublishedFigure("eapc-2012", "morphine oral", to: "fentanyl transdermal", "5/12 mcg/h/mg"),
        PublishedFigure(
            "eapc-2012", "morphine oral", to: "morphine intravenous", "1/3 to 1/2 mg/mg"),
        PublishedFigure("esmo-2018", "hydromorphone oral", "15/2 mg/mg"),
        PublishedFigure("esmo-2018", "buprenorphine transdermal", "17/10 mg/mcg/h"),
        PublishedFigure(
            "us-label-fentanyl", "morphine oral", to: "fentanyl transdermal", at: 59, nil),
        PublishedFigure(
            "us-label-fentanyl", "morphine oral", to: "fentanyl transdermal", at: 120, "25 mcg/h"),
        PublishedFigure(
            "us-label-fentanyl", "oxycodone oral", to: "fentanyl transdermal", at: 67, "25 mcg/h"),
        PublishedFigure(
            "us-label-fentanyl", "hydromorphone oral", to: "fentanyl transdermal", at: 28,
            "50 mcg/h"),
        PublishedFigure(
            "us-label-fentanyl", "methadone intramuscular", to: "fentanyl transdermal", at: 67,
            "100 mcg/h"),
        PublishedFigure(
            "health-canada-fentanyl", "morphine oral", to: "fentanyl transdermal", at: 179,
            "37 mcg/h"),
        PublishedFigure(
            "health-canada-fentanyl", "morphine oral", to: "fentanyl transdermal", at: 495,
            "137 mcg/h"),
        PublishedFigure(
            "health-canada-fentanyl", "morphine oral", to: "fentanyl transdermal", at: 1125, nil),
        PublishedFigure(
            "health-canada-fentanyl", "hydromorphone oral", to: "fentanyl transdermal", at: 224,
            "300 mcg/h"),
        PublishedFigure(
            "health-canada-fentanyl", "oxycodone oral", to: "fentanyl transdermal", at: 120,
            "50 mcg/h"),
        PublishedFigure("dgs-germany", "tilidine oral", "1/5 to 2/5 mg/mg"),
        PublishedFigure("germany-clinic", "hydromorphone oral", "15/2 mg/mg", isReversible: true),
        PublishedFigure("germany-clinic", "levomethadone oral", "4 mg/mg"),
        PublishedFigure("italy-moh", "oxycodone oral", "2 mg/mg", isReversible: true),
        PublishedFigure("italy-moh", "hydromorphone oral", "5 mg/mg", isReversible: true),
        PublishedFigure("italy-moh", "fentanyl transdermal", at: 25, "12/5 mg/mcg/h"),
        PublishedFigure("italy-moh", "fentanyl transdermal", at: 50, nil),
        PublishedFigure(
            "italy-moh", "morphine oral", to: "buprenorphine transdermal", at: 60,
            "7/12 mcg/h/mg"),
        PublishedFigure("anzca-2021", "fentanyl transdermal", "3 mg/mcg/h"),
        PublishedFigure("anzca-2021", "fentanyl intravenous", "1/5 mg/mcg"),
        PublishedFigure("anzca-2021", "codeine oral", "13/100 mg/mg"),
        PublishedFigure("sa-health-2016", "tapentadol oral", "1/3 mg/mg"),
        PublishedFigure("sa-health-2016", "buprenorphine sublingual", "40 to 80 mg/mg"),
        PublishedFigure("sa-health-2016", "oxycodone oral", "3/2 mg/mg", isReversible: true),
        PublishedFigure("sa-health-2016", "fentanyl transdermal", at: 25, nil),
        PublishedFigure(
            "us-equianalgesic-30-10", "oxymorphone oral", "2 mg/mg", isReversible: true),
        PublishedFigure("us-equianalgesic-30-10", "methadone oral", "3/2 mg/mg"),
        PublishedFigure("uptodate", "fentanyl transdermal", "2 mg/mcg/h", isReversible: true),
        PublishedFigure("uptodate", "fentanyl intravenous", "300 mg/mg", isReversible: true),
        PublishedFigure(
            "ppm-2018", "morphine oral", to: "fentanyl transdermal", at: 90, "5/18 mcg/h/mg"),
        PublishedFigure("ppm-2018", "fentanyl transdermal", at: 25, "9/5 mg/mcg/h"),
        PublishedFigure("ppm-2018", "pentazocine oral", "1/5 mg/mg", isReversible: true),
        PublishedFigure("nhs-sps", "morphine oral", to: "oxycodone oral", "1/2 to 2/3 mg/mg"),
    ]
}
