import SystemPackage

extension FileDescriptor {
    /// Writes all bytes, however many calls that takes.
    func writeWholly(_ bytes: [UInt8]) throws(Errno) {
        var written = 0
        while written < bytes.count {
            written += try Errno.only { try bytes[written...].withUnsafeBytes { try write($0) } }
        }
    }

    /// Reads up to `maximum` bytes, stopping earlier only at the end of the file.
    func readWholly(upTo maximum: Int, expecting size: Int) throws(Errno) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(maximum, size + 1))
        let chunk = 65_536
        while bytes.count < maximum {
            let wanted = min(chunk, maximum - bytes.count)
            let part = try Errno.only {
                try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                    count = try read(into: UnsafeMutableRawBufferPointer(buffer))
                }
            }
            if part.isEmpty { return bytes }
            bytes += part
        }
        return bytes
    }

    /// Closes, telling of a write that failed late.
    func closeReportingErrno() throws(Errno) {
        try Errno.only { try close() }
    }
}

extension Errno {
    /// Gives swift-system's untyped throws their type: its calls throw nothing but `Errno`.
    static func only<Value>(_ body: () throws -> Value) throws(Errno) -> Value {
        do {
            return try body()
        } catch let error as Errno {
            throw error
        } catch {
            preconditionFailure("swift-system throws Errno only")
        }
    }
}
