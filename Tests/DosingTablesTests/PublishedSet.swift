import PainDosing
import Testing

/// What the source of a conversion set prints, counted.
struct PublishedSet: Sendable, CustomTestStringConvertible {
    let id: String
    /// One for each form and direction.
    let rows: Int
    let exclusions: Int
    let purpose: ConversionPurpose
    let isConsidered: Bool

    var testDescription: String { id }

    init(
        _ id: String, rows: Int, exclusions: Int = 0, _ purpose: ConversionPurpose = .conversion,
        isConsidered: Bool = false
    ) {
        self.id = id
        self.rows = rows
        self.exclusions = exclusions
        self.purpose = purpose
        self.isConsidered = isConsidered
    }

    static let all = [
        PublishedSet("aahpm-mcpherson", rows: 3),
        // 18 figures; parenteral ones count for each of the three routes.
        PublishedSet("anzca-2021", rows: 34, exclusions: 1),
        PublishedSet("bnf-2020", rows: 8),
        PublishedSet("canada-2010", rows: 5, exclusions: 2),
        PublishedSet("cdc-2014", rows: 26, .exposure),
        PublishedSet("cdc-2016", rows: 21, exclusions: 3, .exposure),
        PublishedSet("cdc-2022", rows: 10, exclusions: 3, .exposure),
        PublishedSet("dgs-germany", rows: 8, exclusions: 3),
        PublishedSet("eapc-2012", rows: 7),
        PublishedSet("esmo-2018", rows: 13, exclusions: 2),
        PublishedSet("eu-smpc-fentanyl-2024", rows: 36, isConsidered: true),
        PublishedSet("fpm-2020", rows: 16, exclusions: 1, isConsidered: true),
        PublishedSet("france-albi-2010", rows: 5),
        PublishedSet("france-toulouse-2007", rows: 14),
        PublishedSet("germany-clinic", rows: 13),
        PublishedSet("glasgow-2018", rows: 7),
        PublishedSet("health-canada-fentanyl", rows: 3, exclusions: 2),
        PublishedSet("italy-moh", rows: 11),
        PublishedSet("japan-2010", rows: 11),
        PublishedSet("mcmaster", rows: 11, exclusions: 1),
        PublishedSet("netherlands-2019", rows: 7),
        PublishedSet("netherlands-gp-2016", rows: 9),
        PublishedSet("nhs-sps", rows: 1),
        PublishedSet("nice-cg140", rows: 1),
        PublishedSet("nih-heal-2025", rows: 24, .exposure),
        PublishedSet("norway", rows: 10),
        PublishedSet("oxford-handbook", rows: 4),
        PublishedSet("portugal-2010", rows: 19),
        PublishedSet("ppm-2018", rows: 38),
        PublishedSet("sa-health-2016", rows: 10, exclusions: 1),
        PublishedSet("scottish-2024", rows: 12, isConsidered: true),
        PublishedSet("scottish-lanarkshire", rows: 14),
        PublishedSet("spain-oncosur", rows: 8),
        PublishedSet("sweden-hospital", rows: 7),
        PublishedSet("switzerland-cohort", rows: 21, .exposure),
        PublishedSet("treil-2018", rows: 36),
        PublishedSet("uk-trust-2014", rows: 14),
        PublishedSet("uptodate", rows: 9),
        PublishedSet("us-equianalgesic-30-10", rows: 19),
        PublishedSet("us-label-fentanyl", rows: 12),
        PublishedSet("west-midlands", rows: 14),
    ]
}
