/// One item of a regimen with its form looked up and its day added up, for bulk computations.
public struct BulkItem: Hashable, Sendable {
    /// The form, as `FactorTable.index(of:)` gave it.
    public let form: FormIndex
    /// What the item amounts to in 24 hours.
    public let amount: DailyAmount

    /// An item of a form that was looked up before.
    @inlinable
    public init(form: FormIndex, amount: DailyAmount) {
        self.form = form
        self.amount = amount
    }
}
