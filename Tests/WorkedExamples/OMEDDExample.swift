import Testing

/// A regimen with its published equivalent in oral morphine.
struct OMEDDExample: Sendable, CustomTestStringConvertible {
    /// The conversion set; nil for the default order.
    let table: String?
    let regimen: String
    /// Milligrams a day, exact.
    let expected: String
    let source: String

    var testDescription: String { "\(regimen) by \(table ?? "the default order") [\(source)]" }

    init(_ table: String?, _ regimen: String, is expected: String, source: String) {
        self.table = table
        self.regimen = regimen
        self.expected = expected
        self.source = source
    }

    static let published: [OMEDDExample] = [
        // The faculty's printed pairs.
        OMEDDExample("fpm-2020", "codeine IR 60 mg qds", is: "24", source: "FPM20"),
        OMEDDExample("fpm-2020", "dihydrocodeine MR 120 mg bd", is: "24", source: "FPM20"),
        OMEDDExample("fpm-2020", "tramadol IR 100 mg qds", is: "40", source: "FPM20"),
        OMEDDExample("fpm-2020", "tapentadol MR 50 mg bd", is: "40", source: "FPM20"),
        OMEDDExample("fpm-2020", "oxycodone MR 40 mg bd", is: "120", source: "FPM20"),
        OMEDDExample("fpm-2020", "hydromorphone MR 4 mg bd", is: "40", source: "FPM20"),
        OMEDDExample("fpm-2020", "morphine SC infusion 30 mg/24h", is: "60", source: "BNF"),
        OMEDDExample("fpm-2020", "diamorphine CSCI 30 mg/24h", is: "100", source: "BNF"),
        OMEDDExample("fpm-2020", "diamorphine CSCI 20 mg/24h", is: "200/3", source: "BNF"),
        OMEDDExample("fpm-2020", "fentanyl patch 12 mcg/h", is: "30", source: "FPM20"),
        OMEDDExample("fpm-2020", "fentanyl patch 25 mcg/h", is: "60", source: "FPM20"),
        OMEDDExample("fpm-2020", "fentanyl patch 50 mcg/h", is: "120", source: "FPM20"),
        OMEDDExample("fpm-2020", "fentanyl patch 75 mcg/h", is: "180", source: "FPM20"),
        OMEDDExample("fpm-2020", "fentanyl patch 100 mcg/h", is: "240", source: "FPM20"),
        OMEDDExample("fpm-2020", "buprenorphine patch 5 mcg/h", is: "12", source: "FPM20"),
        OMEDDExample("fpm-2020", "buprenorphine patch 20 mcg/h", is: "48", source: "FPM20"),
        OMEDDExample("fpm-2020", "buprenorphine patch 35 mcg/h", is: "84", source: "FPM20"),
        OMEDDExample("fpm-2020", "buprenorphine patch 52.5 mcg/h", is: "126", source: "FPM20"),
        OMEDDExample("fpm-2020", "buprenorphine patch 70 mcg/h", is: "168", source: "FPM20"),
        OMEDDExample(
            "fpm-2020", "buprenorphine sublingual tablet 200 mcg tds", is: "24",
            source: "BMCPF25"),
        // Scottish printed pairs.
        OMEDDExample("scottish-2024", "codeine IR 60 mg qds", is: "24", source: "SPCG24"),
        OMEDDExample("scottish-2024", "tramadol IR 100 mg qds", is: "40", source: "SPCG24"),
        OMEDDExample("scottish-2024", "buprenorphine patch 5 mcg/h", is: "12", source: "SPCG24"),
        // Scales of exposure.
        OMEDDExample("cdc-2022", "hydromorphone IR 4 mg q4h", is: "120", source: "CDC22"),
        OMEDDExample("cdc-2016", "hydromorphone IR 4 mg q4h", is: "96", source: "CDC17"),
        OMEDDExample("cdc-2022", "tramadol IR 50 mg qds", is: "40", source: "CDC22"),
        OMEDDExample("cdc-2016", "tramadol IR 50 mg qds", is: "20", source: "CDC17"),
        OMEDDExample("cdc-2022", "methadone oral 10 mg tds", is: "141", source: "CDC22"),
        OMEDDExample("cdc-2014", "methadone oral 10 mg tds", is: "90", source: "CDC14"),
        OMEDDExample("cdc-2014", "buprenorphine patch 5 mcg/h", is: "9", source: "CDC14"),
        OMEDDExample(
            "cdc-2016", "fentanyl buccal tablet 400 mcg prn x3", is: "156", source: "CDC17"),
        OMEDDExample("cdc-2016", "fentanyl nasal spray 100 mcg prn x4", is: "64", source: "CDC17"),
        OMEDDExample("nih-heal-2025", "buprenorphine patch 10 mcg/h", is: "22", source: "HEAL25"),
        OMEDDExample(
            "nih-heal-2025", "buprenorphine buccal film 300 mcg bd", is: "117/5",
            source: "HEAL25"),
        // From single doses, only for stepping to a patch.
        OMEDDExample(
            "eu-smpc-fentanyl-2024", "methadone oral 10 mg tds", is: "45", source: "DUR24"),
        OMEDDExample("anzca-2021", "fentanyl patch 25 mcg/h", is: "75", source: "ANZCA21"),
        OMEDDExample("us-equianalgesic-30-10", "oxycodone MR 20 mg od", is: "30", source: "MSD23"),
        OMEDDExample(
            "us-equianalgesic-30-10", "oxymorphone IR 15 mg od", is: "30", source: "MSD23"),
        // Several items, regular and as needed.
        OMEDDExample(
            nil, "morphine MR 30 mg bd; oxycodone IR 5 mg prn x3; fentanyl patch 25 mcg/h",
            is: "285/2", source: "FPM20"),
        OMEDDExample(
            nil, "morphine MR 60 mg bd; morphine IR 20 mg prn x2", is: "160", source: "FPM20"),
        OMEDDExample(nil, "morphine IR 10 mg every 5 h", is: "48", source: "FPM20"),
        // The default set leaves methadone out; the first scale of exposure answers instead.
        OMEDDExample(nil, "methadone oral 10 mg tds", is: "141", source: "HEAL25"),
        OMEDDExample(nil, "fentanyl sublingual tablet 200 mcg prn x2", is: "52", source: "HEAL25"),
    ]

    /// Both sides of each edge of the methadone bands; the factor holds for the whole day.
    static let methadoneBands: [OMEDDExample] = [
        OMEDDExample("cdc-2016", "methadone oral 0.5 mg od", is: "2", source: "CDC17"),
        OMEDDExample("cdc-2016", "methadone oral 20 mg od", is: "80", source: "CDC17"),
        OMEDDExample("cdc-2016", "methadone oral 20.5 mg od", is: "164", source: "CDC17"),
        OMEDDExample("cdc-2016", "methadone oral 40 mg od", is: "320", source: "CDC17"),
        OMEDDExample("cdc-2016", "methadone oral 40.5 mg od", is: "405", source: "CDC17"),
        OMEDDExample("cdc-2016", "methadone oral 60 mg od", is: "600", source: "CDC17"),
        OMEDDExample("cdc-2016", "methadone oral 60.5 mg od", is: "726", source: "CDC17"),
        OMEDDExample("cdc-2016", "methadone oral 20 mg bd", is: "320", source: "CDC17"),
        OMEDDExample(
            "cdc-2016", "methadone oral 20 mg od; methadone oral 20 mg od", is: "320",
            source: "CDC17"),
        OMEDDExample(
            "cdc-2016", "methadone oral 20 mg od; methadone oral 0.5 mg prn x1", is: "164",
            source: "CDC17"),
    ]
}
