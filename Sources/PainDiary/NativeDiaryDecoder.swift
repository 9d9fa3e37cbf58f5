import PainDosing
import Quantities
import StrictJSON

/// Reads one entry and notes every fault on the way; a value with a fault counts as unknown until
/// the end, where any fault refuses the entry.
struct NativeDiaryDecoder {
    let regimens: any RegimenReading
    var faults = JSONFaultList()

    init(regimens: any RegimenReading) {
        self.regimens = regimens
    }

    private static let keys = [
        "schema", "patient", "recordedAt", "pain", "episodes", "regimen", "taken", "patchChangedAt",
        "observations", "adverseEffects", "context", "boneMetastases", "replaces", "withdraws",
        "confirms",
    ]

    /// The entry; nil, or not to be used, when faults were noted.
    mutating func entry(_ node: JSONNode) -> DiaryEntry? {
        guard isOfThisSchema(node),
            let object = node.object(keys: NativeDiaryDecoder.keys, &faults)
        else { return nil }
        let patient = object.required("patient", &faults).flatMap { readPatient($0) }
        let recordedAt = object.required("recordedAt", &faults).flatMap { readMoment($0) }
        let pain = object.node("pain").map { readPain($0) } ?? PainRating()
        let episodes = object.node("episodes").flatMap { readEpisodes($0) }
        let regimen = object.node("regimen").flatMap { readRegimen($0) }
        let taken = object.node("taken").flatMap { readTaken($0) }
        let patch = object.node("patchChangedAt").flatMap { readMoment($0) }
        let observations = object.node("observations").flatMap { readObservations($0) }
        let effects = object.node("adverseEffects").flatMap { readAdverseEffects($0) }
        let seen = observations?.seen ?? [:]
        let context =
            object.node("context").map { readContext($0, seen: seen) } ?? self.context(seen: seen)
        let bone = object.node("boneMetastases").flatMap { readBoneMetastases($0) }
        let replaces = object.node("replaces").flatMap { readDigest($0) }
        let withdraws = object.node("withdraws").flatMap { readDigest($0) }
        let confirms = object.node("confirms").flatMap { readConfirmations($0) }
        guard let patient, let recordedAt else { return nil }
        let found =
            DiaryEntryFault.all(
                recordedAt: recordedAt.instant, episodes: episodes?.map(\.value) ?? [],
                regimen: regimen?.map(\.value) ?? [], taken: taken?.map(\.value) ?? [],
                patchChangedAt: patch?.instant)
            + DiaryEntryFault.ofCorrection(
                replaces: replaces, withdraws: withdraws,
                confirms: confirms?.map(\.value) ?? [],
                parts: DiaryEntry.parts(
                    pain: pain, episodes: episodes?.map(\.value), regimen: regimen?.map(\.value),
                    taken: taken?.map(\.value), patchChangedAt: patch?.instant,
                    observations: observations?.measured ?? .unknown, adverseEffects: effects,
                    context: context ?? .unknown, boneMetastases: bone))
        for fault in found {
            let place =
                switch fault {
                case .episodeInFuture(let index), .rescueInFuture(let index),
                    .rescueListedTwice(let index, _):
                    episodes?[index].node
                case .doseInFuture(let index), .doseListedTwice(let index, _),
                    .doseListedAsRescue(let index, _):
                    taken?[index].node
                case .rescueCountedTwice(let index): regimen?[index].node
                case .tooManyEpisodes: episodes?.last?.node
                case .tooManyDoses: taken?.last?.node
                case .tooManyRegimenItems: regimen?.last?.node
                case .patchInFuture: object.node("patchChangedAt")
                case .tooManyConfirmations: confirms?.last?.node
                case .confirmedTwice(let index, _): confirms?[index].node
                case .replacesAndWithdraws, .withdrawsAndSays: object.node("withdraws")
                }
            place?.note(fault.description, &faults)
        }
        guard faults.isEmpty else { return nil }
        do throws(DiaryEntryError) {
            return try DiaryEntry(
                patient: patient, recordedAt: recordedAt, pain: pain,
                episodes: episodes?.map(\.value), regimen: regimen?.map(\.value),
                taken: taken?.map(\.value), observations: observations?.measured ?? .unknown,
                adverseEffects: effects, context: context ?? .unknown,
                patchChangedAt: patch?.instant, boneMetastases: bone, replaces: replaces,
                withdraws: withdraws,
                confirms: confirms?.map(\.value) ?? [])
        } catch {
            // The same question was asked above, so this is not reached; should the two ever differ, the
            // entry is refused all the same.
            for fault in error.faults { node.note(fault.description, &faults) }
            return nil
        }
    }

    /// A file of another schema is refused for that alone; its other faults would mislead.
    private mutating func isOfThisSchema(_ node: JSONNode) -> Bool {
        guard case .object(let object) = node.value.content else {
            node.refuse(accepting: "an object with \"schema\": \"\(NativeDiary.schema)\"", &faults)
            return false
        }
        guard let schema = object["schema"] else {
            node.note(
                "the key \"schema\" is missing; accepted is \"\(NativeDiary.schema)\"", &faults)
            return false
        }
        guard schema.content == .string(NativeDiary.schema) else {
            JSONNode(schema, path: .key(.root, "schema"))
                .refuse(accepting: "\"\(NativeDiary.schema)\"", &faults)
            return false
        }
        return true
    }

    private mutating func readPatient(_ node: JSONNode) -> PatientID? {
        guard case .string(let text) = node.value.content, let patient = PatientID(text) else {
            node.refuse(accepting: PatientID.accepted, &faults)
            return nil
        }
        return patient
    }

    mutating func readDigest(_ node: JSONNode) -> ContentDigest? {
        guard case .string(let text) = node.value.content,
            let digest = ContentDigest(hexadecimal: text)
        else {
            node.refuse(accepting: "the 64 hexadecimal digits of an entry's SHA-256", &faults)
            return nil
        }
        return digest
    }

    mutating func readMoment(_ node: JSONNode) -> LocalInstant? {
        guard let text = node.string(longest: NativeDiary.longestString, &faults) else {
            return nil
        }
        do throws(TimestampError) {
            return try Timestamp.parse(text)
        } catch {
            node.refuse(accepting: error.description, &faults)
            return nil
        }
    }

    mutating func readScore(_ node: JSONNode) -> PainScore? {
        node.whole(in: 0...10, &faults).flatMap { PainScore($0) }
    }

    private mutating func readPain(_ node: JSONNode) -> PainRating {
        let object = node.object(keys: ["background", "worst", "goal", "mechanism"], &faults)
        guard let object else { return PainRating() }
        return PainRating(
            background: object.node("background").flatMap { readScore($0) },
            worst: object.node("worst").flatMap { readScore($0) },
            goal: object.node("goal").flatMap { readScore($0) },
            mechanism: object.node("mechanism").flatMap { $0.choice(PainMechanism.self, &faults) })
    }

    private mutating func readAdverseEffects(_ node: JSONNode) -> Set<AdverseEffect>? {
        var effects: Set<AdverseEffect> = []
        guard let elements = node.array(most: AdverseEffect.allCases.count, &faults) else {
            return nil
        }
        for element in elements {
            guard let effect = element.choice(AdverseEffect.self, &faults) else { continue }
            if !effects.insert(effect).inserted {
                element.note("\(element.shown) is listed twice; list each effect once", &faults)
            }
        }
        return effects
    }
}
