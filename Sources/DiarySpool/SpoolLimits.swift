/// Bounds on what other people can make the spool hold, read or wait for.
public struct SpoolLimits: Hashable, Sendable {
    /// The largest file that is read, in bytes (included); larger ones are refused.
    public var maximumBytes: Int
    /// How long a file that did not come by rename must stay unchanged to count as complete.
    public var settle: Duration
    /// The most files that one examination returns.
    public var batch: Int
    /// About the most bytes that one examination holds in memory; one file is always returned.
    public var batchBytes: Int
    /// The most names remembered at once; beyond it the folder is listed again later.
    public var maximumPending: Int
    /// How long a file may be open for writing before somebody is told; it is not taken all the same.
    public var writerPatience: Duration
    /// Endings of names of files in transfer, besides the usual ones; in any capitals.
    public var transferNames: [String]

    /// Endings of names under which programs write or transfer a file before they rename it.
    public static let usualTransferNames = [
        ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download",
        ".opdownload", ".incomplete", ".inprogress", ".upload", ".uploading", ".swp", ".swo",
        ".swx", "~",
    ]

    /// Files and folders that file managers and storage put anywhere; nobody's diaries.
    private static let clutter = [
        "thumbs.db", "ehthumbs.db", "desktop.ini", "@eadir", "#recycle", "$recycle.bin",
        "system volume information", "lost+found",
    ].map { Array($0.utf8) }

    private static let usualEndings = usualTransferNames.map { Array($0.utf8) }

    /// Sets the bounds; the defaults suit a ward's diaries.
    public init(
        maximumBytes: Int = 1_048_576,
        settle: Duration = .seconds(2),
        batch: Int = 64,
        batchBytes: Int = 16_777_216,
        maximumPending: Int = 65_536,
        writerPatience: Duration = .seconds(300),
        transferNames: [String] = []
    ) {
        self.maximumBytes = max(0, maximumBytes)
        self.settle = settle
        self.batch = max(1, batch)
        self.batchBytes = max(1, batchBytes)
        self.maximumPending = max(1, maximumPending)
        self.writerPatience = writerPatience
        self.transferNames = transferNames
    }

    /// Whether nothing is done with a name in the drop folder: it begins with a point or with "~$", has
    /// an ending of files in transfer, or is of what file managers put anywhere.
    public func leavesAlone(_ name: SpoolName) -> Bool {
        let bytes = name.bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        if bytes.first == UInt8(ascii: ".") || bytes.starts(with: "~$".utf8) { return true }
        func ends(with ending: [UInt8]) -> Bool {
            bytes.count >= ending.count && bytes[(bytes.count - ending.count)...] == ending[...]
        }
        return Self.usualEndings.contains(where: ends) || Self.clutter.contains(bytes)
            || transferNames.contains { ends(with: Array($0.lowercased().utf8)) }
    }
}
