import ShippedEngine
import TestSupport
import Testing

@testable import PainDosing

/// Plausible fortnights are left alone, and slips in them are found: both counted and printed.
///
/// `make doubts` runs 5,000 courses; `make test` some hundred of the same.
@Suite("Doubts over made-up fortnights")
struct DoubtRunTests {
    @Test("At most 2 % of the entries of plausible courses are asked about")
    func plausible() throws {
        let engine = try Shipped.engine()
        var random = PropertyRun.generator("plausible courses")
        var (entries, asked) = (0, 0)
        var byCode: [String: Int] = [:]
        var examples: [String] = []
        for number in 0..<PropertyRun.doubtCourses(short: 60) {
            let course = try PlausibleCourse(engine, using: &random)
            let diary = try WardDiary(course.readings)
            for index in diary.entries.indices {
                let codes = try diary.questions(at: index, engine)
                entries += 1
                guard !codes.isEmpty else { continue }
                asked += 1
                codes.forEach { byCode[$0, default: 0] += 1 }
                if examples.count < 12, index > 0 {
                    let lines = course.readings[index - 1...index].map {
                        $0.regimen.joined(separator: "; ")
                            + " pain \($0.background) rescue \($0.rescues)"
                    }
                    examples.append("course \(number): \(lines) \(codes)")
                }
            }
        }
        print("doubts: \(entries) plausible entries, \(asked) asked about, \(byCode)")
        examples.forEach { print("  \($0)") }
        #expect(entries > 1000)
        #expect(asked * 100 <= entries * 2, "\(asked) of \(entries): \(byCode)")
    }

    @Test(
        "At least 95 % of the courses with a planted slip are asked about",
        arguments: PlantedSlip.allCases)
    func planted(_ slip: PlantedSlip) throws {
        let engine = try Shipped.engine()
        var random = PropertyRun.generator(slip.rawValue)
        var (planted, found) = (0, 0)
        var missed: [String] = []
        for _ in 0..<PropertyRun.doubtCourses(short: 60) {
            let course = try PlausibleCourse(engine, using: &random)
            guard let slipped = try slip.planted(in: course.readings, using: &random) else {
                continue
            }
            planted += 1
            let diary = try WardDiary(slipped.readings)
            if try !diary.questions(at: slipped.at, engine).isEmpty {
                found += 1
            } else if missed.count < 5 {
                let lines = slipped.readings[slipped.at - 1...slipped.at].map {
                    $0.regimen.joined(separator: "; ")
                        + " pain \($0.background) rescue \($0.rescues)"
                }
                missed.append("\(lines)")
            }
        }
        print("doubts: \(slip.rawValue): \(found) of \(planted) asked about")
        missed.forEach { print("  missed \($0)") }
        #expect(planted > 0)
        #expect(found * 100 >= planted * 95, "\(found) of \(planted), missed \(missed)")
    }
}
