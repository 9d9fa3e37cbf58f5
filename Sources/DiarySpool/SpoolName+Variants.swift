extension SpoolName {
    /// The name with a tag before its ending, `STEM.TAG.EXT`, shortened to fit into 255 bytes.
    func tagged(_ tag: String) -> SpoolName {
        let (stem, ending) = stemAndEnding
        return Self.joining(stem, "." + tag, ending)
    }

    /// Whether this is another name with a tag before its ending.
    func isTagged(_ name: SpoolName) -> Bool {
        let (stem, ending) = name.stemAndEnding
        // A long stem is shortened for the tag.
        return bytes.starts(with: stem.prefix(100))
            && bytes.suffix(ending.count).elementsEqual(ending)
    }

    /// The name with text added at the end, the part before it shortened to fit into 255 bytes.
    func appending(_ ending: String) -> SpoolName {
        Self.joining(bytes[...], ending, [])
    }

    /// The name of the text that says why the file of this name was rejected; never that of a
    /// rejected file.
    ///
    /// - Parameter tag: Stands in it where the name has to be shortened, and may then be another's.
    func reason(tag: String) -> SpoolName {
        guard bytes.count + Self.reasonEnding.utf8.count > Self.maximumLength else {
            return appending(Self.reasonEnding)
        }
        return appending("." + tag + Self.reasonEnding)
    }

    /// Whether the name may be that of a reason.
    var isReason: Bool {
        bytes.suffix(Self.reasonEnding.utf8.count).elementsEqual(Self.reasonEnding.utf8)
    }

    private static let reasonEnding = ".reason.txt"

    /// The last ".EXT" belongs to the ending, unless it is the whole name or unreasonably long.
    private var stemAndEnding: (ArraySlice<UInt8>, ArraySlice<UInt8>) {
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0,
            bytes.count - dot <= 16
        else { return (bytes[...], []) }
        return (bytes[..<dot], bytes[dot...])
    }

    private static func joining(
        _ stem: ArraySlice<UInt8>,
        _ middle: String,
        _ ending: ArraySlice<UInt8>
    ) -> SpoolName {
        // Tags are ours and short, so a stem always keeps some bytes.
        let middle = Array(middle.utf8).filter { $0 != 0 && $0 != UInt8(ascii: "/") }.prefix(128)
        let room = maximumLength - middle.count - ending.count
        guard let name = SpoolName(shortened(stem, to: room) + middle + ending) else {
            preconditionFailure("a stem, a tag and an ending make a name")
        }
        return name
    }

    /// At most `count` bytes of the start, never cutting a UTF-8 character in two.
    private static func shortened(_ bytes: ArraySlice<UInt8>, to count: Int) -> ArraySlice<UInt8> {
        guard bytes.count > count else { return bytes }
        var end = bytes.startIndex + count
        let isContinuation = { (byte: UInt8) in byte & 0b1100_0000 == 0b1000_0000 }
        // At most three continuation bytes belong to one character; more is no UTF-8 anyway.
        for _ in 0..<3 where end > bytes.startIndex && isContinuation(bytes[end]) { end -= 1 }
        return bytes[..<end]
    }
}
