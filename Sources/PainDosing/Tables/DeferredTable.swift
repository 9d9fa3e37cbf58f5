import Synchronization

/// A part of the tables that is read when it is first asked for, and then kept.
///
/// Most questions need few parts, and reading all of them is what takes most time at a start.
public final class DeferredTable<Value: Hashable & Sendable>: Sendable {
    private enum State: Sendable {
        case waiting(@Sendable () -> Value)
        case read(Value)
    }

    private let state: Mutex<State>

    /// A part that was read already.
    public init(_ value: Value) {
        state = Mutex(.read(value))
    }

    /// A part that `read` gives when it is asked for; it has to give the same always.
    public init(reading read: @escaping @Sendable () -> Value) {
        state = Mutex(.waiting(read))
    }

    /// The part.
    var value: Value {
        state.withLock { state in
            switch state {
            case .read(let value): return value
            case .waiting(let read):
                let value = read()
                state = .read(value)
                return value
            }
        }
    }
}
