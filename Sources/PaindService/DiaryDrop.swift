public import DiarySpool
import DoseReport
import PainDiary
import PainDosing
public import SystemPackage

/// Puts diary files into the drop folder of a service and tells what became of them.
public struct DiaryDrop {
    /// What became of a file.
    public enum End: Equatable, Sendable {
        /// It was accepted; the text of its report, where this user may read it.
        case accepted(report: String?, path: String)
        /// It was not accepted, for this reason.
        case rejected(reason: String)
    }

    /// A file in the drop folder.
    public struct Dropped: Sendable {
        /// The name that it has there.
        public let name: SpoolName
        let digest: ContentDigest
        let entry: DiaryEntry
    }

    private let configuration: ServiceConfiguration
    private let setup: DosingSetup
    private let folder: DropFolder

    /// Opens the drop folder, and the tables by which the service reads diaries.
    ///
    /// - Throws: `ServiceFailure`.
    public init(_ configuration: ServiceConfiguration) throws(ServiceFailure) {
        self.configuration = configuration
        setup = try DosingSetup(configuration)
        do throws(SpoolError) {
            folder = try DropFolder(configuration.spool)
        } catch {
            throw .spool(error)
        }
    }

    /// Checks a file as the service would, and drops it whole.
    ///
    /// - Throws: `ServiceFailure.notDropped` where it can't be read as a diary; then nothing was dropped.
    public func drop(_ path: FilePath) throws(ServiceFailure) -> Dropped {
        let bytes = try bytes(of: path)
        guard let name = path.lastComponent.flatMap({ SpoolName($0.string) }),
            !configuration.limits.leavesAlone(name)
        else {
            throw .notDropped(
                "\(path): paind leaves files of such names alone, since they are still being "
                    + "written; give it another name")
        }
        let entry: DiaryEntry
        do throws(DiaryError) {
            entry = try setup.diary.decode(bytes)
        } catch {
            throw .notDropped("\(path): \(error)")
        }
        do throws(SpoolError) {
            return Dropped(
                name: try folder.drop(bytes, as: name), digest: ContentDigest(of: bytes),
                entry: entry)
        } catch {
            throw .spool(error)
        }
    }

    /// What became of a dropped file; nil while it waits.
    ///
    /// - Throws: `ServiceFailure`, such as where this user may not look into the folders.
    public func end(of dropped: Dropped) throws(ServiceFailure) -> End? {
        do throws(SpoolError) {
            let end = try folder.end(of: dropped.name) { ContentDigest(of: $0) == dropped.digest }
            guard let end else { return nil }
            if let reason = end.reason { return .rejected(reason: reason) }
        } catch {
            throw .spool(error)
        }
        let files = ReportFiles(
            digest: dropped.digest, recordedAt: dropped.entry.recordedAt, words: "", json: [])
        let path = configuration.reports.appending(files?.relativePath ?? "")
        // Whoever drops diaries need not be allowed to read the reports.
        let report = (try? bytes(of: path)).map { String(decoding: $0, as: UTF8.self) }
        return .accepted(report: report, path: path.string)
    }

    private func bytes(of path: FilePath) throws(ServiceFailure) -> [UInt8] {
        do {
            let file = try FileDescriptor.open(
                path, .readOnly, options: [.closeOnExec, .nonBlocking])
            return try file.closeAfter {
                var bytes: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 65_536)
                while bytes.count <= configuration.limits.maximumBytes {
                    let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
                    if count == 0 { return bytes }
                    bytes += buffer[..<count]
                }
                return bytes
            }
        } catch {
            throw .notDropped("\(path): \(error)")
        }
    }
}
