extension RefusedRegimen {
    private static let askCodamol =
        "co-codamol holds paracetamol as well; write the strength as on the pack and how many "
        + "tablets, one of: 8/500, 12.8/500, 15/500, 30/500, 60/1000"

    /// Combined products without their strength, and strengths that are none.
    static let combined = [
        RefusedRegimen("co-codamol 30 mg qds", "item 1: \(askCodamol)"),
        RefusedRegimen("co-codamol 2 tablets qds", "item 1: \(askCodamol)"),
        RefusedRegimen("co-codamol qds", "item 1: \(askCodamol)"),
        RefusedRegimen(
            "Targin 20 mg bd",
            "item 1: Targin holds naloxone as well; write the strength as on the pack and how many "
                + "tablets, one of: 2.5/1.25, 5/2.5, 10/5, 15/7.5, 20/10, 30/15, 40/20, "
                + "60/30, 80/40"),
        RefusedRegimen(
            "co-codamol 30/300 qds",
            "item 1: 30/300 is no marketed strength of co-codamol; marketed are 8/500, "
                + "12.8/500, 15/500, 30/500, 60/1000"),
        RefusedRegimen(
            "co-codamol 60/500 qds",
            "item 1: 60/500 is no marketed strength of co-codamol; marketed are 8/500, "
                + "12.8/500, 15/500, 30/500, 60/1000"),
        RefusedRegimen(
            "co-codamol 500/30 qds",
            "item 1: 500/30 is no marketed strength of co-codamol; marketed are 8/500, "
                + "12.8/500, 15/500, 30/500, 60/1000"),
        RefusedRegimen(
            "co-codamol 30/500",
            "item 1: how often? Add a frequency (od, bd, tds, qds, q4h, every 12 h) or the number "
                + "taken in 24 hours (x3)"),
        RefusedRegimen(
            "co-codamol 30/500 prn",
            "item 1: as needed has no count; add the number taken in 24 hours, such as "
                + "prn x3"),
        RefusedRegimen(
            "co-codamol 30/500 2 qds",
            "item 1: \"2\" beside a strength of two amounts is not understood; write how many at a "
                + "time, such as 2 tablets"),
        RefusedRegimen(
            "co-codamol 30/500 60 mg qds",
            "item 1: \"60\" beside a strength of two amounts is not understood; write how many at a "
                + "time, such as 2 tablets"),
        RefusedRegimen(
            "co-codamol 30/500 1-2 tablets qds",
            "item 1: \"1-2\" is a dose range, which can't be computed; give the one dose that is "
                + "taken"),
        RefusedRegimen(
            "co-codamol 30/500 0 tablets qds",
            "item 1: \"0\" is not a whole number of tablets"),
        RefusedRegimen(
            "co-codamol 30/500 0.5 tablets qds",
            "item 1: \"0.5\" is not a whole number of tablets"),
        RefusedRegimen(
            "co-codamol 30/500 1 tablet 2 tablets qds",
            "item 1: the number of tablets is given twice; write it once"),
        RefusedRegimen(
            "co-codamol 30/500 x2 qds",
            "item 1: there are both a frequency and x2; write 2 tablets for one regular dose, "
                + "or x2 alone for 2 doses taken as needed in 24 hours"),
        RefusedRegimen(
            "co-codamol 30/500 15/500 qds",
            "item 1: there are two strengths, 30/500 and 15/500; separate items with \";\""),
        RefusedRegimen(
            "co-codamol 30/500 mcg qds",
            "item 1: the two amounts of 30/500 are in mg on the pack; write 30/500 alone or with mg"
        ),
        RefusedRegimen(
            "co-codamol 30mg/500mg qds",
            "item 1: the unit \"mg/500mg\" after 30 is not known; write both amounts in one piece, "
                + "such as 30/500"),
        RefusedRegimen(
            "co-codamol MR 30/500 qds",
            "item 1: co-codamol is not known as MR; known are immediate-release"),
        RefusedRegimen(
            "codeine IR 30/500 qds",
            "item 1: 30/500 is a strength of two drugs, and codeine names one; name the combined "
                + "product, such as co-codamol, or write the dose in mg"),
        RefusedRegimen(
            "morphine MR 30 mg bd 1/2 tablet",
            "item 1: \"30\" beside a strength of two amounts is not understood; write how many at a "
                + "time, such as 2 tablets"),
        RefusedRegimen(
            "co-codamol 030/500 qds",
            "item 1: \"030\" is not a dose: write no zero before the first digit: 0.5 or 5, not 05"),
    ]
}
