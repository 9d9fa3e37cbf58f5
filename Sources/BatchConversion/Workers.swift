import Glibc

/// A number of threads that do the same work; the caller's own thread is one of them.
struct Workers {
    private let count: Int
    private let work: @Sendable () -> Void

    init(count: Int, _ work: @escaping @Sendable () -> Void) {
        self.count = count
        self.work = work
    }

    /// Works until all threads are done.
    ///
    /// Where the system has no more threads to give, fewer do the work.
    func run() {
        var threads: [pthread_t] = []
        for _ in 1..<max(1, count) {
            var thread = pthread_t()
            let box = Unmanaged.passRetained(WorkBox(work))
            let status = pthread_create(
                &thread, nil,
                { argument in
                    if let argument {
                        Unmanaged<WorkBox>.fromOpaque(argument).takeRetainedValue().work()
                    }
                    return nil
                }, box.toOpaque())
            guard status == 0 else {
                box.release()
                break
            }
            threads.append(thread)
        }
        work()
        for thread in threads { pthread_join(thread, nil) }
    }
}

/// Carries a closure through a C pointer.
private final class WorkBox: Sendable {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) {
        self.work = work
    }
}
