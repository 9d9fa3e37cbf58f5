import SystemPackage

/// A file in the folder where it ended.
public struct KeptFile: Hashable, Sendable {
    /// Its name there.
    public let name: SpoolName
    /// When it came there, in seconds since 1970 in UTC.
    public let since: Int64

    private let sinceNanoseconds: Int64
    private let modifiedSeconds: Int64
    private let modifiedNanoseconds: Int64

    private init(_ name: SpoolName, _ status: FileStatus) {
        self.name = name
        since = status.changedSeconds
        sinceNanoseconds = status.changedNanoseconds
        modifiedSeconds = status.identity.modifiedSeconds
        modifiedNanoseconds = status.identity.modifiedNanoseconds
    }

    /// What stands in the folder, in the order in which it came there; links and folders are left out.
    ///
    /// Of files that came within one tick of the file system's clock, the one that was written first
    /// comes first. Copies of the folder may have lost these times.
    ///
    /// - Parameter limit: only so many of those that came last.
    /// - Throws: ``SpoolError``, such as where this user may not list the folder.
    public static func all(
        in destination: SpoolDestination, of layout: SpoolLayout, last limit: Int? = nil
    ) throws(SpoolError) -> [KeptFile] {
        let folder = destination.folder
        let limits = SpoolLimits()
        var names: [SpoolName] = []
        var files: [KeptFile] = []
        do throws(Errno) {
            let directory = try Directory(layout.path(of: folder))
            try Syscall.names(in: directory.descriptor) { name in
                if !limits.leavesAlone(name) { names.append(name) }
                return true
            }
            for name in names where destination.takes(name) {
                do throws(Errno) {
                    let status = try Syscall.fstatat(directory.descriptor, name)
                    if status.kind == .regular { files.append(KeptFile(name, status)) }
                } catch .noSuchFileOrDirectory {
                    // Somebody took it away meanwhile.
                }
                // Cut now and then, so that memory stays bounded.
                if let limit, files.count >= 2 * limit + 1_024 { files = sorted(files, limit) }
            }
        } catch .noSuchFileOrDirectory {
            throw .missing(folder, path: layout.path(of: folder))
        } catch {
            throw .system(.list, folder, name: nil, underlying: error)
        }
        return sorted(files, limit ?? files.count)
    }

    /// What is in it; nil where it has gone, or changes just now.
    ///
    /// - Throws: ``SpoolError``.
    public func content(
        in destination: SpoolDestination, of layout: SpoolLayout, maximumBytes: Int
    ) throws(SpoolError) -> SpoolContent? {
        let folder = destination.folder
        do throws(Errno) {
            let directory = try Directory(layout.path(of: folder))
            switch try FileLook.look(at: name, in: directory, maximumBytes: maximumBytes) {
            case .gone, .changing: return nil
            case .read(_, let bytes): return .bytes(bytes)
            case .refused(_, let refusal, _): return .refused(refusal)
            }
        } catch {
            throw .system(.read, folder, name: name, underlying: error)
        }
    }

    /// Whether a file that was dropped under a name would have ended under this one.
    ///
    /// - Parameter tag: that of ``SpoolOutlet/finish(_:to:tag:)``.
    public func mayHaveBeen(_ dropped: SpoolName, tag: String) -> Bool {
        Variants(of: dropped, tag: tag).prefix(4).contains(name)
    }

    private static func sorted(_ files: [KeptFile], _ limit: Int) -> [KeptFile] {
        files.sorted { one, other in
            if one.times != other.times { return one.times.lexicographicallyPrecedes(other.times) }
            return one.name.bytes.lexicographicallyPrecedes(other.name.bytes)
        }.suffix(limit)
    }

    private var times: [Int64] {
        [since, sinceNanoseconds, modifiedSeconds, modifiedNanoseconds]
    }
}
