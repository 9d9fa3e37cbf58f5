import PainDiary
public import PainDosing

/// Converts rows of medication from any input to any output, part by part, on any number of threads.
///
/// The answers stand in the order of the rows, and are the same for any number of threads.
public struct Batch: Sendable {
    /// Reads some bytes of the input into memory; 0 at its end.
    public typealias Reading =
        @Sendable (UnsafeMutableRawBufferPointer) throws(BatchFailure) -> Int
    /// Writes all of the bytes.
    public typealias Writing = @Sendable (UnsafeRawBufferPointer) throws(BatchFailure) -> Void
    /// Is told how many bytes were read so far.
    public typealias Progress = @Sendable (Int) -> Void

    /// Room for what may be read ahead of the header's end, and for the longest row besides.
    static let leastPart = 3 * RowLimits.longestRow

    private let shorthand: RegimenShorthand
    private let engine: DosingEngine
    private let partSize: Int

    /// A batch by the tables and the policy of an engine.
    ///
    /// - Parameter partSize: how many bytes are converted at once; never less than `leastPart`.
    public init(_ engine: DosingEngine, partSize: Int = 512 * 1_024) {
        shorthand = RegimenShorthand(tables: engine.tables)
        self.engine = engine
        self.partSize = max(partSize, Batch.leastPart)
    }

    /// Converts all rows.
    ///
    /// - Parameter jobs: how many threads work, 1 or more.
    /// - Throws: `BatchFailure`; rows that can't be read are answered and counted instead.
    public func run(
        jobs: Int, read: @escaping Reading, write: @escaping Writing,
        progress: @escaping Progress = { _ in }
    ) throws(BatchFailure) -> BatchSummary {
        var reader = PartReader(read)
        let input = try reader.input()
        try input.format.header.withUnsafeBufferPointer { bytes throws(BatchFailure) in
            if !bytes.isEmpty { try write(UnsafeRawBufferPointer(bytes)) }
        }
        let line = PartLine(reader, write: write, progress: progress)
        let workers = Workers(count: max(1, jobs)) { [shorthand, engine, partSize] in
            let converter = BatchConverter(input, shorthand, engine, partSize: partSize)
            var part = BatchPart(capacity: partSize)
            while line.fill(&part) {
                converter.convert(part) { line.write($0, of: part.number) }
            }
            line.add(converter.summary)
        }
        workers.run()
        var summary = try line.finish()
        summary.ignored.formUnion(input.ignored)
        if case .csv(let header) = input, header.position(of: .date) != nil {
            summary.ignored.insert(BatchColumn.date.name)
        }
        return summary
    }

    /// Sums all rows by person or by person and day; only then is anything written.
    ///
    /// Every row is kept until then, so that memory grows with their number.
    ///
    /// - Throws: `BatchFailure`; a person with a row that gives no number is answered without one.
    public func sums(
        by grouping: BatchGrouping, read: @escaping Reading, write: @escaping Writing,
        progress: @escaping Progress = { _ in }
    ) throws(BatchFailure) -> BatchSummary {
        var reader = PartReader(read)
        let input = try reader.input()
        if case .csv(let header) = input { try header.require([.id, .date, .days]) }
        let resolver = FormResolver(shorthand, engine, input.format)
        let visitor = RowVisitor(input, resolver)
        var totals = GroupTotals()
        var part = BatchPart(capacity: partSize)
        while try reader.fill(&part) {
            visitor.visit(part, &totals)
            progress(reader.bytesRead)
        }
        var summary = visitor.summary
        summary.malformed += totals.unplaced
        summary.ignored = visitor.ignored.union(input.ignored)
        var output = ByteBuffer(capacity: partSize)
        var failure: BatchFailure?
        totals.write(grouping, input.format, to: &output) { bytes in
            guard failure == nil else { return }
            do throws(BatchFailure) {
                try write(UnsafeRawBufferPointer(bytes))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return summary
    }
}
