public import PainDosing
public import Quantities

/// Why an entry can't be written so that reading it gives the same entry.
public enum DiaryEncodingError: Error, Hashable, Sendable {
    /// A quantity, such as 1/3 mg, has no exact decimal.
    case notADecimal(Rational)
    /// A quantity could not be computed.
    case quantity(QuantityError)
    /// A regimen item names a product, for which the native format has no field.
    case namedProduct(ProductLineID)
    /// A dose holds a second drug, for which the native format has no field.
    case combinedProduct(CompanionDrug)
}

extension DiaryEncodingError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .notADecimal(let value): "\(value) has no exact decimal"
        case .quantity(let error): error.description
        case .namedProduct(let product): "the product \(product) can't be written in a diary"
        case .combinedProduct(let drug):
            "a dose that holds \(drug.rawValue) as well can't be written in a diary"
        }
    }
}
