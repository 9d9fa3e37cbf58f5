import Foundation

/// Inputs to start from: the fixtures, samples and tables of the repository, read where they are, and
/// `Tests/Fuzz/Corpus/DECODER` with what was found before.
struct Corpus {
    let root: URL

    func inputs(for decoder: FuzzedDecoder) throws -> [[UInt8]] {
        let found = try files(of: decoder).filter { $0.count <= Mutator.longest }
        guard !found.isEmpty else { throw CocoaError(.fileNoSuchFile) }
        return found
    }

    private func files(of decoder: FuzzedDecoder) throws -> [[UInt8]] {
        let own = try folder("Tests/Fuzz/Corpus/\(decoder.rawValue)")
        switch decoder {
        case .native:
            return try own + folder("Tests/Scenarios/Cases", ending: "json").filter { !$0.isEmpty }
                + folder("docs/demo", ending: "json")
        case .sheet: return try own + folder("docs/demo", ending: "csv")
        case .bundle: return try own + folder("Tests/PainDiaryTests/Fixtures/fhir", ending: "json")
        case .shorthand: return own
        case .yaml: return try own + folder("Tables", ending: "yaml")
        case .configuration: return try own + folder("systemd", ending: "yaml")
        case .batch: return try own + folder("docs/demo", ending: "csv")
        }
    }

    /// All files below a folder, in the order of their paths; none where there is no such folder.
    private func folder(_ path: String, ending: String? = nil) throws -> [[UInt8]] {
        let folder = root.appending(path: path)
        let paths =
            (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]) ?? []
        return try paths.sorted().compactMap { path in
            let file = folder.appending(path: path)
            guard ending == nil || file.pathExtension == ending,
                try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            else { return nil }
            return Array(try Data(contentsOf: file))
        }
    }
}
