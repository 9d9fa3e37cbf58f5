import Foundation
import StrictJSON
import Testing

@Suite("paincalc med")
struct MedCommandTests {
    let regimen = "morphine MR 30 mg bd; oxycodone IR 5 mg prn x3; fentanyl patch 25 mcg/h"

    @Test(
        "60 + 22.5 + 60 mg are 142.5 mg of oral morphine a day, with low and high over the tables")
    func total() throws {
        let result = try BuiltTool.paincalc.run("med", regimen, "--table", "cdc-2022", "--json")
        #expect(result.status == 0)
        let json = try result.json()
        #expect(json["schema"]?.text == "paincalc/med/1")
        #expect(json["table"]?["id"]?.text == "cdc-2022")
        #expect(json["table"]?["sha256"]?.text?.count == 64)
        #expect(json["omedd"]?["mgPerDay"]?.numberText == "142.5")
        // Of a 25 patch treil-2018 makes 42 mg, the lowest, and anzca-2021 75 mg, the highest.
        #expect(json["omedd"]?["low"]?.numberText == "124.5")
        #expect(json["omedd"]?["high"]?.numberText == "165")
        let parts = json["components"]?.elements.compactMap { $0["mgPerDay"]?.numberText }
        #expect(parts == ["60", "22.5", "60"])
    }

    @Test("--explain shows each product with its source")
    func explained() throws {
        let result = try BuiltTool.paincalc.run(
            "med", regimen, "--table", "cdc-2022", "--explain")
        #expect(result.status == 0)
        for words in [
            "morphine oral modified-release, as oral morphine: 60 mg/day is 60 mg OMEDD",
            "oxycodone oral immediate-release, as oral morphine: 15 mg/day × 1.5 = 22.5 mg OMEDD   [cdc-2022, CDC22]",
            "25 micrograms/hour × 2.4 mg/day for each microgram/hour = 60 mg OMEDD   [cdc-2022, CDC22]",
            "CDC22: Dowell D et al.",
        ] {
            #expect(result.output.contains(words), "\(words)")
        }
    }

    @Test("What is known of the patient is checked, and what is not is named")
    func facts() throws {
        let known = [
            "--no-sleep-apnoea", "--no-uncontrolled-epilepsy", "--no-cyp2d6-ultra-rapid",
            "--no-mri-planned", "--no-cyanosis", "--age", "70", "--egfr", "80", "--hepatic", "A",
            "--no-pregnant", "--with", "none",
            "--adverse-effect", "myoclonus", "--respiratory-rate", "14", "--spo2", "96",
            "--sedation", "RASS-PAL:-3",
        ]
        let json = try BuiltTool.run(
            BuiltTool.paincalc.path, ["med", "morphine MR 30 mg bd", "--json"] + known
        ).json()
        #expect(json["notChecked"]?.elements.isEmpty == true)
        let codes = json["alerts"]?.elements.compactMap { $0["code"]?.text } ?? []
        for code in ["neurotoxicity", "deep-sedation", "no-laxative", "hepatic-strong-opioid"] {
            #expect(codes.contains(code), "\(code)")
        }
        let text = try BuiltTool.run(
            BuiltTool.paincalc.path, ["med", "morphine MR 30 mg bd"] + known.dropLast(2)
        ).output
        #expect(text.contains("\nNot known, so not checked: sedation.\n"))
    }

    @Test(
        "A fact that can't be is a usage error that says what is accepted",
        arguments: [
            (["--sedation", "POSS:5"], "POSS:1 to POSS:4"), (["--sedation", "POSS:0"], "POSS:S"),
            (["--adverse-effect", "tired"], "drowsiness"),
            (["--with", "none", "--with", "senna"], "none stands alone"),
            (["--respiratory-rate", "81"], "0 to 80"),
            (["--temperature", "fever"], "plain number"),
        ])
    func impossibleFact(_ options: [String], _ words: String) throws {
        let result = try BuiltTool.run(
            BuiltTool.paincalc.path, ["med", "morphine MR 30 mg bd"] + options)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test("A STOP shows what is on board and what to do with it, below the stops")
    func onBoard() throws {
        let result = try BuiltTool.paincalc.run(
            "med", "fentanyl patch 75 mcg/h; morphine IR 10 mg prn x2", "--respiratory-rate", "6",
            "--sedation", "POSS:4")
        #expect(result.status == 3)
        let heads = result.output.split(separator: "\n").map { $0.prefix(10) }
            .filter { !$0.hasPrefix(" ") }
        #expect(
            heads == [
                "No dose is", "STOP     T", "STOP     T", "On board  ", "Regimen   ", "No site pr",
                "Decision s",
            ])
        #expect(
            result.output.contains(
                "\nOn board  fentanyl patch 75 micrograms/hour. Take the patch off. Fentanyl goes on"
            ))
        #expect(
            result.output.contains("\nRegimen   morphine immediate-release 10 mg taken 2 times"))
    }

    @Test("Oxygen below 85 % is a stop unless somebody has seen that the lips are not blue")
    func lowOxygen() throws {
        for command in [["med"], ["breakthrough"], ["rotate", "--to", "oxycodone MR"]] {
            for (option, status) in [([], 3), (["--cyanosis"], 3), (["--no-cyanosis"], 0)] {
                let result = try BuiltTool.run(
                    BuiltTool.paincalc.path,
                    command + ["morphine MR 60 mg bd", "--spo2", "84", "--json"] + option)
                #expect(result.status == Int32(status), "\(command) \(option)")
                let code =
                    status == 0 ? "oxygen-saturation-low" : "oxygen-saturation-critical"
                let codes = try result.json()["alerts"]?.elements.compactMap { $0["code"]?.text }
                #expect(codes?.filter { $0.hasPrefix("oxygen") } == [code])
            }
        }
    }

    @Test("Every condition has an option, for yes and for no")
    func conditions() throws {
        for option in [
            "cyanosis", "sleep-apnoea", "uncontrolled-epilepsy", "cyp2d6-ultra-rapid",
            "mri-planned",
        ] {
            for name in ["--\(option)", "--no-\(option)"] {
                let result = try BuiltTool.paincalc.run("med", "morphine MR 30 mg bd", name)
                #expect(result.status == 0, "\(name): \(result.errors)")
            }
        }
    }

    @Test("A query gives no dose until it is confirmed by its code, and no other code confirms it")
    func confirmed() throws {
        let tables = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: tables) }
        try FileManager.default.copyItem(
            at: BuiltTool.repository.appending(path: "Tables"), to: tables)
        let file = tables.appending(path: "comedications.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let row = "code: with-benzodiazepine\n    effect: "
        try #require(text.contains(row + "caution"))
        try text.replacing(row + "caution", with: row + "query")
            .write(to: file, atomically: true, encoding: .utf8)
        func med(_ options: String...) throws -> BuiltTool.Result {
            try BuiltTool.run(
                BuiltTool.paincalc.path,
                ["med", "morphine MR 60 mg bd", "--with", "midazolam", "--tables", tables.path]
                    + options)
        }
        let asked = try med()
        #expect(asked.status == 4)
        #expect(
            asked.output.hasPrefix(
                "REVIEW NOW: a question is open, no dose is given until it is confirmed.\n"))
        #expect(
            asked.output.contains(
                "\nSettled by writing what was meant or, once it was checked, by "
                    + "--confirm with-benzodiazepine.\n"))
        #expect(asked.output.contains("\nRegimen   morphine modified-release 60 mg every 12 hours"))
        let confirmed = try med("--confirm", "with-benzodiazepine")
        #expect(confirmed.status == 0)
        #expect(confirmed.output.contains("CAUTION  Confirmed as meant: "))
        for code in ["omedd-above-200", "nonsense"] {
            let other = try med("--confirm", code)
            #expect(other.status == 64 && other.output.isEmpty)
            #expect(other.errors.contains("there is no query \"\(code)\"; known are "))
            #expect(other.errors.contains("with-benzodiazepine"))
        }
    }

    @Test("Two identical items are two items")
    func twice() throws {
        let once = try BuiltTool.paincalc.run("med", "morphine MR 30 mg bd", "--json").json()
        let twice = try BuiltTool.paincalc.run(
            "med", "morphine MR 30 mg bd", "morphine MR 30 mg bd", "--json"
        ).json()
        #expect(once["omedd"]?["mgPerDay"]?.numberText == "60")
        #expect(twice["omedd"]?["mgPerDay"]?.numberText == "120")
        #expect(twice["components"]?.elements.count == 2)
    }

    @Test(
        "A methadone dose between two printed bands has a factor",
        arguments: [
            ("20", "80"), ("20.5", "164"), ("40", "320"), ("40.5", "405"), ("60", "600"),
            ("60.5", "726"),
        ])
    func methadoneBands(dose: String, omedd: String) throws {
        let json = try BuiltTool.paincalc.run(
            "med", "methadone oral \(dose) mg od", "--table", "cdc-2016", "--json"
        ).json()
        #expect(json["omedd"]?["mgPerDay"]?.numberText == omedd)
    }

    @Test("A table without a row refuses, names the tables that have one, and gives no number")
    func noRow() throws {
        let result = try BuiltTool.paincalc.run(
            "med", "buprenorphine patch 10 mcg/h", "--table", "cdc-2022", "--json")
        #expect(result.status == 5)
        #expect(result.output.contains("\"no-factor\""))
        #expect(result.output.contains("fpm-2020"))
        #expect(!result.output.contains("mgPerDay"))
    }

    /// A regimen that can't be read, with words that its message must have.
    struct BadRegimen: CustomTestStringConvertible {
        let text: String
        let says: [String]
        var testDescription: String { String(text.prefix(40)) }
    }

    @Test(
        "Bad regimens give exit 65 and say what is wrong and what would be right",
        arguments: [
            BadRegimen(text: "morphine 30", says: ["which route", "morphine oral"]),
            BadRegimen(text: "morphine MR 30 mg", says: ["how often", "every 12 hours"]),
            BadRegimen(text: "morphine MR 30 bd", says: ["unit", "mg"]),
            BadRegimen(text: "morfin 30 mg bd", says: ["is the opioid morphine meant?"]),
            BadRegimen(
                text: "morphine oral 5-10 mg bd",
                says: ["range", "lower end is 10 mg", "upper 20 mg"]),
            BadRegimen(text: "fentanyl 25 mg patch", says: ["patch", "mcg/h"]),
            BadRegimen(text: "morphine MR 0 mg bd", says: ["dose of 0"]),
            BadRegimen(text: "morphine MR -5 mg bd", says: ["not understood"]),
            BadRegimen(text: "oxycodone IR 5 mg prn", says: ["how many", "adds 5 mg", "x3"]),
            BadRegimen(text: "morphine 😀 30 mg bd", says: ["😀", "not understood"]),
            BadRegimen(text: String(repeating: "x", count: 10_000), says: ["10000 bytes"]),
            BadRegimen(text: "", says: ["empty"]),
            BadRegimen(text: "Zomorph bd", says: ["which dose"]),
            BadRegimen(text: "MST 35 bd", says: ["35", "unit"]),
            BadRegimen(text: "MST 7 mg bd", says: ["7 mg is no strength of MST"]),
        ])
    func refused(bad: BadRegimen) throws {
        let result = try BuiltTool.paincalc.run("med", bad.text)
        #expect(result.status == 65)
        #expect(result.output.isEmpty)
        for words in bad.says { #expect(result.errors.contains(words), "\(result.errors)") }
    }

    @Test("A NUL in the regimen is named and refused")
    func nul() throws {
        let result = try BuiltTool.paincalc.run(
            "med", "-", input: Array("morphine MR\0 30 mg bd".utf8))
        #expect(result.status == 65)
        #expect(result.errors.contains("U+0000"))
    }

    @Test("Bytes that are not UTF-8 are refused")
    func notText() throws {
        let result = try BuiltTool.paincalc.run("med", "-", input: [0x6D, 0xFF, 0xFE])
        #expect(result.status == 65)
        #expect(result.errors.contains("UTF-8"))
    }

    @Test("An unknown table is a usage error that lists the known ones")
    func unknownTable() throws {
        let result = try BuiltTool.paincalc.run("med", "morphine MR 30 mg bd", "--table", "cdc")
        #expect(result.status == 64)
        #expect(result.errors.contains("fpm-2020"))
    }

    @Test(
        "Brands without a unit are spelled out",
        arguments: [
            ("MST 30 bd", "morphine modified-release 30 mg every 12 hours"),
            ("Durogesic 50", "fentanyl patch 50 micrograms/hour"),
            ("BuTrans 10", "buprenorphine patch 10 micrograms/hour"),
            ("Actiq 400 x2", "fentanyl lozenge 400 micrograms taken 2 times as needed"),
            ("OxyNorm 5 mg prn x3", "oxycodone immediate-release 5 mg taken 3 times as needed"),
            ("CSCI morphine 30 mg/24h", "morphine infusion (subcutaneous) 30 mg/day"),
        ])
    func brands(text: String, spelledOut: String) throws {
        let json = try BuiltTool.paincalc.run("med", text, "--json").json()
        #expect(json["components"]?.elements.first?["asWritten"]?.text == spelledOut)
    }
}
