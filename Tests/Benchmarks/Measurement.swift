/// How long one thing took, over several runs of it.
struct Measurement {
    /// The time of one operation in each run, the shortest first.
    let times: [Duration]

    /// Times `runs` runs of `body`, each of which does `operations` operations.
    ///
    /// One more run goes before them uncounted, so that caches and the allocator are warm.
    init(runs: Int, operations: Int, of body: () throws -> Void) rethrows {
        let clock = ContinuousClock()
        try body()
        var times: [Duration] = []
        for _ in 0..<runs { times.append(try clock.measure(body) / operations) }
        self.times = times.sorted()
    }

    /// The time in the middle.
    var median: Duration { times.isEmpty ? .zero : times[times.count / 2] }
    /// The shortest time.
    var shortest: Duration { times.first ?? .zero }
    /// The longest time.
    var longest: Duration { times.last ?? .zero }
}
