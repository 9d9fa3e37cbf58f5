import SystemPackage

extension Spool {
    /// Moves an examined file from `incoming` into `work`, if it is still what was examined.
    ///
    /// Refused things are moved in the same way, unread.
    ///
    /// - Throws: ``SpoolError`` when the system fails for reasons that are not the file's.
    public func claim(_ file: SpoolFile) throws(SpoolError) -> ClaimOutcome {
        do throws(Errno) {
            try outlet.move(file.name, from: .incoming, to: .work, as: file.name)
        } catch .noSuchFileOrDirectory {
            // Looked at again when the folder is there again.
            guard directories[.work].isLinked else { return postponed(file, .busy) }
            arrivals.forget(file.name)
            return .gone
        } catch .fileExists {
            return postponed(file, .busy)
        } catch .permissionDenied {
            return immovable(file, .permissionDenied)
        } catch .notPermitted {
            return immovable(file, .notPermitted)
        } catch {
            throw .system(.move, .incoming, name: file.name, underlying: error)
        }
        if try isAsExamined(file) {
            arrivals.forget(file.name)
            return .claimed
        }
        try moveBack(file.name)
        return postponed(file, .changed)
    }

    private func postponed(_ file: SpoolFile, _ outcome: ClaimOutcome) -> ClaimOutcome {
        // Whatever stands in the way needs time, and a new event cuts the rest short.
        postpone(file, for: limits.settle)
        return outcome
    }

    /// Whoever dropped it, a folder of one's own say, has to take it away; it is not told every moment.
    private func immovable(_ file: SpoolFile, _ error: Errno) -> ClaimOutcome {
        postpone(file, for: max(limits.settle, .seconds(600)))
        return .immovable(error)
    }

    /// Whether a claimed file is still what was examined; whoever holds it open can write to it.
    public func isAsExamined(_ file: SpoolFile) throws(SpoolError) -> Bool {
        let status: FileStatus
        do throws(Errno) {
            status = try Syscall.fstatat(directories[.work].descriptor, file.name)
        } catch {
            throw .system(.read, .work, name: file.name, underlying: error)
        }
        // Of a refused thing nothing was read, so only its identity matters.
        guard file.bytes != nil else { return status.identity.isSameObject(as: file.identity) }
        return status.identity == file.identity && status.linkCount == 1
    }

    /// Gives a file that was taken too early back, under another name if its own is taken; it is read
    /// anew once it is closed, or has rested.
    public func moveBack(_ name: SpoolName) throws(SpoolError) {
        for variant in Variants(of: name, tag: "again") {
            do throws(Errno) {
                movedBack.insert(variant)
                try outlet.move(name, from: .work, to: .incoming, as: variant)
                if variant != name {
                    arrivals.noteListed(
                        variant,
                        at: now(),
                        restingUntil: now().advanced(by: limits.settle)
                    )
                }
                return
            } catch .fileExists {
                movedBack.remove(variant)
                continue
            } catch {
                throw .system(.move, .work, name: name, underlying: error)
            }
        }
        throw .noFreeName(name, .incoming)
    }
}
