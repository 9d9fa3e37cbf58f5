import PainDosing
import Synchronization

/// The regimen that was read last: the entries of a diary say mostly the same one again.
final class RecentRegimen: Sendable {
    private let last = Mutex<(text: String, items: [RegimenItem])?>(nil)

    /// The items of a text, read only if it is another than last time; what can't be read is not kept.
    func items(
        _ text: String, reading read: (String) throws(RegimenError) -> [RegimenItem]
    ) throws(RegimenError) -> [RegimenItem] {
        if let last = last.withLock({ $0 }), last.text == text { return last.items }
        let items = try read(text)
        last.withLock { $0 = (text, items) }
        return items
    }
}
