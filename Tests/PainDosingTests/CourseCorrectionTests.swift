import Quantities
import TestSupport
import Testing

@testable import PainDosing

@Suite("Corrections, withdrawals and conflicts of a course")
struct CourseCorrectionTests {
    /// An entry by a number that is also its digest; entries come in the order in which they are listed.
    struct Entry: Sendable {
        var number: UInt8
        var patient = "P-1"
        var second: Int64 = 0
        var pain: Int? = 3
        var regimen: [RegimenItem]?
        var replaces: UInt8?
        var withdraws: UInt8?
        var confirms: [(code: String, entry: UInt8?)] = []

        func recorded(arrival: Int64?) throws -> RecordedEntry {
            let isSilent = withdraws != nil || !confirms.isEmpty
            return RecordedEntry(
                id: digest(number),
                entry: try DiaryEntry(
                    patient: try #require(PatientID(patient)),
                    recordedAt: LocalInstant(utc: Instant(secondsSince1970: second)),
                    pain: PainRating(background: isSilent ? nil : pain.flatMap { PainScore($0) }),
                    regimen: regimen, replaces: replaces.map { digest($0) },
                    withdraws: withdraws.map { digest($0) },
                    confirms: confirms.map {
                        QueryConfirmation(
                            code: $0.code, entry: $0.entry.map { digest($0) }, by: "N", reason: "r")
                    }),
                arrival: arrival)
        }
    }

    private static func digest(_ number: UInt8) -> ContentDigest {
        guard let digest = ContentDigest(Array(repeating: number, count: 32)) else {
            preconditionFailure("a digest has 32 bytes")
        }
        return digest
    }

    private static func course(_ entries: [Entry]) throws -> DiaryCourse {
        DiaryCourse(
            try entries.enumerated().map { try $0.element.recorded(arrival: Int64($0.offset)) })
    }

    /// The standing of each entry, in the order of the list: "5: replaced by 9".
    private static func standings(_ course: DiaryCourse, _ entries: [Entry]) throws -> [String] {
        try entries.map { entry in
            let recorded = try #require(course.entries.first { $0.id == digest(entry.number) })
            func number(_ digest: ContentDigest) -> UInt8 { digest.bytes[0] }
            let words =
                switch course.standing(of: recorded) {
                case .counts: "counts"
                case .replaced(let other): "replaced by \(number(other))"
                case .withdrawn(let other): "withdrawn by \(number(other))"
                case .setAside(let other): "aside for \(number(other))"
                case .withdrawal(let other): "withdraws \(number(other))"
                }
            let codes = course.conflicts(of: recorded).map(\.code)
            return "\(entry.number): \(words)"
                + (codes.isEmpty ? "" : " (\(codes.joined(separator: ", ")))")
        }
    }

    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let entries: [Entry]
        let expected: [String]

        init(_ title: String, _ entries: [Entry], _ expected: [String]) {
            testDescription = title
            self.entries = entries
            self.expected = expected
        }
    }

    private static let rival = "rival-corrections"
    private static let conflict = "conflicting-entries"
    private static let week: Int64 = 7 * 86_400

    static let corrections = [
        Example(
            "of two corrections the later arrival is in force, though its digest is smaller",
            [Entry(number: 5), Entry(number: 9, replaces: 5), Entry(number: 1, replaces: 5)],
            ["5: replaced by 1", "9: replaced by 1", "1: counts (\(rival))"]),
        Example(
            "of two corrections the later arrival is in force, its digest being larger",
            [Entry(number: 5), Entry(number: 1, replaces: 5), Entry(number: 9, replaces: 5)],
            ["5: replaced by 9", "1: replaced by 9", "9: counts (\(rival))"]),
        Example(
            "the later arrival is in force though it was recorded earlier",
            [
                Entry(number: 1, second: 100), Entry(number: 2, second: 300, replaces: 1),
                Entry(number: 3, second: 50, replaces: 1),
            ], ["1: replaced by 3", "2: replaced by 3", "3: counts (\(rival))"]),
        Example(
            "the entry itself may come last",
            [Entry(number: 9, replaces: 5), Entry(number: 1, replaces: 5), Entry(number: 5)],
            ["9: replaced by 1", "1: counts (\(rival))", "5: replaced by 1"]),
        Example(
            "a chain has no rivals",
            [Entry(number: 9), Entry(number: 5, replaces: 9), Entry(number: 1, replaces: 5)],
            ["9: replaced by 1", "5: replaced by 1", "1: counts"]),
        Example(
            "a chain that went on after a rival came is in force",
            [
                Entry(number: 1), Entry(number: 2, replaces: 1), Entry(number: 3, replaces: 1),
                Entry(number: 4, replaces: 2),
            ],
            [
                "1: replaced by 4", "2: replaced by 4", "3: replaced by 4", "4: counts (\(rival))",
            ]),
        Example(
            "a rival that was confirmed is told no more",
            [
                Entry(number: 1), Entry(number: 2, replaces: 1), Entry(number: 3, replaces: 1),
                Entry(number: 4, second: 10, confirms: [(rival, 3)]),
            ], ["1: replaced by 3", "2: replaced by 3", "3: counts", "4: counts"]),
        Example(
            "a rival that was withdrawn is none",
            [
                Entry(number: 1), Entry(number: 2, replaces: 1), Entry(number: 3, replaces: 1),
                Entry(number: 4, withdraws: 3),
            ], ["1: replaced by 2", "2: counts", "3: withdrawn by 4", "4: withdraws 3"]),
        Example(
            "an entry is moved to another patient",
            [Entry(number: 1), Entry(number: 2, patient: "P-2", replaces: 1)],
            ["1: replaced by 2", "2: counts"]),
        Example(
            "an entry is moved to another patient and back",
            [
                Entry(number: 1), Entry(number: 2, patient: "P-2", replaces: 1),
                Entry(number: 3, replaces: 2),
            ], ["1: replaced by 3", "2: replaced by 3", "3: counts"]),
        Example(
            "a correction of an entry that has not come counts and says so",
            [Entry(number: 2, replaces: 1)], ["2: counts (correction-of-unknown-entry)"]),
        Example(
            "two corrections of an entry that has not come are rivals",
            [Entry(number: 3, replaces: 1), Entry(number: 2, replaces: 1)],
            ["3: replaced by 2", "2: counts (correction-of-unknown-entry, \(rival))"]),
        Example(
            "the entry that was waited for settles it",
            [Entry(number: 2, replaces: 1), Entry(number: 1)], ["2: counts", "1: replaced by 2"]),
    ]

    static let withdrawals = [
        Example(
            "what is withdrawn does not count",
            [Entry(number: 1), Entry(number: 2, withdraws: 1)],
            ["1: withdrawn by 2", "2: withdraws 1"]),
        Example(
            "what stands in its place goes with it, whenever it comes",
            [
                Entry(number: 1), Entry(number: 2, replaces: 1), Entry(number: 3, withdraws: 1),
                Entry(number: 4, replaces: 2),
            ],
            [
                "1: withdrawn by 3", "2: withdrawn by 3", "3: withdraws 1", "4: withdrawn by 3",
            ]),
        Example(
            "when a correction is withdrawn what it had replaced counts again",
            [Entry(number: 1), Entry(number: 2, replaces: 1), Entry(number: 3, withdraws: 2)],
            ["1: counts", "2: withdrawn by 3", "3: withdraws 2"]),
        Example(
            "a withdrawal can be withdrawn",
            [Entry(number: 1), Entry(number: 2, withdraws: 1), Entry(number: 3, withdraws: 2)],
            ["1: counts", "2: withdrawn by 3", "3: withdraws 2"]),
        Example(
            "a withdrawal can be replaced",
            [
                Entry(number: 1), Entry(number: 2, second: 60, withdraws: 1),
                Entry(number: 3, second: 60, replaces: 2),
            ], ["1: counts", "2: replaced by 3", "3: counts"]),
        Example(
            "an entry is withdrawn in another patient's name",
            [Entry(number: 1), Entry(number: 2, patient: "P-2", withdraws: 1)],
            ["1: withdrawn by 2", "2: withdraws 1"]),
        Example(
            "a withdrawal of what has not come says so",
            [Entry(number: 2, withdraws: 1)],
            ["2: withdraws 1 (correction-of-unknown-entry)"]),
    ]

    static let moments = [
        Example(
            "two entries of one moment that differ give no dose; the more urgent one stands",
            [Entry(number: 9, pain: 3), Entry(number: 1, pain: 7)],
            ["9: aside for 1 (\(conflict))", "1: counts (\(conflict))"]),
        Example(
            "of equally urgent ones the larger digest stands, whichever came last",
            [Entry(number: 9, pain: 3, regimen: []), Entry(number: 1, pain: 3)],
            ["9: counts (\(conflict))", "1: aside for 9 (\(conflict))"]),
        Example(
            "two entries of one moment that say the same both count",
            [Entry(number: 1), Entry(number: 2)], ["1: counts", "2: counts"]),
        Example(
            "a second apart nothing conflicts",
            [Entry(number: 1), Entry(number: 2, second: 1, pain: 7)], ["1: counts", "2: counts"]),
        Example(
            "two patients do not conflict",
            [Entry(number: 1), Entry(number: 2, patient: "P-2", pain: 7)],
            ["1: counts", "2: counts"]),
        Example(
            "a correction of the other one is no conflict",
            [Entry(number: 1), Entry(number: 2, pain: 7, replaces: 1)],
            ["1: replaced by 2", "2: counts"]),
        Example(
            "a correction settles it",
            [Entry(number: 1), Entry(number: 2, pain: 7), Entry(number: 3, replaces: 2)],
            ["1: counts", "2: replaced by 3", "3: counts"]),
        Example(
            "a withdrawal settles it",
            [Entry(number: 1), Entry(number: 2, pain: 7), Entry(number: 3, withdraws: 2)],
            ["1: counts", "2: withdrawn by 3", "3: withdraws 2"]),
        Example(
            "a confirmation settles it; the other one gives no dose",
            [
                Entry(number: 1), Entry(number: 2, pain: 7),
                Entry(number: 3, second: 60, confirms: [(conflict, 1)]),
            ], ["1: counts", "2: aside for 1 (\(conflict))", "3: counts"]),
        Example(
            "a confirmation of the same moment is no part of the conflict",
            [
                Entry(number: 1), Entry(number: 2, pain: 7),
                Entry(number: 3, confirms: [(conflict, 2)]),
            ], ["1: aside for 2 (\(conflict))", "2: counts", "3: counts"]),
        Example(
            "a confirmation of another question settles nothing",
            [
                Entry(number: 1), Entry(number: 2, pain: 7),
                Entry(number: 3, second: 60, confirms: [("dose-jump", 1)]),
            ], ["1: aside for 2 (\(conflict))", "2: counts (\(conflict))", "3: counts"]),
        Example(
            "a confirmation of both settles nothing",
            [
                Entry(number: 1), Entry(number: 2, pain: 7),
                Entry(number: 3, second: 60, confirms: [(conflict, 1), (conflict, 2)]),
            ], ["1: aside for 2 (\(conflict))", "2: counts (\(conflict))", "3: counts"]),
        Example(
            "a confirmation in another patient's name settles nothing",
            [
                Entry(number: 1), Entry(number: 2, pain: 7),
                Entry(number: 3, patient: "P-2", second: 60, confirms: [(conflict, 1)]),
            ], ["1: aside for 2 (\(conflict))", "2: counts (\(conflict))", "3: counts"]),
        Example(
            "a confirmation counts for less than seven days",
            [
                Entry(number: 1), Entry(number: 2, pain: 7),
                Entry(number: 3, second: week, confirms: [(conflict, 1)]),
            ],
            ["1: aside for 2 (\(conflict))", "2: counts (\(conflict))", "3: counts"]),
        Example(
            "a confirmation one second before that counts",
            [
                Entry(number: 1), Entry(number: 2, pain: 7),
                Entry(number: 3, second: week - 1, confirms: [(conflict, 1)]),
            ], ["1: counts", "2: aside for 1 (\(conflict))", "3: counts"]),
        Example(
            "a confirmation that was withdrawn counts no more",
            [
                Entry(number: 1), Entry(number: 2, pain: 7),
                Entry(number: 3, second: 60, confirms: [(conflict, 1)]),
                Entry(number: 4, withdraws: 3),
            ],
            [
                "1: aside for 2 (\(conflict))", "2: counts (\(conflict))", "3: withdrawn by 4",
                "4: withdraws 3",
            ]),
        Example(
            "a regimen is not carried over from such a moment",
            [
                Entry(number: 1, regimen: []), Entry(number: 2, pain: 7),
                Entry(number: 3, second: 60), Entry(number: 4, second: 60 + week),
            ],
            [
                "1: aside for 2 (\(conflict))", "2: counts (\(conflict))",
                "3: counts (\(conflict))", "4: counts",
            ]),
        Example(
            "an entry after it with a regimen of its own counts",
            [
                Entry(number: 1, regimen: []), Entry(number: 2, pain: 7),
                Entry(number: 3, second: 60, regimen: []), Entry(number: 4, second: 120),
            ],
            [
                "1: aside for 2 (\(conflict))", "2: counts (\(conflict))", "3: counts",
                "4: counts",
            ]),
        Example(
            "a regimen that both say is carried over",
            [
                Entry(number: 1, regimen: []), Entry(number: 2, pain: 7, regimen: []),
                Entry(number: 3, second: 60),
            ], ["1: aside for 2 (\(conflict))", "2: counts (\(conflict))", "3: counts"]),
    ]

    @Test("Who counts, and what is asked", arguments: corrections + withdrawals + moments)
    func standing(_ example: Example) throws {
        let course = try Self.course(example.entries)
        #expect(try Self.standings(course, example.entries) == example.expected)
        for recorded in course.entries {
            let counts = course.standing(of: recorded) == .counts
            #expect(course.current(of: recorded.entry.patient).contains(recorded) == counts)
        }
    }

    @Test(
        "The order of arrival changes nothing but which of rival corrections is in force",
        arguments: (withdrawals + moments + corrections).filter {
            !$0.expected.contains { $0.contains(rival) }
                && !$0.testDescription.hasPrefix("a rival")
        })
    func order(_ example: Example) throws {
        var random = PropertyRun.generator("arrival of \(example.testDescription)")
        for _ in 0..<10 {
            let shuffled = example.entries.shuffled(using: &random)
            let course = try Self.course(shuffled)
            #expect(try Self.standings(course, example.entries) == example.expected)
        }
    }

    @Test("The wrong patient's later entries do not look back on an entry that was moved")
    func moved() throws {
        let entries = [
            Entry(number: 1), Entry(number: 2, second: 60),
            Entry(number: 3, patient: "P-2", second: 60),
            Entry(number: 4, patient: "P-2", replaces: 1),
        ]
        let course = try Self.course(entries)
        func history(_ number: UInt8) throws -> [UInt8] {
            let recorded = try #require(course.entries.first { $0.id == Self.digest(number) })
            return course.history(of: recorded).map { $0.id.bytes[0] }
        }
        #expect(try history(2) == [])
        #expect(try history(3) == [4])
        #expect(course.entries.linkedPatients.map { $0.map(\.text).sorted() } == [["P-1", "P-2"]])
        #expect(try Self.course(Array(entries.prefix(3))).entries.linkedPatients == [])
    }

    @Test("What an arrival contradicts is told by that arrival alone")
    func conflictsMade() throws {
        let course = try Self.course([
            Entry(number: 1), Entry(number: 2, pain: 7), Entry(number: 3, second: 9, replaces: 8),
            Entry(number: 4, second: 9, replaces: 2), Entry(number: 5, second: 9, replaces: 2),
            Entry(number: 8, second: 5), Entry(number: 6, second: 20),
        ])
        let made = course.entries.sorted { ($0.arrival ?? 0) < ($1.arrival ?? 0) }
            .map { course.conflictsMade(by: $0) }
        #expect(
            made == [
                [], [.sameMoment([Self.digest(1)])],
                [.correctsUnknownEntry(Self.digest(8))], [], [.rivalCorrections([Self.digest(4)])],
                [], [],
            ])
    }

    @Test(
        "Signs of too much opioid are more urgent than pain; what one does not say decides nothing")
    func urgency() throws {
        func entry(
            pain: Int? = nil, episodes: Int? = nil, rate: Int? = nil, oxygen: Int? = nil,
            sedation: SedationScore? = nil, effects: Set<AdverseEffect>? = nil
        ) throws -> DiaryEntry {
            let now = Instant(secondsSince1970: 0)
            return try DiaryEntry(
                patient: try #require(PatientID("P-1")), recordedAt: LocalInstant(utc: now),
                pain: PainRating(worst: pain.flatMap { PainScore($0) }),
                episodes: episodes.map { count in
                    (0..<count).map { BreakthroughEpisode(at: now.hoursEarlier($0)) }
                },
                observations: try Observations(
                    respiratoryRate: rate, oxygenSaturation: oxygen, sedation: sedation),
                adverseEffects: effects)
        }
        let (awake, asleep) = (
            SedationScore(scale: .poss, score: 1), SedationScore(scale: .rassPAL, score: -4)
        )
        let rows: [(String, less: DiaryEntry, more: DiaryEntry, isMore: Bool?)] = try [
            ("worse pain", entry(pain: 3), entry(pain: 4), true),
            ("more episodes", entry(pain: 3, episodes: 0), entry(pain: 3, episodes: 1), true),
            (
                "pain before episodes", entry(pain: 3, episodes: 9), entry(pain: 4, episodes: 0),
                true
            ),
            (
                "slower breathing before pain", entry(pain: 9, rate: 14), entry(pain: 2, rate: 13),
                true
            ),
            ("less oxygen before pain", entry(pain: 9, oxygen: 95), entry(oxygen: 94), true),
            (
                "deeper sedation before breathing", entry(rate: 6, sedation: awake),
                entry(rate: 14, sedation: asleep), true
            ),
            ("a scale against effects", entry(effects: []), entry(sedation: asleep), true),
            (
                "effects against a scale", entry(sedation: awake), entry(effects: [.drowsiness]),
                true
            ),
            ("breathing that one does not know", entry(pain: 2, rate: 6), entry(pain: 9), true),
            ("nothing in common", entry(pain: 9), entry(rate: 6), nil),
            ("nothing that differs", entry(pain: 9), entry(pain: 9), nil),
        ]
        for (name, less, more, isMore) in rows {
            #expect(more.isMoreUrgent(than: less) == isMore, "\(name)")
            #expect(less.isMoreUrgent(than: more) == isMore.map { !$0 }, "\(name)")
        }
    }
}
