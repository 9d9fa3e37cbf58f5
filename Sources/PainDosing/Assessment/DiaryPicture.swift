import Quantities

/// A patient at the time of one entry, put together from it and from what earlier entries said.
///
/// What the entry leaves out is taken from the last earlier one that says it: lasting facts and the
/// regimen from up to seven days, what changes within hours from up to one day. Nothing else is
/// assumed; what no entry says stays unknown.
struct DiaryPicture {
    /// The entry that is assessed.
    let recorded: RecordedEntry
    /// The patient's earlier entries of seven days that count, earliest first.
    let history: [RecordedEntry]
    /// The same of fourteen days, in which open questions are looked for.
    let longHistory: [RecordedEntry]
    /// The regimen in force, with the entry that wrote it.
    let regimen: (items: [RegimenItem], from: RecordedEntry)?
    /// What is known of the patient, as far as the course does not contradict it.
    var facts: PatientFacts
    /// Adverse effects, and nil where none of a day's entries speaks of them.
    let adverseEffects: Set<AdverseEffect>?
    /// The facts that an earlier entry gave, by their names in the diary.
    let carriedOver: [CarriedFact]
    /// When the patch that is worn was put on, as last said.
    let patchChangedAt: Instant?
    /// The regular opioid.
    let background: [RegimenItem]
    /// Doses taken as needed in 24 hours, counted by the regimen; empty where doses are listed.
    let countedItems: [RegimenItem]
    /// Doses listed in the last 24 hours, each once though several entries may list it; none where
    /// the regimen counts them, since a count holds for the whole day.
    let listedDoses: [Dated<RescueTaken>]
    /// Doses listed in the last 24 hours that the regimen counts already.
    let regularDoses: [Dated<TakenDose>]
    /// Episodes of the last 24 hours, each once; nil where no entry records any.
    let episodesOfTheDay: [Dated<BreakthroughEpisode>]?

    /// A fact of an earlier entry.
    struct CarriedFact {
        let name: String
        let from: RecordedEntry

        /// The part of the diary that holds it.
        var part: String {
            switch name {
            case "adverseEffects": name
            case "respiratoryRate", "spo2", "sedation", "weightKg", "egfr", "qtcMs",
                "temperatureC":
                "observations"
            default: "context"
            }
        }
    }

    init(of recorded: RecordedEntry, in course: DiaryCourse) {
        self.recorded = recorded
        longHistory = course.history(of: recorded, hours: DiaryCourse.questionWindowHours)
        let week = recorded.entry.recordedAt.instant.hoursEarlier(DiaryCourse.longestWindowHours)
        history = longHistory.filter { $0.entry.recordedAt.instant > week }
        var reader = FactReader(entries: [recorded] + history.reversed())
        regimen = reader.first(in: DiaryCourse.longestWindowHours) { $0.regimen }
            .map { (items: $0.value, from: $0.from) }
        adverseEffects = reader.fact("adverseEffects", in: 24) { $0.adverseEffects }
        facts = PatientFacts(
            context: reader.context(), observations: reader.observations(),
            adverseEffects: adverseEffects)
        carriedOver = reader.carriedOver
        patchChangedAt =
            reader.first(in: DiaryCourse.longestWindowHours) { $0.patchChangedAt }?.value
        background = regimen?.items.filter(\.amount.isBackground) ?? []
        countedItems =
            regimen.map {
                $0.from.id == recorded.id ? $0.items.filter { !$0.amount.isBackground } : []
            }
            ?? []
        let start = recorded.entry.recordedAt.instant.hoursEarlier(24)
        let day = DayReader(
            start: start, end: recorded.entry.recordedAt.instant,
            entries: history.filter { $0.entry.recordedAt.instant > start } + [recorded],
            regular: background)
        let doses = countedItems.isEmpty ? day.doses() : DosesOfTheDay()
        listedDoses = doses.rescues
        regularDoses = doses.regular
        episodesOfTheDay = day.episodes()
    }

    var entry: DiaryEntry { recorded.entry }

    /// The moment that everything looks back from.
    var now: Instant { entry.recordedAt.instant }

    /// This entry and the earlier ones within some hours, earliest first.
    func entries(hours: Int) -> [RecordedEntry] {
        let start = now.hoursEarlier(hours)
        return history.filter { $0.entry.recordedAt.instant > start } + [recorded]
    }
}

/// Looks for facts from the latest entry back.
private struct FactReader {
    /// Latest first.
    let entries: [RecordedEntry]
    private(set) var carriedOver: [DiaryPicture.CarriedFact] = []

    init(entries: [RecordedEntry]) {
        self.entries = entries
    }

    /// What the latest entry that says it says, not older than some hours.
    func first<Value>(
        in hours: Int, _ read: (DiaryEntry) -> Value?
    ) -> (value: Value, from: RecordedEntry)? {
        guard let latest = entries.first else { return nil }
        let start = latest.entry.recordedAt.instant.hoursEarlier(hours)
        for recorded in entries where recorded.entry.recordedAt.instant > start {
            if let value = read(recorded.entry) { return (value, recorded) }
        }
        return nil
    }

    mutating func fact<Value>(
        _ name: String, in hours: Int = DiaryCourse.longestWindowHours,
        _ read: (DiaryEntry) -> Value?
    ) -> Value? {
        guard let found = first(in: hours, read) else { return nil }
        if found.from.id != entries.first?.id {
            carriedOver.append(DiaryPicture.CarriedFact(name: name, from: found.from))
        }
        return found.value
    }

    mutating func context() -> PatientContext {
        let age = fact("ageYears") { $0.context.ageYears }
        let isNaive = fact("opioidNaive") { $0.context.isOpioidNaive }
        let days = fact("aroundTheClockDays") { $0.context.aroundTheClockDays }
        let hepatic = fact("hepatic") { $0.context.hepatic }
        let hasCachexia = fact("cachexia") { $0.context.hasCachexia }
        let isFrail = fact("frail") { $0.context.isFrail }
        let isPregnant = fact("pregnant") { $0.context.isPregnant }
        let (comedications, areAll) = comedications()
        let conditions = conditions()
        do throws(DiaryMeasureError) {
            return try PatientContext(
                ageYears: age, isOpioidNaive: isNaive, aroundTheClockDays: days, hepatic: hepatic,
                hasCachexia: hasCachexia, isFrail: isFrail, isPregnant: isPregnant,
                comedications: comedications, comedicationsAreAll: areAll,
                conditions: conditions)
        } catch {
            // Each value was accepted in its own entry, so this can't be; the entry's own then.
            return entries.first?.entry.context ?? .unknown
        }
    }

    /// The other drugs: a list that may not name all adds to the one before it.
    private mutating func comedications() -> (names: [String]?, areAll: Bool) {
        let latest = fact("comedications") { $0.context.comedications }
        var names = latest
        let start = entries.first?.entry.recordedAt.instant
            .hoursEarlier(DiaryCourse.longestWindowHours)
        for recorded in entries {
            guard let start, recorded.entry.recordedAt.instant > start,
                let listed = recorded.entry.context.comedications
            else { continue }
            names = (names ?? []) + listed.filter { !(names ?? []).contains($0) }
            if recorded.entry.context.comedicationsAreAll {
                // Only the latest list can say that there are no more.
                return (names, listed == latest && names == listed)
            }
        }
        return (names, names == nil)
    }

    /// Each condition by itself, by the name that the diary has for it.
    private mutating func conditions() -> [PatientCondition: Bool] {
        var conditions: [PatientCondition: Bool] = [:]
        for condition in PatientCondition.allCases.sorted() {
            let hours = condition.isObserved ? 24 : DiaryCourse.longestWindowHours
            conditions[condition] = fact(condition.rawValue, in: hours) {
                $0.context.conditions[condition]
            }
        }
        return conditions
    }

    mutating func observations() -> Observations {
        let rate = fact("respiratoryRate", in: 24) { $0.observations.respiratoryRate }
        let saturation = fact("spo2", in: 24) { $0.observations.oxygenSaturation }
        let sedation = fact("sedation", in: 24) { $0.observations.sedation }
        let kilograms = fact("weightKg") { $0.observations.kilograms }
        let filtration = fact("egfr") { $0.observations.glomerularFiltration }
        let qt = fact("qtcMs") { $0.observations.correctedQTMilliseconds }
        let temperature = fact("temperatureC", in: 24) { $0.observations.degreesCelsius }
        do throws(DiaryMeasureError) {
            return try Observations(
                respiratoryRate: rate, oxygenSaturation: saturation, sedation: sedation,
                kilograms: kilograms, glomerularFiltration: filtration,
                correctedQTMilliseconds: qt, degreesCelsius: temperature)
        } catch {
            // As above.
            return entries.first?.entry.observations ?? .unknown
        }
    }
}
