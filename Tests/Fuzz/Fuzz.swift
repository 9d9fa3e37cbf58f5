import Foundation

/// Gives the decoders damaged inputs, in one process and the same for the same seed.
///
/// `Fuzz REPOSITORY [--seconds N] [--seed S] [--decoder NAME]`: each decoder gets its share of the
/// seconds. `Fuzz REPOSITORY --replay DECODER FILE` gives one file to one decoder. The input that is
/// being decoded lies in `.build/fuzz/DECODER.input`, so that it is there after a trap. Exit status 1
/// if anything was found.
@main
enum Fuzz {
    static func main() throws {
        var arguments = CommandLine.arguments.dropFirst()
        guard let repository = arguments.popFirst() else { throw CocoaError(.fileNoSuchFile) }
        let root = URL(filePath: repository)
        if arguments.first == "--replay" {
            return try replay(Array(arguments.dropFirst()))
        }
        var seconds = 10
        var seed: UInt64 = 1
        var decoders = FuzzedDecoder.allCases
        while let name = arguments.popFirst(), let value = arguments.popFirst() {
            switch name {
            case "--seconds": seconds = Int(value) ?? seconds
            case "--seed": seed = UInt64(value) ?? seed
            case "--decoder": decoders = FuzzedDecoder(rawValue: value).map { [$0] } ?? decoders
            default: throw CocoaError(.featureUnsupported)
            }
        }
        var isClean = true
        for decoder in decoders {
            let share = Duration.seconds(seconds) / decoders.count
            let run = try FuzzRun(decoder, in: root, seed: seed)
            isClean = try run.last(for: share) && isClean
        }
        exit(isClean ? 0 : 1)
    }

    private static func replay(_ words: [String]) throws {
        guard words.count == 2, let decoder = FuzzedDecoder(rawValue: words[0]) else {
            throw CocoaError(.featureUnsupported)
        }
        let fault = try decoder.fault(Array(Data(contentsOf: URL(filePath: words[1]))))
        print(fault ?? "no fault")
        exit(fault == nil ? 0 : 1)
    }
}
