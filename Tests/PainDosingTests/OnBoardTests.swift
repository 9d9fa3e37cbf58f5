import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

@Suite("A stop shows what is on board")
struct OnBoardTests {
    private func refusal<Answer>(_ outcome: Outcome<Answer>) throws -> Refusal {
        guard case .stopped(let refusal) = outcome else {
            throw Unexpected(words: "\(outcome)")
        }
        return refusal
    }

    private struct Unexpected: Error { let words: String }

    private func medication(_ regimen: String, _ facts: PatientFacts) throws -> Refusal {
        try refusal(Shipped.engine().omedd(of: Shipped.regimen(regimen), facts: facts))
    }

    /// Slow breathing, POSS 4, and oxygen below 85 % of a patient whose lips nobody looked at.
    private static let reasons: [(code: String, facts: @Sendable () throws -> PatientFacts)] = [
        ("respiratory-rate-critical", { try .known(respiratoryRate: 7) }),
        ("sedation-critical", { try .known(sedation: SedationScore(scale: .poss, score: 4)) }),
        ("oxygen-saturation-critical", { try .known(oxygen: 84) }),
    ]

    @Test("Whatever goes on acting has a line, for each reason and by each question")
    func lines() throws {
        let engine = try Shipped.engine()
        let items = try Shipped.regimen(
            "morphine IR 10 mg prn x2; fentanyl patch 75 mcg/h; oxycodone MR 20 mg bd")
        let target = RotationTo(form: try Shipped.target("morphine MR"))
        for (code, facts) in Self.reasons {
            let facts = try facts()
            let refusals = [
                try refusal(engine.omedd(of: items, facts: facts)),
                try refusal(engine.rotation(of: items, to: target, facts: facts)),
                try refusal(
                    engine.breakthrough(for: items, pain: RegimenRun.controlled, facts: facts)),
            ]
            for refusal in refusals {
                #expect(refusal.alerts.map(\.code).contains(code))
                #expect(refusal.regimen == items, "as written, and nothing that was not")
                #expect(refusal.onBoard.map(\.item) == Array(items.dropFirst()))
                #expect(refusal.onBoard[0].text.hasPrefix("Take the patch off."))
                #expect(refusal.onBoard[0].text.contains("17 to 27 hours"))
                #expect(refusal.onBoard[0].source == SourceID("TDF"))
                #expect(refusal.regimenHours == nil)
            }
        }
    }

    @Test("A stop for another reason shows the regimen alone")
    func otherReasons() throws {
        let items = try Shipped.regimen("fentanyl patch 75 mcg/h")
        for facts in [
            try PatientFacts.known(age: 12), try .known(pregnant: true), try .known(naive: true),
        ] {
            let refusal = try medication("fentanyl patch 75 mcg/h", facts)
            #expect(refusal.regimen == items && refusal.onBoard.isEmpty)
        }
        let missing = try refusal(
            Shipped.engine(table: "cdc-2022").omedd(
                of: Shipped.regimen("buprenorphine patch 10 mcg/h")))
        #expect(missing.isMissingFigure && missing.regimen.count == 1 && missing.onBoard.isEmpty)
    }

    @Test(
        "The last dose of a modified-release product acts for the interval of the regimen or, if longer, of the product",
        arguments: [
            ("morphine MR 30 mg bd", "up to 12 hours after"),
            ("morphine MR 30 mg every 8 h", "up to 8 hours after"),
            ("morphine MR 30 mg 5 times daily", "up to 5 hours after"),
            ("morphine MR 60 mg od", "up to 24 hours after"),
            ("MXL 60 mg bd", "up to 24 hours after"),
        ])
    func lasting(_ regimen: String, _ words: String) throws {
        let text = try #require(
            medication(regimen, .known(respiratoryRate: 6)).onBoard.first?.text)
        #expect(text.contains(words), "\(text)")
        #expect(!text.contains("{"))
    }

    @Test("A modified-release dose as needed says nothing of hours that nobody knows")
    func asNeeded() throws {
        let text = try #require(
            medication("morphine MR 30 mg prn x2", .known(respiratoryRate: 6)).onBoard.first?.text)
        #expect(text == "Give no further dose. What was swallowed goes on being released.")
    }

    @Test("Every patch, pump and modified-release form of the catalogue has advice, and methadone")
    func catalogue() throws {
        let tables = try Shipped.tables
        var forms = 0
        for opioid in tables.opioids {
            for formulation in opioid.formulations.sorted() {
                let form = OpioidForm(
                    opioid: opioid.id, route: formulation.routes[0], formulation: formulation)
                let isLong = [.patch, .infusion, .modifiedRelease].contains(formulation)
                guard isLong || ["methadone", "levomethadone"].contains(opioid.id.name) else {
                    continue
                }
                forms += 1
                let rule = try #require(tables.onBoard.first { $0.scope.covers(form) })
                #expect((formulation == .patch) == rule.text.hasPrefix("Take the patch off."))
                #expect((formulation == .infusion) == (rule.text == "Stop the pump."))
            }
        }
        #expect(forms > 20)
    }

    // MARK: Courses

    private func entry(
        _ day: UInt8, hour: Int, _ regimen: String?, _ observations: Observations = .unknown,
        _ conditions: [PatientCondition: Bool] = [:]
    ) throws -> RecordedEntry {
        RecordedEntry(
            id: try #require(ContentDigest(Array(repeating: day, count: 32))),
            entry: try DiaryEntry(
                patient: #require(PatientID("p-1")),
                recordedAt: LocalInstant(
                    utc: Instant(secondsSince1970: 1_772_000_000).hoursLater(hour)),
                regimen: regimen.map { try Shipped.regimen($0) }, observations: observations,
                context: PatientContext(conditions: conditions)))
    }

    private func assessed(_ entries: [RecordedEntry]) throws -> Outcome<Assessment> {
        try Shipped.engine().assessment(of: #require(entries.last), in: DiaryCourse(entries))
    }

    @Test("The regimen of an earlier entry is shown with its age")
    func carriedOver() throws {
        let refusal = try refusal(
            assessed([
                entry(1, hour: 0, "fentanyl patch 25 mcg/h"),
                entry(2, hour: 30, nil, Observations(respiratoryRate: 7)),
            ]))
        #expect(refusal.regimen == (try Shipped.regimen("fentanyl patch 25 mcg/h")))
        #expect(refusal.onBoard.count == 1)
        #expect(refusal.regimenHours == 30)
        let own = try self.refusal(
            assessed([
                entry(1, hour: 0, "fentanyl patch 25 mcg/h", Observations(respiratoryRate: 7))
            ]))
        #expect(own.regimenHours == nil)
        let unsaid = try self.refusal(
            assessed([entry(1, hour: 0, nil, Observations(respiratoryRate: 7))]))
        #expect(unsaid.regimen.isEmpty && unsaid.regimenHours == nil)
    }

    @Test("That the lips are not blue counts for a day, other conditions for a week")
    func conditions() throws {
        let low = try Observations(oxygenSaturation: 84)
        for (hour, stops) in [(23, false), (24, true)] {
            let outcome = try assessed([
                entry(1, hour: 0, "morphine MR 30 mg bd", .unknown, [.cyanosis: false]),
                entry(2, hour: hour, "morphine MR 30 mg bd", low),
            ])
            #expect((outcome.value == nil) == stops)
            let codes = (outcome.value?.alerts ?? outcome.refusalAlerts).map(\.code)
            #expect(codes.contains(stops ? "oxygen-saturation-critical" : "oxygen-saturation-low"))
            #expect(codes.contains("facts-carried-over") != stops)
        }
        for (hour, names) in [(167, "mriPlanned, sleepApnoea."), (168, nil)] {
            let course = [
                try entry(
                    1, hour: 0, nil, .unknown,
                    [.cyanosis: true, .sleepApnoea: true, .plannedMRI: false]),
                try entry(2, hour: hour, "morphine MR 30 mg bd"),
            ]
            let picture = DiaryPicture(of: course[1], in: DiaryCourse(course))
            #expect(
                picture.facts.context.conditions
                    == (names == nil ? [:] : [.sleepApnoea: true, .plannedMRI: false]))
            let message = try #require(assessed(course).value).alerts
                .first { $0.code == "facts-carried-over" }?.message
            #expect(message == names.map { "Taken from earlier entries: \($0)" })
        }
    }
}
