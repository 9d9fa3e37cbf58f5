import PainDosing
import Quantities
import StrictJSON

/// A value that was read, with the place to blame if it contradicts another.
struct Placed<Value> {
    let value: Value
    let node: JSONNode
}

extension NativeDiaryDecoder {
    mutating func readEpisodes(_ node: JSONNode) -> [Placed<BreakthroughEpisode>]? {
        guard let elements = node.array(most: DiaryEntry.mostEpisodes, &faults) else { return nil }
        var episodes: [Placed<BreakthroughEpisode>] = []
        for element in elements {
            guard let episode = readEpisode(element) else { continue }
            episodes.append(Placed(value: episode, node: element))
        }
        // After a lost element the indices would be those of other elements.
        return episodes.count == elements.count ? episodes : nil
    }

    private mutating func readEpisode(_ node: JSONNode) -> BreakthroughEpisode? {
        let keys = ["at", "peak", "trigger", "rescue", "after30min"]
        guard let object = node.object(keys: keys, &faults) else { return nil }
        let at = object.required("at", &faults).flatMap { readMoment($0) }
        let peak = object.node("peak").flatMap { readScore($0) }
        let trigger = object.node("trigger").flatMap { $0.choice(EpisodeTrigger.self, &faults) }
        let rescue = object.node("rescue").flatMap { readDose($0, unlessGivenAt: at?.instant) }
        let after = object.node("after30min").flatMap { readScore($0) }
        guard let at else { return nil }
        return BreakthroughEpisode(
            at: at.instant, peak: peak, trigger: trigger, rescue: rescue, after30Minutes: after)
    }

    mutating func readTaken(_ node: JSONNode) -> [Placed<TakenDose>]? {
        guard let elements = node.array(most: DiaryEntry.mostTaken, &faults) else { return nil }
        var doses: [Placed<TakenDose>] = []
        for element in elements {
            guard let dose = readDose(element, unlessGivenAt: nil) else { continue }
            doses.append(Placed(value: dose, node: element))
        }
        return doses.count == elements.count ? doses : nil
    }

    /// A dose; `episodeTime` is when it was taken unless it says so itself, as a rescue dose may.
    private mutating func readDose(
        _ node: JSONNode, unlessGivenAt episodeTime: Instant?
    ) -> TakenDose? {
        let keys = ["at", "opioid", "formulation", "route", "dose"]
        guard let object = node.object(keys: keys, &faults) else { return nil }
        let at: Instant?
        if let episodeTime, object.node("at") == nil {
            at = episodeTime
        } else {
            at = object.required("at", &faults).flatMap { readMoment($0) }?.instant
        }
        let opioid = object.required("opioid", &faults).flatMap { readText($0) }
        let formulation = object.node("formulation").flatMap { readText($0) }
        let route = object.node("route").flatMap { readText($0) }
        let dose = object.required("dose", &faults).flatMap { readText($0) }
        guard let at, let opioid, let dose else { return nil }
        do throws(RegimenError) {
            let (form, mass, companion) = try regimens.dose(
                opioid: opioid, formulation: formulation, route: route, dose: dose)
            return TakenDose(at: at, form: form, dose: mass, companion: companion)
        } catch {
            node.note(error.message, &faults)
            return nil
        }
    }

    mutating func readRegimen(_ node: JSONNode) -> [Placed<RegimenItem>]? {
        guard let elements = node.array(most: DiaryEntry.mostRegimenItems, &faults) else {
            return nil
        }
        var items: [Placed<RegimenItem>] = []
        var isWhole = true
        for element in elements {
            guard let read = readRegimenItems(element) else {
                isWhole = false
                continue
            }
            items += read.map { Placed(value: $0, node: element) }
        }
        return isWhole ? items : nil
    }

    private mutating func readRegimenItems(_ node: JSONNode) -> [RegimenItem]? {
        do throws(RegimenError) {
            if case .string = node.value.content {
                guard let shorthand = readText(node) else { return nil }
                return try regimens.items(shorthand)
            }
            guard case .object = node.value.content else {
                node.refuse(
                    accepting: "shorthand such as \"morphine MR 30 mg bd\", or an object", &faults)
                return nil
            }
            return try readRegimenItem(node).map { [$0] }
        } catch {
            node.note(error.message, &faults)
            return nil
        }
    }

    private mutating func readRegimenItem(_ node: JSONNode) throws(RegimenError) -> RegimenItem? {
        let keys = ["opioid", "formulation", "route", "dose", "frequency"]
        guard let object = node.object(keys: keys, &faults) else { return nil }
        let opioid = object.required("opioid", &faults).flatMap { readText($0) }
        let formulation = object.node("formulation").flatMap { readText($0) }
        let route = object.node("route").flatMap { readText($0) }
        let dose = object.required("dose", &faults).flatMap { readText($0) }
        let frequency = object.node("frequency").flatMap { readText($0) }
        guard let opioid, let dose else { return nil }
        return try regimens.item(
            opioid: opioid, formulation: formulation, route: route, dose: dose,
            frequency: frequency)
    }

    mutating func readText(_ node: JSONNode) -> String? {
        node.string(longest: NativeDiary.longestString, &faults)
    }
}
