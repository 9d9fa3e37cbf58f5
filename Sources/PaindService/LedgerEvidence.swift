import DiarySpool
import DoseLedger
import Glibc
import PainDiary
import PainDosing
import SystemPackage

/// What the spool and the state show of the ledger that belongs to them, so that another one is not begun
/// in silence: with it all earlier doses would be forgotten.
struct LedgerEvidence {
    /// So many of the files that were finished last are looked for in the ledger.
    private static let looked = 32
    /// Among so many of the last arrivals, names are looked for.
    private static let arrivals = 4_096

    private let configuration: ServiceConfiguration

    init(_ configuration: ServiceConfiguration) {
        self.configuration = configuration
    }

    /// Makes sure that no ledger is missing; to be called before one would be made.
    ///
    /// - Throws: `ServiceFailure.ledgerLost`, `ServiceFailure.spool`.
    func checkBeforeOpening() throws(ServiceFailure) {
        guard !isAnythingThere else { return }
        let key = PatientPseudonym.ownKey(besides: configuration.ledger)
        let traces = try traces + (exists(key) ? ["its key \(key) is there"] : [])
        guard traces.isEmpty else {
            throw .ledgerLost(path: configuration.ledger.string, .missing(traces))
        }
    }

    /// Makes sure that an open ledger is the one that took in what was finished.
    ///
    /// - Throws: `ServiceFailure.ledgerLost`, `ServiceFailure.ledger`, `ServiceFailure.spool`.
    func check(_ ledger: Ledger) throws(ServiceFailure) {
        let (unknown, isEmpty): ([KeptFile], Bool)
        do throws(LedgerError) {
            let missing = try missing(in: ledger, last: LedgerEvidence.looked)
            unknown = missing.map(\.file)
            let (entries, since) = (try ledger.counts().entries, try ledger.doneSince())
            isEmpty = entries == 0 && since == 0
        } catch {
            throw .ledger(error)
        }
        if let last = unknown.last {
            throw .ledgerLost(
                path: configuration.ledger.string,
                .older(file: last.name.display, count: unknown.count))
        }
        guard isEmpty else { return }
        let traces = try traces
        guard traces.isEmpty else {
            throw .ledgerLost(path: configuration.ledger.string, .missing(traces))
        }
    }

    /// The files of `done` that the ledger has to have and lacks, in the order in which they came there.
    ///
    /// A file whose name it knows is left out: it was taken in, and somebody who had it open wrote into it
    /// afterwards.
    ///
    /// - Parameter limit: only so many of the files that were finished last are looked at.
    func missing(
        in ledger: Ledger, last limit: Int?
    ) throws(LedgerError) -> [(file: KeptFile, content: SpoolContent)] {
        let since = try ledger.doneSince()
        // What can't be listed or read can't be missed.
        let files = (try? KeptFile.all(in: .done, of: configuration.spool, last: limit)) ?? []
        var arrivals: [ArrivedFile]?
        var missing: [(KeptFile, SpoolContent)] = []
        for file in files where file.since >= since {
            guard
                let content = try? file.content(
                    in: .done, of: configuration.spool,
                    maximumBytes: configuration.limits.maximumBytes)
            else { continue }
            if case .bytes(let bytes) = content {
                guard try ledger.place(of: ContentDigest(of: bytes)) == nil else { continue }
                if arrivals == nil {
                    arrivals = try ledger.lastArrivals(limit: LedgerEvidence.arrivals)
                }
                guard arrivals?.contains(where: { $0.became(file) }) != true else { continue }
            }
            missing.append((file, content))
        }
        return missing
    }

    /// Whether something that holds a byte stands where the ledger belongs.
    private var isAnythingThere: Bool {
        guard
            let file = try? FileDescriptor.open(
                configuration.ledger, .readOnly, options: [.closeOnExec])
        else {
            // What is there and can't be opened is told by whoever opens it as a ledger.
            return exists(configuration.ledger)
        }
        // Nothing was written to it.
        defer { try? file.close() }
        return (try? file.seek(offset: 0, from: .end)) ?? 0 > 0
    }

    private func exists(_ path: FilePath) -> Bool {
        access(path.string, F_OK) == 0
    }

    /// What says that entries were taken in.
    private var traces: [String] {
        get throws(ServiceFailure) {
            var traces: [String] = []
            if exists(configuration.spool.done) {
                do throws(SpoolError) {
                    let count = try KeptFile.all(in: .done, of: configuration.spool).count
                    if count > 0 {
                        traces.append("\(configuration.spool.done) holds \(count) finished files")
                    }
                } catch {
                    throw .spool(error)
                }
            }
            if hasReports { traces.append("\(configuration.reports) holds reports") }
            return traces
        }
    }

    /// Whether there is a folder named by a day, in which the reports of entries lie.
    private var hasReports: Bool {
        guard let folder = opendir(configuration.reports.string) else { return false }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                bytes.prefix { $0 != 0 }
            }
            let isDay =
                name.count == 10 && name.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
            let kind = Int32(entry.pointee.d_type)
            guard isDay, kind == DT_DIR || kind == DT_UNKNOWN else { continue }
            return true
        }
        return false
    }
}

extension ArrivedFile {
    /// Whether it may be the one that ended under a file's name.
    fileprivate func became(_ file: KeptFile) -> Bool {
        SpoolName(name).map { file.mayHaveBeen($0, tag: "\(number)") } ?? false
    }
}

/// Why a ledger can't be the one that belongs to its spool and its state.
public enum LedgerLoss: Hashable, Sendable {
    /// There is none, or it holds nothing, although there are these traces of one.
    case missing([String])
    /// It lacks files that were accepted, such as this one.
    case older(file: String, count: Int)
}
