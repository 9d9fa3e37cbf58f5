import SystemPackage

extension Spool {
    /// The files in `work`, by name: those whose outcome an earlier run left open.
    ///
    /// A file that somebody still writes to is left out; a later call will find it.
    public func leftovers() throws(SpoolError) -> [SpoolFile] {
        var found: [SpoolFile] = []
        for name in try namesInWork() {
            if let file = try leftover(name) { found.append(file) }
        }
        return found
    }

    /// The file of a name in `work`; nil where none is, or somebody writes to it just now.
    public func leftover(_ name: SpoolName) throws(SpoolError) -> SpoolFile? {
        let look: FileLook
        do throws(Errno) {
            look = try FileLook.look(
                at: name,
                in: directories[.work],
                maximumBytes: limits.maximumBytes
            )
        } catch {
            throw .system(.read, .work, name: name, underlying: error)
        }
        switch look {
        case .gone, .changing: return nil
        case .read(let identity, let bytes): return file(name, .bytes(bytes), identity)
        case .refused(let identity, let refusal, _):
            return file(name, .refused(refusal), identity)
        }
    }

    private func namesInWork() throws(SpoolError) -> [SpoolName] {
        var names: [SpoolName] = []
        do throws(Errno) {
            try Syscall.names(in: directories[.work].descriptor) { name in
                if !TemporaryName.isOurs(name) { names.append(name) }
                return true
            }
        } catch {
            throw .system(.list, .work, name: nil, underlying: error)
        }
        return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    private func file(
        _ name: SpoolName,
        _ content: SpoolContent,
        _ identity: FileIdentity
    ) -> SpoolFile {
        // What was claimed had been checked before, so it need not settle again.
        SpoolFile(
            name: name,
            content: content,
            isSettled: true,
            identity: identity,
            firstSeen: now()
        )
    }
}
