import Foundation

/// The files of `Fixtures/fhir`.
enum FHIRFixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        return Array(try Data(contentsOf: folder.appending(path: "Fixtures/fhir/\(name)")))
    }
}
