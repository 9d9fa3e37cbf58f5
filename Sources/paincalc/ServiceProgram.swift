import Glibc

/// The program `paind`, which lies beside this one.
///
/// It answers what is asked of the ledger: the library of the database brings so much with it that
/// every start of `paincalc`, which answers at the bedside, would take longer.
enum ServiceProgram {
    /// Goes on as `paind`, whose messages then speak in the name of `paincalc`; returns only if that
    /// fails.
    static func become(_ arguments: [String]) throws(CommandFailure) -> Never {
        guard let own = ownPath(), let end = own.lastIndex(of: "/") else {
            throw .companion(path: "paind", reason: "/proc/self/exe can't be read")
        }
        let path = String(own[...end]) + "paind"
        var words = (["paincalc"] + arguments).map { strdup($0) } + [nil]
        execv(path, &words)
        let reason = String(cString: strerror(errno))
        for word in words { free(word) }
        throw .companion(path: path, reason: reason)
    }

    private static func ownPath() -> String? {
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }
}
