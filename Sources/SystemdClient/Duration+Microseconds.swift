extension Duration {
    /// Whole microseconds, rounded up; 0 for a negative duration.
    var microseconds: UInt64 {
        guard self > .zero else { return 0 }
        let (seconds, attoseconds) = components
        let perMicrosecond: Int64 = 1_000_000_000_000
        let fraction = UInt64((attoseconds + perMicrosecond - 1) / perMicrosecond)
        let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max - 1 : whole.addingReportingOverflow(fraction).partialValue
    }
}
