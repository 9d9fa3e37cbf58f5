import BatchConversion
import PainDosing
import ShippedEngine
import StrictJSON
import Testing

@Suite("What one row of a batch comes to")
struct BatchRowTests {
    static let header = "id,opioid,form,route,strength,unit,quantity,days,per_day,frequency\n"

    /// A row and the answer from the daily dose to the table.
    struct Case: CustomTestStringConvertible {
        let row: String
        let answer: String
        var testDescription: String { row }
    }

    // Factors: conversion.md, FPM20 (morphine 1, oxycodone 1.5, fentanyl patch 2.4, codeine 0.1,
    // tramadol 0.1); the "12" patch delivers 12.5 micrograms/hour (rules.md).
    static let answeredRows: [Case] = [
        Case(row: "P,morphine,MR,oral,30,mg,,,2,", answer: "60,,mg,1,60,,fpm-2020"),
        Case(row: "P,MST,,,30,,,,,bd", answer: "60,,mg,1,60,,fpm-2020"),
        Case(row: "P,oxycodone,IR,,5,mg,90,30,,", answer: "15,,mg,1.5,22.5,,fpm-2020"),
        Case(row: "P,oxycodone,IR,,5,mg,,,1.5,", answer: "7.5,,mg,1.5,11.25,,fpm-2020"),
        Case(row: "P,oxycodone,IR,,5 mg,,,,3,", answer: "15,,mg,1.5,22.5,,fpm-2020"),
        Case(row: "P,oxycodone,IR,,5mg,,,,3,", answer: "15,,mg,1.5,22.5,,fpm-2020"),
        Case(row: "P,oxycodone,IR,,5000,mcg,,,,prn x3", answer: "15,,mg,1.5,22.5,,fpm-2020"),
        Case(row: "P,morphine,IR,,10,mg,,,,every 4 h", answer: "60,,mg,1,60,,fpm-2020"),
        Case(row: "P,morphine,IR,,10,mg,,,6,every 4 h", answer: "60,,mg,1,60,,fpm-2020"),
        Case(row: "P,morphine,IR,,10,mg,180,30,6,", answer: "60,,mg,1,60,,fpm-2020"),
        Case(row: "P,morphine,IR,,10,mg,1,3,,", answer: "3.3333,10/3,mg,1,3.3333,10/3,fpm-2020"),
        Case(
            row: "P,fentanyl,patch,,12,mcg/h,,,,",
            answer: "12.5,,microgram/hour,2.4,30,,fpm-2020"),
        Case(
            row: "P,fentanyl,patch,,25,µg/h,,,,every 72 h",
            answer: "25,,microgram/hour,2.4,60,,fpm-2020"),
        // Ten patches of three days each in 30 days are one at a time; fifteen are one and a half.
        Case(
            row: "P,fentanyl,patch,,25,mcg/h,10,30,,",
            answer: "25,,microgram/hour,2.4,60,,fpm-2020"),
        Case(
            row: "P,fentanyl,patch,,25,mcg/h,15,30,,",
            answer: "37.5,,microgram/hour,2.4,90,,fpm-2020"),
        Case(row: "P,morphine,infusion,SC,30,mg/24h,,,,", answer: "30,,mg,2,60,,fpm-2020"),
        Case(row: "P,morphine,infusion,SC,1.25,mg/h,,,,", answer: "30,,mg,2,60,,fpm-2020"),
        Case(row: "P,co-codamol,,,30/500,,240,30,,", answer: "240,,mg,0.1,24,,fpm-2020"),
        Case(row: "P,co-codamol,,,30/500,mg,,,,qds", answer: "120,,mg,0.1,12,,fpm-2020"),
    ]

    @Test("Rows that are answered", arguments: answeredRows)
    func answered(_ row: Case) throws {
        let run = try BatchRun(Self.header + row.row + "\n")
        let answer = try #require(run.lines.last)
        #expect(answer.hasPrefix("2,P,\(row.answer),"), "\(answer)")
        #expect(run.summary.malformed == 0)
    }

    // A number of doses beside a patch, a form that brings its own dose and the like could be read in
    // two ways, and so they are not read.
    static let malformedRows: [Case] = [
        Case(
            row: "P,heroinx,IR,,10,mg,,,1,",
            answer: "\"\"\"heroinx\"\" is not a known opioid; did you mean heroin?\""),
        Case(row: "P,,IR,,10,mg,,,1,", answer: "column opioid: the opioid is missing"),
        Case(
            row: "P,morphine,,oral,10,mg,,,1,",
            answer:
                "\"which form of morphine oral? Say one of: immediate-release, modified-release\""),
        Case(
            row: "P,morphine,IR bd,,10,mg,,,1,",
            answer: "\"a dose or a frequency stands where only the opioid, its form and its route "
                + "belong\""),
        Case(
            row: "P,morphine,IR; oxycodone IR,,10,mg,,,1,",
            answer: "a field holds more than one item"),
        Case(
            row: "P,morphine,IR,,10,mg bd,,,1,",
            answer: "\"column unit: \"\"mg bd\"\" is no unit; accepted are mg, mcg (or "
                + "micrograms), g, mcg/h, mg/h, mg/24h\""),
        Case(
            row: "P,morphine,IR,,10,,,,1,",
            answer: "\"the unit of 10 is missing; accepted are mg, mcg (or micrograms), g, mcg/h, "
                + "mg/h, mg/24h\""),
        Case(
            row: "P,morphine,IR,,,mg,,,1,", answer: "column strength: the number is missing"),
        Case(
            row: "P,morphine,IR,,0,mg,,,1,",
            answer: "column strength: 0 is no amount; leave the row out if nothing was given"),
        Case(
            row: "P,morphine,IR,,10 mg bd,,,,1,",
            answer: "\"column strength: \"\"10 mg bd\"\" is no strength; write a number such as 30 "
                + "or 2.5, with its unit where no column unit has it, or both amounts of a "
                + "combined product, such as 30/500\""),
        Case(
            row: "P,morphine,IR,,05,mg,,,1,",
            answer: "\"column strength: \"\"05\"\" is no number that is read: write no zero before "
                + "the first digit: 0.5 or 5, not 05\""),
        Case(
            row: "P,morphine,IR,,10,mg,,,,",
            answer: "\"nothing says how many doses a day; give per_day, frequency, or quantity "
                + "and days\""),
        Case(
            row: "P,morphine,IR,,10,mg,60,,,",
            answer: "column days: the quantity is for an unknown time; give the days of supply"),
        Case(
            row: "P,morphine,IR,,10,mg,60,0,,",
            answer: "column days: 0 is no amount; leave the row out if nothing was given"),
        Case(
            row: "P,morphine,IR,,10,mg,60,30,3,",
            answer: "\"per_day says 3 doses a day, but quantity says 2\""),
        Case(
            row: "P,morphine,IR,,10,mg,,soon,2,",
            answer: "\"column days: \"\"soon\"\" is no number that is read: write a plain number "
                + "such as 5 or 2.5 (digits, one point, no sign, no exponent)\""),
        Case(
            row: "P,morphine,IR,,10,mg,,,,now and then",
            answer: "\"column frequency: \"\"now and then\"\" is no frequency; write such as od, "
                + "bd, tds, qds, q4h, every 12 h, or prn x3 for doses taken as needed in 24 "
                + "hours\""),
        Case(
            row: "P,fentanyl,patch,,25,mcg/h,,,1,",
            answer: "\"column per_day: a patch is worn all the time and given by its rate; leave "
                + "the field empty, or give quantity and days\""),
        Case(
            row: "P,morphine,infusion,SC,30,mg/24h,,,1,",
            answer: "column per_day: an infusion runs all the time and is given by its rate alone; "
                + "leave the field empty"),
        Case(row: "P,morphine,IR", answer: "\"the row has 3 fields, and the header 10\""),
    ]

    @Test("Rows that can't be read, with the whole reason", arguments: malformedRows)
    func malformed(_ row: Case) throws {
        let run = try BatchRun(Self.header + row.row + "\n")
        let id = row.row.split(separator: ",").count > 3 ? "P" : ""
        #expect(run.lines.last == "2,\(id),,,,,,,,,\(row.answer)")
        #expect(run.summary.malformed == 1)
        #expect(run.summary.rows == 1)
    }

    @Test(
        "What a name hides is escaped in the answers, the header's refusal and the columns not read"
    )
    func hidden() throws {
        let run = try BatchRun(
            "opioid,strength,unit,per_day,my\u{202E}note\nmor\u{1B}phine,10,mg,2,\n")
        #expect(!run.lines[1].unicodeScalars.contains(where: QuotedText.isTreacherous))
        #expect(run.summary.ignored == ["my\\u{202e}note"])
        let rows = try BatchRun(
            #"{"opioid":"morphine","form":"MR","strength":"30 mg","per_day":2,"no\u202ete":1}"#
                + "\n")
        #expect(rows.summary.ignored == ["no\\u{202e}te"])
        let failure = try #require(throws: BatchFailure.self) {
            try BatchRun("opi\u{FEFF}oid,dose\n1,2\n")
        }
        #expect(failure.description.contains("opi\\u{feff}oid"))
    }

    @Test(
        "An id that a spreadsheet would run as a formula is a text in CSV, whether the row is answered or not",
        arguments: [
            ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+1+1", "'+1+1"), ("-A1", "'-A1"),
            ("-", "'-"), ("-17", "-17"), ("+49", "+49"), ("P=1", "P=1"), ("17", "17"),
            (#""=cmd|' /C calc'!A0""#, "'=cmd|' /C calc'!A0"),
            (#""=HYPERLINK(""http://x"",1)""#, #""'=HYPERLINK(""http://x"",1)""#),
        ])
    func formula(id: String, written: String) throws {
        let run = try BatchRun(
            Self.header + "\(id),morphine,MR,oral,30,mg,,,2,\n\(id),nothing,MR,oral,30,mg,,,2,\n")
        #expect(run.lines.dropFirst().first?.hasPrefix("2,\(written),60,") == true, "\(run.output)")
        #expect(run.lines.last?.hasPrefix("3,\(written),,") == true, "\(run.output)")
    }

    @Test("A safety stop gives no number, the reason and what to do instead")
    func refused() throws {
        let run = try BatchRun(Self.header + "P,piritramide,injection,SC,500,mcg,,,4,\n")
        let answer = try #require(run.lines.last)
        let single = try Shipped.engine().omedd(
            of: Shipped.regimen("piritramide SC injection 500 mcg x4"))
        guard case .stopped(let refusal) = single else {
            // The tables know this form; then the row is answered, and another must stand here.
            Issue.record("the engine answers \(answer)")
            return
        }
        #expect(answer.hasPrefix("2,P,2,,mg,,,,,"))
        for alert in refusal.alerts { #expect(answer.contains("stop:\(alert.code)")) }
        #expect(run.summary.refused == 1)
        #expect(run.summary.malformed == 0)
    }
}
