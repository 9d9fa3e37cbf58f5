import TableText

extension TableFiles {
    private static let archiveMark = Array("paincalc tables 1\n".utf8)

    /// All files in one blob, the same bytes for the same files, to keep beside old answers.
    ///
    /// After a first line that names the form, each file is `<bytes of path> <bytes of content>`, a
    /// line feed, the path and the content.
    public func archive() -> [UInt8] {
        var blob = TableFiles.archiveMark
        for file in files {
            file.withBytes { bytes in
                blob += "\(file.path.utf8.count) \(bytes.count)\n\(file.path)".utf8
                blob += bytes
            }
        }
        return blob
    }

    /// Reads what `archive()` wrote.
    ///
    /// - Throws: `TableFaults` for bytes that `archive()` never writes.
    public init(archive blob: [UInt8]) throws(TableFaults) {
        var rest = blob[...]
        guard rest.starts(with: TableFiles.archiveMark) else { throw TableFiles.damage(at: 0) }
        rest = rest.dropFirst(TableFiles.archiveMark.count)
        var files: [TableFile] = []
        while !rest.isEmpty {
            let place = rest.startIndex
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")),
                let (pathLength, length) = TableFiles.lengths(rest[..<end]),
                pathLength <= TextDocument.longestText, length <= TextDocument.longestText,
                pathLength + length <= rest.count - (end + 1 - place)
            else { throw TableFiles.damage(at: place) }
            let path = rest[(end + 1)...].prefix(pathLength)
            let content = rest[(end + 1 + pathLength)...].prefix(length)
            guard let name = String(validating: path, as: UTF8.self), !name.isEmpty,
                files.last.map({ $0.path.utf8.lexicographicallyPrecedes(name.utf8) }) ?? true
            else { throw TableFiles.damage(at: place) }
            files.append(TableFile(path: name, content: .read(Array(content))))
            rest = rest[(end + 1 + pathLength + length)...]
        }
        self.init(files)
    }

    private static func lengths(_ line: ArraySlice<UInt8>) -> (Int, Int)? {
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                ? Int(String(decoding: part, as: UTF8.self)) : nil
        }
        return parts.count == 2 && numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }

    private static func damage(at place: Int) -> TableFaults {
        TableFaults([
            TextFault(file: "archive", line: 1, message: "the archive is damaged at byte \(place)")
        ])
    }
}
