import Glibc

/// One run of a tool as a process of its own, its output thrown away.
enum ToolRun {
    /// Starts the tool with a clean environment and waits for its end.
    ///
    /// - Throws: `ToolRunError` if it doesn't start or doesn't end with status 0.
    static func run(_ path: String, _ arguments: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var process = pid_t()
        let failure = posix_spawn(&process, path, &actions, nil, words, &environment)
        guard failure == 0 else { throw ToolRunError.notStarted(path, errno: failure) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw ToolRunError.notStarted(path, errno: errno) }
        }
        guard status == 0 else { throw ToolRunError.failed(path, waitStatus: status) }
    }
}

/// Why a tool's time can't be told.
enum ToolRunError: Error {
    /// The system didn't start it.
    case notStarted(String, errno: Int32)
    /// It ended with another status than 0.
    case failed(String, waitStatus: Int32)
}
