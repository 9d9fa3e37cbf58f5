import Glibc
import TableText

extension TableFiles {
    /// How deep directories are searched; a loop of links ends here.
    private static let deepestDirectory = 4

    /// Reads every `.yaml` file below a directory; links are followed.
    ///
    /// Files and directories whose names begin with a point, and files of other kinds such as
    /// `README.md`, are not tables and are left alone.
    ///
    /// - Throws: `TableFaults` naming what can't be read.
    public init(directory: String) throws(TableFaults) {
        var files: [TableFile] = []
        var faults: [TextFault] = []
        TableFiles.read(directory, below: "", depth: 1, files: &files, faults: &faults)
        guard faults.isEmpty else { throw TableFaults(faults) }
        self.init(files)
    }

    private static func read(
        _ directory: String, below prefix: String, depth: Int, files: inout [TableFile],
        faults: inout [TextFault]
    ) {
        let names: [String]
        do {
            names = try self.names(in: directory)
        } catch {
            let place = prefix.isEmpty ? directory : prefix
            faults.append(fault(place, "the directory can't be read: \(error)"))
            return
        }
        for name in names where !name.hasPrefix(".") {
            let full = directory + "/" + name
            let path = prefix.isEmpty ? name : prefix + "/" + name
            if isDirectory(full) {
                guard depth < deepestDirectory else {
                    faults.append(fault(path, "the directories are nested too deeply"))
                    continue
                }
                read(full, below: path, depth: depth + 1, files: &files, faults: &faults)
            } else if name.hasSuffix(".yaml") {
                do {
                    files.append(TableFile(path: path, content: .read(try bytes(of: full))))
                } catch {
                    faults.append(fault(path, "the file can't be read: \(error)"))
                }
            }
        }
    }

    private static func names(in directory: String) throws(SystemFault) -> [String] {
        guard let stream = opendir(directory) else { throw SystemFault() }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            // The end and a failure both give nil, and only a failure sets the number.
            errno = 0
            guard let entry = readdir(stream) else { break }
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
                })
        }
        guard errno == 0 else { throw SystemFault() }
        return names
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func bytes(of path: String) throws(SystemFault) -> [UInt8] {
        // A named pipe is not waited for; it is read as an empty file.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw SystemFault() }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        // A file of more than is allowed needn't be read whole to be refused.
        while bytes.count <= TextDocument.longestText {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemFault() }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    private static func fault(_ path: String, _ message: String) -> TextFault {
        TextFault(file: path, line: 1, message: message)
    }
}

/// What the system said of the call that just failed.
private struct SystemFault: Error, CustomStringConvertible {
    let description = String(cString: strerror(errno))
}
