import Quantities
import Testing

@Suite("Masses, rates and daily doses keep their units apart")
struct UnitTests {
    @Test("Grams, milligrams and micrograms are one mass")
    func masses() throws {
        #expect(try Mass.grams(.one) == Mass.milligrams(Rational(1000)))
        #expect(try Mass.micrograms(Rational(500)) == Mass.milligrams(Rational(decimal: "0.5")))
        #expect(try Mass.milligrams(Rational(decimal: "0.2")).micrograms() == Rational(200))
    }

    @Test("A 25 microgram/hour patch delivers 0.6 mg in a day")
    func rates() throws {
        let rate = try MassRate.microgramsPerHour(Rational(25))
        #expect(try DailyDose(deliveredBy: rate).milligramsPerDay == Rational(decimal: "0.6"))
        #expect(try MassRate.milligramsPerHour(.one) == .microgramsPerHour(Rational(1000)))
    }

    @Test("30 mg twice a day is 60 mg a day, and splits back into two doses of 30 mg")
    func dailyDoses() throws {
        let dose = try Mass.milligrams(Rational(30))
        let daily = try DailyDose(dose, timesPerDay: Rational(2))
        #expect(daily.milligramsPerDay == Rational(60))
        #expect(try daily.perDose(timesPerDay: Rational(2)) == dose)
    }

    @Test("A quantity below zero can't be made")
    func negatives() {
        let below = Rational(-1)
        #expect(throws: QuantityError.negative) { try Mass.milligrams(below) }
        #expect(throws: QuantityError.negative) { try MassRate.microgramsPerHour(below) }
        #expect(throws: QuantityError.negative) { try DailyDose.milligramsPerDay(below) }
        #expect(throws: QuantityError.negative) { try OMEDD.milligramsPerDay(below) }
        #expect(throws: QuantityError.negative) {
            try Mass.milligrams(.one).scaled(by: below)
        }
    }

    @Test("A reduction by 25 % leaves three quarters, exactly")
    func reductions() throws {
        let quarter = try #require(Percentage(percent: 25))
        let dose = try DailyDose.milligramsPerDay(Rational(80))
        #expect(try dose.reduced(by: quarter).milligramsPerDay == Rational(60))
        #expect(Percentage(percent: 101) == nil)
        #expect(Percentage(percent: -1) == nil)
        #expect(try dose.reduced(by: #require(Percentage(percent: 100))).isZero)
    }
}
