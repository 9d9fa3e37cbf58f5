public import PainDosing
import StrictJSON

/// Diary entries as HL7 FHIR R4 bundles.
///
/// A bundle is first told in the words of the native diary, each value keeping its place, and then
/// read by the rules of that format: both formats refuse the same values for the same reasons.
public struct FHIRDiary: Sendable {
    /// The name by which the format is kept with stored bytes.
    public static let name = "fhir-r4-bundle"

    private let regimens: any RegimenReading
    private let recordedAt: LocalInstant?

    /// Reads bundles whose opioids `regimens` knows.
    ///
    /// - Parameter recordedAt: when a bundle without a timestamp was made; nil for the newest time in it.
    public init(regimens: any RegimenReading, recordedAt: LocalInstant? = nil) {
        self.regimens = regimens
        self.recordedAt = recordedAt
    }

    /// Whether a file is meant as FHIR: a JSON object with the key `resourceType`.
    public static func recognises(_ bytes: [UInt8]) -> Bool {
        // Most diaries are spared a second reading of their JSON.
        guard bytes.holds(Array("\"resourceType\"".utf8)) else { return false }
        // What is no JSON is no FHIR; the reader that is asked instead says why it is none.
        guard let value = try? JSONValue(reading: bytes), case .object(let object) = value.content
        else { return false }
        return object["resourceType"] != nil
    }

    /// The entry in a bundle's bytes.
    ///
    /// - Throws: `DiaryError` with all faults up to 20, each with its place and the element's path,
    ///   such as `Bundle.entry[3].resource.dosage[0]`.
    public func decode(_ bytes: [UInt8]) throws(DiaryError) -> DiaryEntry {
        try read(bytes).entry
    }

    /// The entry in a bundle's bytes, with the resources that were ignored.
    ///
    /// - Throws: `DiaryError`, as `decode(_:)`.
    public func read(_ bytes: [UInt8]) throws(DiaryError) -> FHIRReading {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(reading: bytes)
        } catch {
            throw .notJSON(error)
        }
        let bundle = JSONNode(value, path: .key(.root, "Bundle"))
        var reader = FHIRBundleReader(regimens: regimens, givenTime: recordedAt)
        guard let native = reader.nativeEntry(bundle), reader.faults.isEmpty else {
            let faults = reader.faults.sorted.map { fault in
                DiaryFault(
                    line: fault.position.line, column: fault.position.column, path: fault.path,
                    message: fault.message)
            }
            throw .notADiary(faults, omitted: reader.faults.omitted)
        }
        do throws(DiaryError) {
            let entry = try NativeDiary(regimens: regimens).decode(native)
            return FHIRReading(entry: entry, ignored: reader.ignored)
        } catch {
            throw FHIRPlaces(bundle).translated(error)
        }
    }
}

extension [UInt8] {
    /// Whether these bytes stand in it one after the other.
    fileprivate func holds(_ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first else { return true }
        return indices.contains { self[$0] == first && self[$0...].starts(with: wanted) }
    }
}
