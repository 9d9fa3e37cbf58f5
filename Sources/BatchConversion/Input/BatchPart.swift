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
        // One more for the line feed that ends all search, and as many as may be read beyond.
        start = .allocate(capacity: capacity + 1 + Field.slack)
    }

    deinit { start.deallocate() }

    /// Puts a line feed behind the last byte, so that the end need not be looked for.
    func close() { start[count] = 0x0A }
}
