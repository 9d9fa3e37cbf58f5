import Foundation

/// Some seconds of one decoder.
struct FuzzRun {
    private let decoder: FuzzedDecoder
    private let corpus: [[UInt8]]
    private let seed: UInt64
    private let folder: URL
    /// More faults of one run are most often the same one.
    private static let mostFaults = 5

    init(_ decoder: FuzzedDecoder, in root: URL, seed: UInt64) throws {
        self.decoder = decoder
        self.seed = seed
        corpus = try Corpus(root: root).inputs(for: decoder)
        folder = root.appending(path: ".build/fuzz")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Whether nothing was found; prints one line with the figures.
    func last(for share: Duration) throws -> Bool {
        let clock = ContinuousClock()
        let start = clock.now
        let current = folder.appending(path: "\(decoder.rawValue).input")
        var mutator = Mutator(corpus: corpus, seed: seed)
        var (executions, faults) = (0, 0)
        var slowest = Duration.zero
        var waiting = corpus
        repeat {
            // The corpus as it is comes first: what was found once stays mended.
            let input = waiting.popLast() ?? mutator.next()
            try Data(input).write(to: current)
            let before = clock.now
            let fault: String?
            do { fault = try decoder.fault(input) } catch {
                fault = "written, but not read: \(error)"
            }
            slowest = max(slowest, clock.now - before)
            executions += 1
            guard let fault else { continue }
            faults += 1
            let kept = folder.appending(path: "\(decoder.rawValue)-\(seed)-\(executions)")
            try Data(input).write(to: kept)
            print("FAULT \(decoder.rawValue): \(fault); the input is \(kept.path)")
        } while faults < FuzzRun.mostFaults && (clock.now - start < share || !waiting.isEmpty)
        print(
            "\(decoder.rawValue): seed \(seed), \(corpus.count) files, \(executions) inputs in "
                + "\((clock.now - start) / .seconds(1)) s, slowest \(slowest), \(faults) faults")
        return faults == 0
    }
}
