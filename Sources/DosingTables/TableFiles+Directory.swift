import Foundation
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
        let place = prefix.isEmpty ? directory : prefix
        do {
            for name in try FileManager.default.contentsOfDirectory(atPath: directory)
            where !name.hasPrefix(".") {
                let full = directory + "/" + name
                let path = prefix.isEmpty ? name : prefix + "/" + name
                var isDirectory: ObjCBool = false
                let exists = FileManager.default.fileExists(atPath: full, isDirectory: &isDirectory)
                if exists, isDirectory.boolValue {
                    guard depth < deepestDirectory else {
                        faults.append(fault(path, "the directories are nested too deeply"))
                        continue
                    }
                    read(full, below: path, depth: depth + 1, files: &files, faults: &faults)
                } else if name.hasSuffix(".yaml") {
                    readFile(full, path: path, files: &files, faults: &faults)
                }
            }
        } catch {
            faults.append(
                fault(place, "the directory can't be read: \(error.localizedDescription)"))
        }
    }

    private static func readFile(
        _ full: String, path: String, files: inout [TableFile], faults: inout [TextFault]
    ) {
        do {
            // One byte more than is allowed tells a longer file without reading it whole.
            let handle = try FileHandle(forReadingFrom: URL(filePath: full))
            let data = try handle.read(upToCount: TextDocument.longestText + 1)
            try handle.close()
            files.append(TableFile(path: path, content: .read([UInt8](data ?? Data()))))
        } catch {
            faults.append(fault(path, "the file can't be read: \(error.localizedDescription)"))
        }
    }

    private static func fault(_ path: String, _ message: String) -> TextFault {
        TextFault(file: path, line: 1, message: message)
    }
}
