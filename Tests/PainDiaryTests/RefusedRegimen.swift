import Testing

/// A regimen that must not be guessed at, and the message that says why.
struct RefusedRegimen: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String

    var testDescription: String { text.isEmpty ? "nothing" : String(text.prefix(60)) }

    init(_ text: String, _ message: String) {
        self.text = text
        self.message = message
    }

    private static let units = "mg, mcg (or micrograms), g, mcg/h, mg/h, mg/24h"
    private static let morphineForms =
        "immediate-release, subcutaneous infusion, intravenous infusion, subcutaneous injection, "
        + "intravenous injection, intramuscular injection, modified-release, suppository"
    private static let howOften =
        "how often? Add a frequency (od, bd, tds, qds, q4h, every 12 h) or the number taken in "
        + "24 hours (x3)"
    private static let howMany =
        "as needed has no count; add the number taken in 24 hours, such as prn x3"
    private static let plainNumber =
        "is not a dose: write a plain number such as 5 or 2.5 (digits, one point, no sign, no "
        + "exponent)"
    private static let example = "\"morphine MR 30 mg bd; oxycodone IR 5 mg prn x3\""
    private static let wornAllTheTime =
        "a patch is worn all the time and not taken as needed; list each patch as an item of its "
        + "own"

    private static func notUnderstood(_ word: String) -> String {
        "item 1: the word \"\(word)\" is not understood after morphine; accepted are a form or "
            + "route (MR, IR, patch, SC …), a dose with its unit, and a frequency (bd, every 12 h, "
            + "prn x3)"
    }

    /// Words with two meanings.
    static let ambiguous = [
        RefusedRegimen(
            "morphine PR 30 mg bd",
            "item 1: \"PR\" can mean prolonged-release or by the rectum; write MR or rectal"),
        RefusedRegimen(
            "morphine LA 30 mg bd",
            "item 1: \"LA\" can mean several forms; write MR for modified-release"),
        RefusedRegimen(
            "morphine IR 5 ug bd",
            "item 1: \"ug\" is easily misread; write mcg or micrograms"),
        RefusedRegimen(
            "morphine IR 5 mg qd",
            "item 1: \"qd\" is easily misread as qds; write od or daily"),
        RefusedRegimen(
            "morphine IR 5 mg hs",
            "item 1: \"hs\" can mean half-strength or at bedtime; write nocte"),
        RefusedRegimen(
            "morphine solution 5 ml q4h",
            "item 1: a volume is not a dose; give the mass, such as 10 mg"),
    ]

    /// Numbers that hide a tenfold error, a range or nothing.
    static let numbers = [
        RefusedRegimen(
            "morphine IR 1,5 mg bd",
            "item 1: \"1,5\" has a comma; write a point for decimals and nothing between thousands "
                + "(1.5, 1000)"),
        RefusedRegimen(
            "morphine IR 1e3 mg bd",
            "item 1: the unit \"e3\" after 1 is not known; accepted are \(units)"),
        RefusedRegimen("morphine IR .5 mg bd", "item 1: \".5\" \(plainNumber)"),
        RefusedRegimen("morphine IR 5. mg bd", "item 1: \"5.\" \(plainNumber)"),
        RefusedRegimen("morphine IR -5 mg bd", "item 1: \"-5\" \(plainNumber)"),
        RefusedRegimen("morphine IR +5 mg bd", "item 1: \"+5\" \(plainNumber)"),
        RefusedRegimen("morphine IR 1.2.3 mg bd", "item 1: \"1.2.3\" \(plainNumber)"),
        RefusedRegimen(
            "morphine IR 05 mg bd",
            "item 1: \"05\" is not a dose: write no zero before the first digit: 0.5 or 5, not 05"),
        RefusedRegimen(
            "morphine IR 5-10 mg q4h",
            "item 1: \"5-10\" is a dose range, which can't be computed; give the one dose that is "
                + "taken"),
        RefusedRegimen(
            "morphine MR 0 mg bd",
            "item 1: a dose of 0 is no dose; leave out what is not taken"),
        RefusedRegimen(
            "morphine MR 999999999999999999999999999999999 mg bd",
            "item 1: \"999999999999999999999999999999999\" is not a dose: the number has too many "
                + "digits"),
        RefusedRegimen(
            "morphine IR 10 20 mg bd",
            "item 1: there are two numbers, \"10\" and \"20\"; separate items with \";\""),
        RefusedRegimen(
            "morphine IR 10 mg 20 mg bd",
            "item 1: there are two numbers, \"10\" and \"20\"; separate items with \";\""),
        RefusedRegimen(
            "morphine MR 30 units bd",
            "item 1: the unit \"units\" after 30 is not known; accepted are \(units)"),
        RefusedRegimen(
            "morphine MR 30 mg/kg bd",
            "item 1: the unit \"mg/kg\" after 30 is not known; accepted are \(units)"),
        RefusedRegimen(
            "Durogesic 30",
            "item 1: 30 without a unit is no marketed strength of Durogesic; write the dose with "
                + "its unit"),
    ]

    /// How often, and how many.
    static let frequencies = [
        RefusedRegimen("morphine IR 10 mg prn", "item 1: \(howMany)"),
        RefusedRegimen("morphine IR 10 mg as needed", "item 1: \(howMany)"),
        RefusedRegimen(
            "morphine IR 10 mg bd x3",
            "item 1: there are both a frequency and a number taken; write bd for a dose by the "
                + "clock or x3 for doses taken as needed in 24 hours"),
        RefusedRegimen(
            "morphine IR 10 mg bd prn",
            "item 1: there are both a frequency and \"as needed\"; write bd for a dose by the "
                + "clock or prn x3 for doses taken as needed in 24 hours"),
        RefusedRegimen(
            "morphine IR 10 mg bd tds", "item 1: the frequency is given twice; write it once"),
        RefusedRegimen(
            "morphine IR 10 mg x2 x3", "item 1: the number taken is given twice; write it once"),
        RefusedRegimen(
            "morphine IR 10 mg x0", "item 1: x0 is no dose; leave out what was not taken"),
        RefusedRegimen(
            "morphine MR 30 mg every 12",
            "item 1: after \"every\" write hours or days: every 12 h"),
        RefusedRegimen(
            "morphine MR 30 mg every 12 weeks",
            "item 1: \"every 12 weeks\" is not understood; write h or days"),
        RefusedRegimen(
            "morphine MR 30 mg every 0 h", "item 1: \"0\" is not a whole number of hours or days"),
        RefusedRegimen(
            "morphine MR 30 mg every 1.5 h",
            "item 1: \"1.5\" is not a whole number of hours or days"),
        RefusedRegimen(
            "morphine IR 10 mg 0 times daily",
            "item 1: \"0\" is not a whole number of doses a day"),
        RefusedRegimen("morphine IR 10 mg q0h", notUnderstood("q0h")),
        RefusedRegimen("morphine IR 10 mg q+4h", notUnderstood("q+4h")),
    ]

    /// Everything that is missing is asked for at once.
    static let missing = [
        RefusedRegimen(
            "morphine 30",
            "item 1: which form of morphine? Say one of: \(morphineForms); the unit of 30 is "
                + "missing; accepted are \(units); \(howOften)"),
        RefusedRegimen(
            "morphine 30 mg bd",
            "item 1: which form of morphine? Say one of: \(morphineForms)"),
        RefusedRegimen(
            "morphine MR 30 bd",
            "item 1: the unit of 30 is missing; accepted are \(units)"),
        RefusedRegimen("morphine MR 30 mg", "item 1: \(howOften)"),
        RefusedRegimen(
            "morphine MR 30",
            "item 1: the unit of 30 is missing; accepted are \(units); \(howOften)"),
        RefusedRegimen(
            "morphine MR",
            "item 1: the dose of morphine is missing; write such as 30 mg; \(howOften)"),
        RefusedRegimen(
            "fentanyl sublingual 100 mcg x1",
            "item 1: which form of fentanyl sublingual? Say one of: sublingual-spray, "
                + "sublingual-tablet"),
        RefusedRegimen(
            "morphine infusion 30 mg/24h",
            "item 1: which form of morphine infusion? Say one of: subcutaneous infusion, "
                + "intravenous infusion"),
        RefusedRegimen("30 mg bd", "item 1: no drug is named; write such as \(example)"),
        RefusedRegimen("", "the regimen is empty; write such as \(example)"),
        RefusedRegimen("   ", "the regimen is empty; write such as \(example)"),
        RefusedRegimen(";;", "item 1: there is nothing before this \";\""),
        RefusedRegimen(
            "morphine MR 30 mg bd; ; oxycodone IR 5 mg x1",
            "item 2: there is nothing before this \";\""),
    ]

    /// Patches and infusions.
    static let rates = [
        RefusedRegimen(
            "fentanyl patch 27 mcg/h",
            "item 1: 27 mcg/h is no strength of a fentanyl patch, nor a sum of up to 4; marketed "
                + "are 12, 25, 37.5, 50, 62.5, 75, 87.5, 100 mcg/h"),
        RefusedRegimen(
            "fentanyl patch 25 mg",
            "item 1: a patch is given by its rate; write fentanyl patch with mcg/h, as printed on "
                + "the pack"),
        RefusedRegimen(
            "fentanyl patch 25",
            "item 1: the unit of 25 is missing; accepted are \(units)"),
        RefusedRegimen(
            "fentanyl patch",
            "item 1: the dose of fentanyl is missing; write such as 25 mcg/h"),
        RefusedRegimen("fentanyl patch 25 mcg/h x2", "item 1: \(wornAllTheTime)"),
        RefusedRegimen("fentanyl patch 25 mcg/h prn", "item 1: \(wornAllTheTime)"),
        RefusedRegimen(
            "fentanyl patch 25 mcg/h every 24 h",
            "item 1: fentanyl patches are changed every 72 h in the product table; leave the "
                + "interval out if it differs"),
        RefusedRegimen(
            "morphine CSCI 30 mg", "item 1: an infusion needs a rate: mg/24h, mg/h or mcg/h"),
        RefusedRegimen(
            "morphine CSCI 30 mg/24h bd",
            "item 1: an infusion runs all the time; give mg/24h or mg/h and no frequency"),
        RefusedRegimen(
            "morphine MR 30 mg/24h bd",
            "item 1: modified-release morphine is given in single doses; write the dose in mg or "
                + "mcg and how often"),
    ]

    /// Words that contradict each other, are no drug or no words at all.
    static let words = [
        RefusedRegimen(
            "morphine oral patch 25 mcg/h",
            "item 1: morphine is not known as oral patch; known are \(morphineForms)"),
        RefusedRegimen(
            "oxycodone MR IR 10 mg bd",
            "item 1: the words \"MR IR\" contradict each other; name one form and one route"),
        RefusedRegimen(
            "morphine oral rectal 10 mg bd",
            "item 1: the words \"oral rectal\" contradict each other; name one form and one route"),
        RefusedRegimen("morphine oxycodone MR 30 mg bd", notUnderstood("oxycodone")),
        RefusedRegimen("morphine MR 30 mg with food bd", notUnderstood("with")),
        RefusedRegimen(
            "morfin MR 30 mg bd",
            "item 1: \"morfin\" is not a known opioid; did you mean morphine?"),
        RefusedRegimen(
            "morphin MR 30 mg bd",
            "item 1: \"morphin\" is not a known opioid; did you mean morphine or morphine "
                + "hydrochloride or morphine sulfate?"),
        RefusedRegimen(
            "oxicodone MR 10 mg bd",
            "item 1: \"oxicodone\" is not a known opioid; did you mean oxycodone?"),
        RefusedRegimen(
            "fentanil patch 25 mcg/h",
            "item 1: \"fentanil\" is not a known opioid; did you mean fentanyl?"),
        RefusedRegimen(
            "aspirin 300 mg od",
            "item 1: \"aspirin\" is not a known opioid; `paincalc tables list` names them all"),
        RefusedRegimen(
            String(repeating: "a", count: 1_000),
            "item 1: \"\(String(repeating: "a", count: 40))…\" is not a known opioid; "
                + "`paincalc tables list` names them all"),
        RefusedRegimen(
            "morphine " + String(repeating: "a", count: 1_000),
            notUnderstood(String(repeating: "a", count: 40) + "…")),
        RefusedRegimen(
            String(repeating: "morphine ", count: 1_111) + "m",
            "the regimen has 10000 bytes; at most 2000 are read"),
        RefusedRegimen(
            "morphine MR 30 mg 😀 bd",
            "the character U+1F600 can't stand in a regimen; write plain letters, digits, points "
                + "and \";\" between items"),
        RefusedRegimen(
            "morphine MR 30 mg bd\u{0}",
            "the character U+0000 can't stand in a regimen; write plain letters, digits, points "
                + "and \";\" between items"),
        RefusedRegimen(
            "morphine MR 30\u{200B}mg bd",
            "the character U+200B can't stand in a regimen; write plain letters, digits, points "
                + "and \";\" between items"),
        RefusedRegimen(
            "morphine MR 30 mg bd; oxycodone MR 10 mg",
            "item 2: \(howOften)"),
    ]
}
