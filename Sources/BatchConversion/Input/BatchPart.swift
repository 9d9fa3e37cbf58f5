/// Some whole lines of the input, in the memory of one worker.
struct BatchPart: ~Copyable {
    /// The memory; longer than what is used of it.
    let start: UnsafeMutablePointer<UInt8>
    let capacity: Int
    /// How many bytes are used.
    var count = 0
    /// The number of the first line, the first of the input being 1.
    var firstLine = 1
    /// Its place among the parts of the input, from 0.
    var number = 0

    init(capacity: Int) {
        self.capacity = capacity
        // Some bytes more, so that words of 8 bytes may be read at the end.
        start = .allocate(capacity: capacity + 8)
    }

    deinit { start.deallocate() }
}
