import Glibc

/// Bytes that grow at their end, without a Swift array's checks and copies on the hot path.
struct ByteBuffer: ~Copyable {
    private(set) var start: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(64, capacity)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    /// Leaves the memory for what comes next.
    mutating func removeAll() { count = 0 }

    /// Makes room for so many more bytes.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = max(2 * capacity, count + more)
        let new = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        new.update(from: start, count: count)
        start.deallocate()
        start = new
        capacity = larger
    }

    mutating func append(_ byte: UInt8) {
        reserve(1)
        start[count] = byte
        count &+= 1
    }

    private mutating func append(_ other: UnsafePointer<UInt8>, _ length: Int) {
        reserve(length)
        memcpy(start + count, other, length)
        count &+= length
    }

    mutating func append(_ field: Field) { append(field.start, field.count) }

    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { if let base = $0.baseAddress { append(base, $0.count) } }
    }

    mutating func append(_ text: String) { append(Array(text.utf8)) }

    /// Writes some bytes in place.
    ///
    /// - Parameters:
    ///   - most: at most so many, with what is overwritten beyond the last.
    ///   - body: is given where to begin and says where it ended.
    @inline(__always)
    mutating func append(
        upTo most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8>
    ) {
        reserve(most)
        count = body(start + count) - start
    }
}
