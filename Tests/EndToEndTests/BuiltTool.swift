import Foundation
import StrictJSON
import Testing

/// A program of this build, run as a user would run it.
struct BuiltTool {
    /// What a run left behind.
    struct Result {
        let status: Int32
        let output: String
        let errors: String

        /// Standard output as JSON.
        func json() throws -> JSONValue { try JSONValue(reading: Array(output.utf8)) }
    }

    /// The folder of the built programs: the one that holds the running test bundle.
    static let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

    /// The root of the repository.
    static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardizedFileURL

    let name: String

    static let paincalc = BuiltTool(name: "paincalc")
    static let paind = BuiltTool(name: "paind")

    var path: String { BuiltTool.folder.appending(path: name).path() }

    /// Runs to the end and keeps everything it wrote.
    func run(_ arguments: String..., input: [UInt8]? = nil) throws -> Result {
        try Self.run(path, arguments, input: input)
    }

    /// - Parameter environment: set besides what the tests have. Without it no site profile is found,
    ///   whatever this machine has in its home folder.
    static func run(
        _ path: String, _ arguments: [String], input: [UInt8]? = nil,
        environment: [String: String] = [:]
    ) throws -> Result {
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "paincalc-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        // Files, not pipes: a long answer never blocks on a reader.
        let (output, errors) = (scratch.appending(path: "out"), scratch.appending(path: "err"))
        let source = scratch.appending(path: "in")
        for file in [output, errors] { try Data().write(to: file) }
        try Data(input ?? []).write(to: source)
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(["HOME": scratch.path(), "PAINCALC_SITE": ""]) { $1 }
            .merging(environment) { $1 }
        process.currentDirectoryURL = repository
        process.standardInput = try FileHandle(forReadingFrom: source)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit, "\(path) \(arguments) was ended by a signal")
        return Result(
            status: process.terminationStatus,
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }
}

extension JSONValue {
    /// A member of an object.
    subscript(key: String) -> JSONValue? {
        guard case .object(let object) = content else { return nil }
        return object[key]
    }

    /// The elements of an array; none for anything else.
    var elements: [JSONValue] {
        guard case .array(let values) = content else { return [] }
        return values
    }

    /// A number as it is written.
    var numberText: String? {
        guard case .number(let number) = content else { return nil }
        return number.text
    }

    var text: String? {
        guard case .string(let text) = content else { return nil }
        return text
    }

    var flag: Bool? {
        guard case .bool(let flag) = content else { return nil }
        return flag
    }
}
