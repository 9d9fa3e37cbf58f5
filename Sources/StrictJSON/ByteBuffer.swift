/// Bytes that are written one after the other, with room for more.
///
/// Texts of many small pieces go through it: to append a few bytes to an array costs several times as
/// much, and an array keeps the room that it did not need.
struct ByteBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity = 4096
    private var count = 0

    init() {
        start = .allocate(capacity: capacity)
    }

    deinit {
        start.deallocate()
    }

    /// All that was written, in an array that is no larger.
    var bytes: [UInt8] { [UInt8](UnsafeBufferPointer(start: start, count: count)) }

    mutating func append(_ byte: UInt8) {
        makeRoom(for: 1)
        start[count] = byte
        count += 1
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.baseAddress else { return }
        makeRoom(for: bytes.count)
        (start + count).initialize(from: first, count: bytes.count)
        count += bytes.count
    }

    mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ byte: UInt8, count added: Int) {
        makeRoom(for: added)
        (start + count).initialize(repeating: byte, count: added)
        count += added
    }

    private mutating func makeRoom(for added: Int) {
        guard capacity - count < added else { return }
        let larger = max(2 * capacity, count + added)
        let room = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        room.initialize(from: start, count: count)
        start.deallocate()
        start = room
        capacity = larger
    }
}
