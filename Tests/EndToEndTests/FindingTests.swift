import Foundation
import PainDosing
import Quantities
import StrictJSON
import Testing

/// One test for each numbered finding of the studies at the bedside, of conversion, of the attack and
/// of courses: what proposed doses said beside their own alerts, each with its command.
@Suite("Doses that contradicted their own answer")
struct FindingTests {
    private func ask(_ arguments: String...) throws -> DoseAnswer { try DoseAnswer(arguments) }

    /// A breakthrough question with the scores that a rapid-onset product asks for.
    private func episodes(_ regimen: String, _ more: String...) throws -> DoseAnswer {
        try DoseAnswer(
            [
                "breakthrough", regimen, "--background", "3", "--peak", "8", "--episodes", "3",
                "--days", "30",
            ] + more)
    }

    private func expectNone(
        _ codes: [ChartQuestion.Forbidden], in answer: DoseAnswer,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for dose in [answer.proposal, answer.rescue].compactMap(\.self) {
            for unit in dose.units {
                let found = try unit.isTooStrong(for: dose)
                #expect(
                    found.map { !codes.contains($0) } ?? true, "\(answer.command): \(answer.words)",
                    sourceLocation: sourceLocation)
            }
            if codes.contains(.unmeasurable) {
                #expect(
                    try !dose.isUnmeasurable, "\(answer.command): \(answer.words)",
                    sourceLocation: sourceLocation)
            }
        }
    }

    /// An answer with a rescue dose of an opioid, in a window of milligrams.
    private func expectRescue(
        _ opioids: [String], _ window: String? = nil, in answer: DoseAnswer,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let words = "\(answer.command): \(answer.words)"
        let rescue = try #require(answer.rescue, "\(words)", sourceLocation: sourceLocation)
        #expect(opioids.contains(rescue.opioid), "\(words)", sourceLocation: sourceLocation)
        if let window {
            let bounds = ChartQuestion.Window(text: window, unit: "mg", source: "the finding")
            #expect(
                try bounds.contains(rescue.amount), "\(bounds); \(words)",
                sourceLocation: sourceLocation)
        }
    }

    // MARK: At the bedside

    @Test(
        "Bedside 1: no morphine for failing kidneys, be it beside a patch, after a switch or in the demo"
    )
    func bedside1() throws {
        for answer in [
            try ask("breakthrough", "fentanyl patch 25 mcg/h", "--egfr", "12"),
            try ask("rotate", "OxyContin 30 mg bd", "--to", "fentanyl patch", "--egfr", "12"),
        ] {
            #expect(answer.isAnswered, "\(answer.command): \(answer.words)")
            #expect(answer.rescue?.opioid != "morphine", "\(answer.command): \(answer.words)")
        }
        let liver = try ask(
            "rotate", "OxyContin 30 mg bd", "--to", "fentanyl patch", "--hepatic", "C")
        #expect(
            liver.rescue == nil || liver.codes.keys.contains { $0.hasPrefix("hepatic-") },
            "\(liver.command): \(liver.words)")
        let demo = try BuiltTool.paincalc.run("assess", "docs/demo/diaries/3-patch.json", "--json")
        let json = try demo.json()
        #expect(json["breakthrough"]?["immediateRelease"]?["opioid"]?.text != "morphine")
        #expect(json["titration"]?["change"]?["rescue"]?["opioid"]?.text != "morphine")
    }

    @Test(
        "Bedside 2: no concentrate for a small dose, and the words of the label",
        arguments: [
            ["breakthrough", "MST 30mg bd", "--frail"], ["breakthrough", "MST 60mg bd", "--frail"],
            ["breakthrough", "BuTrans 20"],
            ["rotate", "MST 60 mg bd", "--to", "buprenorphine patch"],
            ["breakthrough", "Targin 20/10 bd", "--egfr", "25"],
        ])
    func bedside2(_ arguments: [String]) throws {
        let answer = try DoseAnswer(arguments)
        let rescue = try #require(answer.rescue, "\(answer.command): \(answer.words)")
        try expectNone([.concentrate, .unmeasurable], in: answer)
        guard rescue.units.contains(where: { $0.millilitres != nil }) else { return }
        let text = try BuiltTool.run(BuiltTool.paincalc.path, arguments).output
        #expect(
            text.contains("10 mg/5 mL") || text.contains("5 mg/5 mL"), "\(answer.command): \(text)")
    }

    @Test(
        "Bedside 3: no strong ampoule for a small volume",
        arguments: [
            [
                "rotate", "fentanyl patch 25 mcg/h; morphine IR 10 mg prn x4", "--to",
                "morphine SC infusion",
            ],
            ["breakthrough", "CSCI morphine 60 mg/24h"],
            ["rotate", "MST 60 mg bd", "--to", "alfentanil SC infusion"],
        ])
    func bedside3(_ arguments: [String]) throws {
        let answer = try DoseAnswer(arguments)
        #expect(answer.rescue != nil, "\(answer.command): \(answer.words)")
        try expectNone([.strongAmpoule, .unmeasurable], in: answer)
    }

    @Test("Bedside 4: a stop on a patch says what to do with the patch, and shows what is on board")
    func bedside4() throws {
        let result = try BuiltTool.paincalc.run(
            "med", "fentanyl patch 75 mcg/h", "--respiratory-rate", "6", "--sedation", "POSS:4")
        let text = result.output.lowercased()
        #expect(result.status == 3)
        #expect(text.contains("75"), "the regimen is hidden: \(text)")
        #expect(text.contains("patch"), "\(text)")
        #expect(text.contains("remove") || text.contains("take the patch off"), "\(text)")
    }

    @Test(
        "Bedside 6: the same drug by another route keeps its dose in the UK, by one set's own ratio"
    )
    func bedside6() throws {
        for (regimen, target, perDay) in [
            ("OxyContin 40 mg bd", "oxycodone SC infusion", 40),
            ("MST 60 mg bd", "morphine SC infusion", 60),
            ("CSCI morphine 30 mg/24h", "morphine oral MR", 60),
        ] {
            let answer = try ask("rotate", regimen, "--to", target)
            #expect(
                answer.proposal?.amount == Rational(perDay), "\(answer.command): \(answer.words)")
            let full = try ask("rotate", regimen, "--to", target, "--reduce", "0")
            #expect(full.proposal?.amount == Rational(perDay), "\(full.command): \(full.words)")
        }
        let other = try ask("rotate", "MST 60 mg bd", "--to", "oxycodone MR", "--reduce", "0")
        #expect(!other.isAnswered, "\(other.command): \(other.words)")
    }

    @Test(
        "Bedside 8: a brand that is asked for by name keeps its product line and interval",
        arguments: [
            ("MST 60 mg bd", "Jurnista", 24), ("MST 60 mg bd", "MXL", 24),
            ("fentanyl patch 50 mcg/h", "Transtec", 96),
        ])
    func bedside8(_ regimen: String, _ brand: String, _ hours: Int) throws {
        let answer = try ask("rotate", regimen, "--to", brand)
        let proposal = try #require(answer.proposal, "\(answer.command): \(answer.words)")
        #expect(answer.everyHours == hours, "\(answer.command): \(answer.words)")
        #expect(
            try proposal.units.allSatisfy { try $0.isOfLine(branded: brand) },
            "\(answer.command): \(answer.words)")
    }

    @Test("Bedside 10: a product that nobody makes any more is shown only when it is asked for")
    func bedside10() throws {
        let answer = try episodes("morphine MR 60 mg bd")
        #expect(!answer.options.isEmpty)
        for option in answer.options {
            let title = option["title"]?.text ?? ""
            #expect(!title.contains(", US)"), "\(answer.command) lists \(title)")
        }
        let asked = try episodes("morphine MR 60 mg bd", "--product", "fentora-us")
        #expect(asked.result.status != 64, "\(asked.command): \(asked.words)")
    }

    @Test(
        "Bedside 11: doses that people write",
        arguments: [
            "MST 20 mg bd", "OxyContin 20 mg bd", "OxyContin 40 mg bd", "MST 80 mg bd",
            "MST 100 mg bd", "CSCI diamorphine 30 mg/24h", "tapentadol MR 100 mg bd",
            "codeine IR 30 mg qds",
        ])
    func bedside11(_ regimen: String) throws {
        let answer = try ask("breakthrough", regimen)
        #expect(answer.rescue != nil, "\(answer.command): \(answer.words)")
        try expectNone([.unmeasurable, .concentrate, .strongAmpoule], in: answer)
    }

    @Test("Bedside 12: alfentanil has a figure and a rescue; a missing figure is no safety stop")
    func bedside12() throws {
        let med = try BuiltTool.paincalc.run("med", "alfentanil infusion SC 2 mg/24h", "--json")
        #expect(med.status == 0, "\(med.errors)")
        #expect(try med.json()["omedd"]?["mgPerDay"]?.numberText == "60")
        try expectRescue(
            ["alfentanil"], "0.2 to 0.35",
            in: try ask("breakthrough", "alfentanil infusion SC 2 mg/24h"))
        let fentanyl = try ask("rotate", "fentanyl patch 50 mcg/h", "--to", "fentanyl SC infusion")
        #expect(
            fentanyl.isAnswered || fentanyl.result.status == 5,
            "\(fentanyl.command): \(fentanyl.words)")
    }

    // MARK: Conversion

    @Test("Conversion A0: what the answer says to avoid is not what it proposes")
    func conversionA0() throws {
        let kidneys = try ask(
            "rotate", "oxycodone MR 20 mg bd", "--to", "morphine MR", "--egfr", "8")
        #expect(
            kidneys.proposal?.formulation != "modified-release",
            "\(kidneys.command): \(kidneys.words)")
        #expect(kidneys.rescue?.opioid != "morphine", "\(kidneys.command): \(kidneys.words)")
        let liver = try ask(
            "rotate", "morphine MR 60 mg bd", "--to", "oxycodone MR", "--hepatic", "C")
        #expect(
            liver.proposal?.formulation != "modified-release", "\(liver.command): \(liver.words)")
    }

    @Test("Conversion A4: the product in use has a next step, and at its maximum none")
    func conversionA4() throws {
        let next = try episodes(
            "morphine MR 60 mg bd", "--in-use", "pecfent-eu:100", "--product", "pecfent-eu")
        #expect(
            next.option("PecFent").flatMap { next.number($0["dose"]) } == Rational(200),
            "\(next.command): \(next.words)")
        #expect(!next.alertWords.contains("not interchangeable"), "\(next.alertWords)")
        let last = try episodes(
            "morphine MR 60 mg bd", "--in-use", "pecfent-eu:800", "--product", "pecfent-eu")
        let dose = last.option("PecFent").flatMap { last.number($0["dose"]) }
        #expect(dose.map { $0 <= Rational(800) } ?? true, "\(last.command): \(last.words)")
        #expect(
            (last.alertWords + last.result.errors).lowercased().contains("largest dose"),
            "\(last.command): \(last.alertWords)")
    }

    @Test(
        "Conversion A7: the thresholds that labels print for a drug need no figure of a table",
        arguments: ["oxymorphone MR 12.5 mg bd", "hydrocodone MR 30 mg bd"])
    func conversionA7(_ regimen: String) throws {
        let answer = try ask(
            "breakthrough", regimen, "--background", "2", "--peak", "8", "--episodes", "2",
            "--days", "7")
        #expect(answer.isAnswered, "\(answer.command): \(answer.words)")
        #expect(answer.json?["eligible"]?.flag == true, "\(answer.command): \(answer.words)")
    }

    @Test("Conversion C4: within a tenth and a sixth a whole tablet wins")
    func conversionC4() throws {
        for (regimen, window) in [
            ("morphine MR 40 mg bd", "8 to 13"), ("oxycodone MR 40 mg bd", "8 to 13"),
        ] {
            let answer = try ask("breakthrough", regimen)
            try expectRescue(
                [regimen.hasPrefix("m") ? "morphine" : "oxycodone"], window, in: answer)
            #expect(answer.rescue?.amount == Rational(10), "\(answer.command): \(answer.words)")
        }
    }

    @Test("Conversion C5: a raise that is cut to its cap says so and names the specialist")
    func conversionC5() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "paincalc-c5-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try (1...4).map { day in
            let file = folder.appending(path: "\(day).json")
            let diary = """
                {"schema":"pain-diary/1","patient":"C5","recordedAt":"2026-10-0\(day)T08:00:00Z",\
                "pain":{"background":6,"goal":3},\
                "regimen":["morphine MR 30 mg bd","morphine IR 10 mg prn x4"],\
                "observations":{"respiratoryRate":14,"spo2":97,"sedation":{"scale":"POSS","score":1},\
                "egfr":80},"adverseEffects":[],\
                "context":{"ageYears":55,"opioidNaive":false,"frail":false}}
                """
            try Data(diary.utf8).write(to: file)
            return file.path()
        }
        let result = try BuiltTool.run(
            BuiltTool.paincalc.path, ["assess"] + files + ["--titration", "newcastle"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("specialist"), "\(result.output)")
        #expect(result.output.contains("66.7 %"), "the sum is not shown: \(result.output)")
        #expect(result.output.contains("50 %"), "the cap is not shown")
    }

    // MARK: Attack

    @Test("Attack A4: below 85 % there is no dose unless cyanosis is known to be absent")
    func attackA4() throws {
        let answer = try episodes(
            "morphine MR 60 mg bd", "--spo2", "60", "--sedation", "POSS:2", "--respiratory-rate",
            "8", "--no-opioid-naive")
        #expect(answer.result.status == 3, "\(answer.command): \(answer.words)")
        #expect(answer.rescue == nil && answer.options.isEmpty, "\(answer.words)")
        let rotated = try ask(
            "rotate", "morphine MR 60 mg bd", "--to", "oxycodone MR", "--spo2", "84")
        #expect(rotated.result.status == 3, "\(rotated.command): \(rotated.words)")
    }

    @Test("Attack A9: a dose that nobody gives is a question that names the likely slip")
    func attackA9() throws {
        let answer = try ask(
            "rotate", "morphine MR 30 g bd", "--to", "hydromorphone oral MR", "--no-opioid-naive")
        #expect(answer.result.status == 4, "\(answer.command): \(answer.words)")
        #expect(answer.proposal == nil && answer.rescue == nil)
        #expect(
            (answer.result.output + answer.result.errors).contains("30 mg"), "\(answer.words)")
        let huge = try BuiltTool.paincalc.run("med", "morphine MR 99999999999999999999999 mg bd")
        #expect(huge.status != 0, "\(huge.output)")
    }

    @Test("Attack A14: no step and no rescue of methadone, as breakthrough says")
    func attackA14() throws {
        let diary = """
            {"schema":"pain-diary/1","patient":"M","recordedAt":"2026-10-01T08:00:00Z",\
            "pain":{"background":7,"worst":9,"goal":3,"mechanism":"nociceptive"},\
            "regimen":["methadone IR 10 mg bd"],"episodes":[],"taken":[],\
            "observations":{"respiratoryRate":14,"spo2":97,\
            "sedation":{"scale":"POSS","score":3},"qtcMs":400},"adverseEffects":[],\
            "context":{"ageYears":55,"opioidNaive":false,"aroundTheClockDays":30,\
            "comedications":["senna"]}}
            """
        let result = try BuiltTool.paincalc.run(
            "assess", "-", "--json", input: Array(diary.utf8))
        let json = try result.json()
        #expect(json["titration"]?["change"]?["proposal"] == nil, "\(result.output.prefix(500))")
        #expect(json["titration"]?["change"]?["rescue"] == nil, "\(result.output.prefix(500))")
        #expect(json["breakthrough"]?["immediateRelease"] == nil)
        #expect(result.output.contains("specialist"))
        let asked = try ask(
            "breakthrough", "methadone IR 10 mg bd", "--no-opioid-naive", "--days", "30")
        #expect(asked.result.status == 3)
    }

    // MARK: Courses

    @Test("Course F9: no rotation above the labelled maximum, nor to more patches than are worn")
    func courseF9() throws {
        let buprenorphine = try ask(
            "rotate", "morphine MR 1000 mg bd", "--to", "buprenorphine patch")
        #expect(
            buprenorphine.proposal.map { $0.amount <= Rational(140) } ?? true,
            "\(buprenorphine.command): \(buprenorphine.words)")
        let fentanyl = try ask("rotate", "morphine MR 3000 mg bd", "--to", "fentanyl patch")
        let patches = (fentanyl.json?["proposal"]?["products"]?.elements ?? [])
            .compactMap { $0["count"]?.numberText }.compactMap { Int($0) }.reduce(0, +)
        #expect(patches <= 4, "\(fentanyl.command): \(fentanyl.words)")
    }

    @Test("Course F20: a rescue dose that can be measured")
    func courseF20() throws {
        let answer = try ask("breakthrough", "morphine MR 100 mg bd")
        try expectRescue(["morphine"], "20 to 33.4", in: answer)
        try expectNone([.unmeasurable, .concentrate], in: answer)
    }
}
