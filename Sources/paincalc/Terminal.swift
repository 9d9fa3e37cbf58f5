import Glibc

/// Standard output, standard error and standard input.
enum Terminal {
    /// Writes text to standard output; an answer that nobody got ends the program with 74.
    static func write(_ text: String) {
        do throws(WriteError) {
            try write(text, to: STDOUT_FILENO)
        } catch {
            // A closed pipe ends the reader's interest; there is nobody left to tell.
            guard error.code != EPIPE else { return }
            complain("paincalc: standard output: \(String(cString: strerror(error.code)))")
            exit(74)
        }
    }

    /// Writes a line to standard error.
    static func complain(_ text: String) {
        // There is nobody left to tell if it fails.
        try? write(text + "\n", to: STDERR_FILENO)
    }

    private struct WriteError: Error {
        let code: Int32
    }

    /// The width of the terminal; COLUMNS where there is none, else 80.
    static var columns: Int {
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return getenv("COLUMNS").flatMap { Int(String(cString: $0)) } ?? 80
    }

    /// Whether standard output is a terminal that nobody asked to be without colours.
    static var hasColour: Bool {
        isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil
    }

    private static func write(_ text: String, to descriptor: Int32) throws(WriteError) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw WriteError(code: errno) }
            bytes = bytes.dropFirst(written)
        }
    }
}

/// Whole files and standard input, bounded.
enum InputFile {
    /// The largest input of a command that reads whole files.
    static let largest = 16 * 1024 * 1024

    /// The bytes of a file; "-" is standard input.
    static func bytes(of path: String) throws(CommandFailure) -> [UInt8] {
        if path == "-" { return try bytes(from: STDIN_FILENO, named: "standard input") }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            throw code == ENOENT
                ? .missing(path: path)
                : .unreadable(path: path, reason: String(cString: strerror(code)))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(path: path, reason: "not a regular file")
        }
        return try bytes(from: descriptor, named: path)
    }

    private static func bytes(
        from descriptor: Int32, named name: String
    ) throws(CommandFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        // Most diaries are small, and there may be many: a large buffer takes longer than to read.
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw .unreadable(path: name, reason: String(cString: strerror(errno)))
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            if count == buffer.count { buffer = [UInt8](repeating: 0, count: 65_536) }
            guard bytes.count <= largest else {
                throw .unreadable(path: name, reason: "larger than \(largest) bytes")
            }
        }
    }
}
