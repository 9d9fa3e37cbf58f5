/// The faults of one document: all of them up to a limit, so that they can be mended in one go.
public struct JSONFaultList: Hashable, Sendable {
    /// The faults that are kept.
    public static let limit = 20

    private var kept: [JSONFieldFault] = []
    /// The faults found beyond the limit.
    public private(set) var omitted = 0

    /// No fault yet.
    public init() {}

    /// Whether nothing is wrong.
    public var isEmpty: Bool { kept.isEmpty }

    /// The faults by their place in the text.
    public var sorted: [JSONFieldFault] {
        kept.enumerated()
            .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
            .map(\.element)
    }

    /// Notes a fault.
    public mutating func add(_ message: String, at position: JSONPosition, path: JSONPath) {
        guard kept.count < JSONFaultList.limit else {
            omitted += 1
            return
        }
        kept.append(
            JSONFieldFault(position: position, path: path.description, message: message))
    }
}
