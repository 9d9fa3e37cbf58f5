import Glibc
import PainDiary
import PainDosing
import Quantities

/// A patient's diary of 14 days with an entry every four hours, as files in a temporary folder.
struct DiaryFolder {
    /// The number of entries.
    static let entries = 84

    private let folder: String
    /// The files, the latest first, so that their order can't help.
    let files: [String]

    /// Writes the files.
    ///
    /// - Throws: `DiaryFolderError`.
    init() throws {
        var template = Array("/tmp/paincalc-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw DiaryFolderError(code: errno) }
        let folder = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.folder = folder
        files = try (0..<DiaryFolder.entries).reversed().map { number in
            let path = "\(folder)/\(number).json"
            try DiaryFolder.write(DiaryFolder.text(number), to: path)
            return path
        }
    }

    /// Removes the files and the folder.
    func remove() {
        for file in files { unlink(file) }
        rmdir(folder)
    }

    private static func text(_ number: Int) -> String {
        let moment = { (minutes: Int) in
            Timestamp.text(
                LocalInstant(
                    utc: Instant(
                        secondsSince1970: 1_772_323_200 + Int64(number * 240 + minutes) * 60)))
        }
        let rescue = "{\"opioid\": \"morphine\", \"formulation\": \"IR\", \"dose\": \"20 mg\"}"
        return """
            {"schema": "pain-diary/1", "patient": "P-001", "recordedAt": "\(moment(0))",
            "pain": {"background": \(2 + number % 3), "worst": \(6 + number % 4), "goal": 3},
            "episodes": [{"at": "\(moment(-90))", "peak": \(6 + number % 4), "trigger": "incident",
            "after30min": 3, "rescue": \(rescue)}],
            "regimen": ["morphine MR 60 mg bd"],
            "observations": {"respiratoryRate": 16, "sedation": {"scale": "POSS", "score": 1}},
            "context": {"ageYears": 67, "opioidNaive": false, "aroundTheClockDays": 21}}

            """
    }

    private static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DiaryFolderError(code: errno) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw DiaryFolderError(code: errno)
        }
    }
}

/// Why the diary could not be written.
struct DiaryFolderError: Error {
    let code: Int32
}
