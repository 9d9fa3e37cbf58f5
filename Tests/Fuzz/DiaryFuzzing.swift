import PainDiary
import PainDosing
import StrictJSON

/// What must hold for diaries in each of their formats.
struct DiaryFuzzing {
    private let native: NativeDiary
    private let sheets: CSVDiary
    private let bundles: FHIRDiary

    init(_ regimens: RegimenShorthand) {
        native = NativeDiary(regimens: regimens)
        sheets = CSVDiary(regimens: regimens)
        bundles = FHIRDiary(regimens: regimens)
    }

    /// An accepted diary can be written, and is then read as the same in both formats.
    func native(_ bytes: [UInt8]) throws -> String? {
        let twice = Twice { () throws(DiaryError) in try native.decode(bytes) }
        if case .success(let entry) = twice.first, let fault = try rewritten(entry) { return fault }
        return twice.fault { $0.faults.map(\.description) }
    }

    func sheet(_ bytes: [UInt8]) throws -> String? {
        let twice = Twice { () throws(DiaryError) in try sheets.entries(bytes) }
        if case .success(let entries) = twice.first {
            for recorded in entries {
                if let fault = try rewritten(recorded.entry) { return fault }
            }
        }
        return twice.fault { $0.faults.map(\.description) }
    }

    func bundle(_ bytes: [UInt8]) throws -> String? {
        let twice = Twice { () throws(DiaryError) in try bundles.read(bytes).entry }
        if case .success(let entry) = twice.first, let fault = try rewritten(entry) { return fault }
        return twice.fault { $0.faults.map(\.description) }
    }

    /// What one format can't write it refuses; what it writes, it reads.
    private func rewritten(_ entry: DiaryEntry) throws -> String? {
        if let text = written({ () throws(DiaryEncodingError) in try NativeDiary.encode(entry) }),
            try native.decode(text) != entry
        {
            return "written as JSON and read as another entry"
        }
        if let text = written({ () throws(DiaryEncodingError) in try FHIRDiary.encode(entry) }),
            try bundles.read(text).entry != entry
        {
            return "written as a bundle and read as another entry"
        }
        return nil
    }

    private func written(_ encode: () throws(DiaryEncodingError) -> JSONValue) -> [UInt8]? {
        switch Result(catching: encode) {
        case .success(let value): value.encoded()
        // Some entries can't be written: a refusal is no fault.
        case .failure: nil
        }
    }
}
