import BatchConversion
import PainDiary
import PaindService
import ShippedEngine
import Synchronization
import TableText

/// A decoder of bytes from outside, and what must hold for whatever it is given.
enum FuzzedDecoder: String, CaseIterable {
    case native
    case sheet
    case bundle
    case shorthand
    case yaml
    case configuration
    case batch

    private static let loaded = Result { RegimenShorthand(tables: try Shipped.tables) }

    /// What is wrong with how the decoder took the bytes; nil if nothing is.
    ///
    /// A trap ends the process, and the input is then in the file that the run names.
    func fault(_ bytes: [UInt8]) throws -> String? {
        let shorthand = try Self.loaded.get()
        switch self {
        case .native: return try DiaryFuzzing(shorthand).native(bytes)
        case .sheet: return try DiaryFuzzing(shorthand).sheet(bytes)
        case .bundle: return try DiaryFuzzing(shorthand).bundle(bytes)
        case .shorthand:
            let text = String(decoding: bytes, as: UTF8.self)
            return Twice { () throws(RegimenError) in try shorthand.items(text) }
                .fault { [$0.description] }
        case .yaml:
            let twice = Twice { () throws(TextFaults) in
                try TextDocument.parse(yaml: bytes, file: "f.yaml")
            }
            if case .success(let document) = twice.first {
                let again = try TextDocument.decode(
                    precompiled: document.precompiled(), file: "f.yaml")
                guard again == document else { return "precompiled to another tree" }
            }
            return twice.fault { $0.faults.map(\.description) }
        case .configuration:
            return Twice { () throws(TextFaults) in
                try ServiceConfiguration.read(yaml: bytes, file: "paind.yaml", folder: "/etc/paind")
            }.fault { $0.faults.map(\.description) }
        case .batch: return try batchFault(bytes)
        }
    }

    /// The parts in which rows arrive change no byte.
    private func batchFault(_ bytes: [UInt8]) throws -> String? {
        let whole = Self.batch(bytes, block: 1 << 20)
        let parts = Self.batch(bytes, block: 7)
        switch (whole, parts) {
        case (.success(let one), .success(let other)):
            return one == other ? nil : "other answers when read in small parts"
        case (.failure(let one), .failure(let other)):
            if one != other { return "other failures when read in small parts" }
            return Messages.fault([one.description])
        default: return "accepted once and refused once"
        }
    }

    private static func batch(_ bytes: [UInt8], block: Int) -> Result<[UInt8], BatchFailure> {
        let source = Mutex(bytes[...])
        let output = Mutex<[UInt8]>([])
        return Result { () throws(BatchFailure) in
            guard let engine = try? Shipped.engine() else { throw .empty }
            _ = try Batch(engine).run(
                jobs: 1,
                read: { memory throws(BatchFailure) in
                    source.withLock { rest in
                        let taken = rest.prefix(min(block, memory.count))
                        memory.copyBytes(from: taken)
                        rest = rest.dropFirst(taken.count)
                        return taken.count
                    }
                },
                write: { bytes throws(BatchFailure) in output.withLock { $0 += Array(bytes) } })
            return output.withLock { $0 }
        }
    }
}
