import Glibc

/// A value that one thread at a time may touch, and whose change others can wait for.
///
/// `Mutex` of the standard library has no way to wait. The compiler can't see that `value` is reached
/// under the lock alone; it is private, and `withLock` is all that reaches it.
final class Monitor<Value: Sendable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var value: Value

    init(_ value: Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        mutex.deallocate()
        condition.deallocate()
    }

    /// Touches the value alone, after waiting until it is as wanted.
    ///
    /// - Parameters:
    ///   - isReady: looked at now and after each change by another thread.
    ///   - body: must not come back to the same monitor.
    func withLock<Result>(
        when isReady: (Value) -> Bool = { _ in true }, _ body: (inout Value) -> Result
    ) -> Result {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(condition)
            pthread_mutex_unlock(mutex)
        }
        while !isReady(value) { pthread_cond_wait(condition, mutex) }
        return body(&value)
    }
}
