import SystemPackage

/// How many files stand in a folder of the spool, and since when the oldest does.
public struct WaitingFiles: Hashable, Sendable {
    /// The files, without those that are still being written.
    public let count: Int
    /// When the oldest of them came there, in seconds since 1970 in UTC; nil where there is none.
    public let oldest: Int64?

    /// Looks into a folder, which nobody has to have opened as a spool, and changes nothing.
    ///
    /// The time is that of the last change of the file's state, as by the rename that brought it: its
    /// time of modification may have been kept by whoever copied it.
    ///
    /// - Throws: ``SpoolError``, such as where this user may not list the folder.
    public init(
        in folder: SpoolFolder, of layout: SpoolLayout, limits: SpoolLimits = SpoolLimits()
    ) throws(SpoolError) {
        var names: [SpoolName] = []
        var count = 0
        var oldest: Int64?
        do throws(Errno) {
            let directory = try Directory(layout.path(of: folder))
            try Syscall.names(in: directory.descriptor) { name in
                if !limits.leavesAlone(name) { names.append(name) }
                return true
            }
            for name in names {
                do throws(Errno) {
                    let changed = try Syscall.fstatat(directory.descriptor, name).changedSeconds
                    oldest = oldest.map { min($0, changed) } ?? changed
                    count += 1
                } catch .noSuchFileOrDirectory {
                    // It was moved on meanwhile.
                }
            }
        } catch .noSuchFileOrDirectory {
            throw .missing(folder, path: layout.path(of: folder))
        } catch {
            throw .system(.list, folder, name: nil, underlying: error)
        }
        self.count = count
        self.oldest = oldest
    }
}
