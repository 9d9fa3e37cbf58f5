import BatchConversion
import Glibc

/// The input of a batch, of any length and kind that can be read on and on.
struct RowFile {
    /// How messages name it.
    let name: String
    /// Its length in bytes; nil where it is not a file.
    let size: Int?
    private let descriptor: Int32

    /// Opens a file or a FIFO; "-" is standard input.
    init(path: String) throws(CommandFailure) {
        if path == "-" {
            name = "standard input"
            descriptor = STDIN_FILENO
        } else {
            name = path
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                let code = errno
                throw code == ENOENT
                    ? .missing(path: path)
                    : .unreadable(path: path, reason: String(cString: strerror(code)))
            }
        }
        var status = stat()
        let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = isFile ? Int(status.st_size) : nil
    }

    func close() { _ = Glibc.close(descriptor) }

    /// Reads what is there; 0 at the end.
    @Sendable
    func read(_ memory: UnsafeMutableRawBufferPointer) throws(BatchFailure) -> Int {
        while true {
            let count = Glibc.read(descriptor, memory.baseAddress, memory.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .reading(errno) }
        }
    }

    /// Writes everything to standard output.
    @Sendable
    static func write(_ bytes: UnsafeRawBufferPointer) throws(BatchFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(
                STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .writing(errno) }
            rest = rest.dropFirst(count)
        }
    }
}

/// How far a long input is read, on a terminal and nowhere else.
struct ProgressMeter: Sendable {
    private let size: Int?
    private let isShown: Bool

    init(of size: Int?) {
        self.size = size
        isShown = isatty(STDERR_FILENO) == 1
    }

    /// Shows how many bytes are read.
    @Sendable
    func show(_ bytes: Int) {
        guard isShown else { return }
        let megabyte = 1_000_000
        var text = "\r\(bytes / megabyte) MB"
        if let size, size > 0 {
            let width = 40
            let done = min(width, bytes * width / size)
            let bar =
                String(repeating: "#", count: done) + String(repeating: ".", count: width - done)
            text = "\r[\(bar)] \(min(100, bytes * 100 / size)) %"
        }
        ProgressMeter.write(text)
    }

    /// Takes the bar away.
    func end() { if isShown { ProgressMeter.write("\r\u{1B}[K") } }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
