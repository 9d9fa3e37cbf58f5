import Glibc

/// Cuts the input into parts of whole lines.
///
/// A line longer than `RowLimits.longestRow` is passed on with its first bytes, which show that it is
/// too long, and the rest of it is thrown away.
struct PartReader: Sendable {
    private let read: Batch.Reading
    /// What was read beyond the last part.
    private var rest: [UInt8] = []
    private var nextLine = 1
    private var nextNumber = 0
    private var isDiscarding = false
    private var isEnded = false
    /// How many bytes were read so far.
    private(set) var bytesRead = 0

    init(_ read: @escaping Batch.Reading) {
        self.read = read
    }

    /// Takes the first line off, with its line feed, after a byte order mark.
    ///
    /// - Returns: what the input is; with nothing taken off for JSON Lines.
    /// - Throws: `BatchFailure`.
    mutating func input() throws(BatchFailure) -> BatchInput {
        var start: [UInt8] = []
        var isWhole = false
        while !isWhole, start.count <= RowLimits.longestRow {
            var block = [UInt8](repeating: 0, count: RowLimits.longestRow)
            let count = try fill(&block)
            if count == 0 { break }
            start += block[..<count]
            isWhole = start.contains(0x0A)
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if start.starts(with: mark) { start.removeFirst(mark.count) }
        guard let first = start.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            throw .empty
        }
        if first == UInt8(ascii: "{") {
            rest = start
            return .jsonLines
        }
        let end = start.firstIndex(of: 0x0A)
        let line = end.map { Array(start[...$0]) } ?? start + [0x0A]
        rest = end.map { Array(start[($0 + 1)...]) } ?? []
        nextLine = 2
        var header: BatchHeader?
        try line.withUnsafeBufferPointer { bytes throws(BatchFailure) in
            header = try BatchHeader(bytes)
        }
        guard let header else { throw .empty }
        return .csv(header)
    }

    private mutating func fill(_ block: inout [UInt8]) throws(BatchFailure) -> Int {
        var count = 0
        try block.withUnsafeMutableBufferPointer { bytes throws(BatchFailure) in
            count = try read(UnsafeMutableRawBufferPointer(bytes))
        }
        bytesRead += count
        return count
    }

    /// Fills a part with the next whole lines.
    ///
    /// - Returns: false if there are no more.
    /// - Throws: `BatchFailure.reading`.
    mutating func fill(_ part: inout BatchPart) throws(BatchFailure) -> Bool {
        part.count = rest.count
        part.start.update(from: rest, count: rest.count)
        rest.removeAll(keepingCapacity: true)
        while !isEnded {
            let room = UnsafeMutableRawBufferPointer(
                start: part.start + part.count, count: part.capacity - part.count)
            var count = try read(room)
            bytesRead += count
            isEnded = count == 0
            if isDiscarding { count = discard(part.start + part.count, count) }
            part.count += count
            if part.count == part.capacity || isEnded { break }
        }
        if !isEnded { keepRest(&part) }
        guard part.count > 0 else { return false }
        part.close()
        part.firstLine = nextLine
        part.number = nextNumber
        nextNumber += 1
        nextLine += PartReader.lines(part.start, part.count)
        return true
    }

    /// Keeps what stands behind the last line feed for the next part.
    private mutating func keepRest(_ part: inout BatchPart) {
        var kept = part.count
        while kept > 0, part.start[kept - 1] != 0x0A { kept -= 1 }
        guard kept > 0 else {
            // One line fills all the memory.
            part.start[RowLimits.longestRow] = 0x0A
            part.count = RowLimits.longestRow + 1
            isDiscarding = true
            return
        }
        rest.append(
            contentsOf: UnsafeBufferPointer(start: part.start + kept, count: part.count - kept))
        part.count = kept
    }

    /// Throws the bytes up to the next line feed away.
    private mutating func discard(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
        guard count > 0, let end = memchr(start, 0x0A, count) else { return 0 }
        isDiscarding = false
        let gone = end.assumingMemoryBound(to: UInt8.self) - start + 1
        memmove(start, start + gone, count - gone)
        return count - gone
    }

    /// How many line feeds there are, eight bytes at a time.
    private static func lines(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var (lines, place) = (0, 0)
        while place + 8 <= count {
            // Eight counts in one word, each of which goes to 255 and no further.
            var counts: UInt64 = 0
            let end = min(count - 8, place + 254 * 8)
            while place <= end {
                counts &+= ByteWord(at: start + place).places(of: 0x0A) &>> 7
                place &+= 8
            }
            let pairs = (counts & 0x00FF_00FF_00FF_00FF) &+ (counts &>> 8 & 0x00FF_00FF_00FF_00FF)
            lines &+= Int(truncatingIfNeeded: (pairs &* 0x0001_0001_0001_0001) &>> 48)
        }
        for rest in place..<count where start[rest] == 0x0A { lines &+= 1 }
        return lines
    }
}
