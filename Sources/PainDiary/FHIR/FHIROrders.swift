import PainDosing
import Quantities
import StrictJSON

/// A prescription of a bundle that may count, and what it has to do with others.
struct FHIROrder {
    let resource: JSONNode
    let kind: FHIRPrescription
    /// Whether its status says that it is taken.
    let isActive: Bool
    /// The resources that it replaces.
    let replaces: [JSONPath]
    /// The resources that it rests on, so that it counts once with them.
    let restsOn: [JSONPath]
    /// The opioid, once it was read; nil for any other drug.
    var opioid: OpioidID?
    /// The lines of the regimen, in native words.
    var lines: [JSONValue] = []
    /// What the lines come to; one that can't be read is missing, and refused by the native reader.
    var items: [RegimenItem] = []

    /// Such as `MedicationRequest of entry[3]`.
    var words: String { "\(kind.type) of \(resource.entryName)" }
}

/// The prescriptions of one patient, reconciled: each drug counts once, or the bundle is refused.
struct FHIROrders {
    private(set) var orders: [FHIROrder]
    /// What does not count, with the reason.
    private(set) var setAside: [(resource: JSONNode, reason: String)] = []
    private var isCounted: [Bool]
    private let places: [JSONPath: Int]

    init(_ orders: [FHIROrder]) {
        self.orders = orders
        isCounted = orders.map(\.isActive)
        places = Dictionary(
            orders.enumerated().map { ($1.resource.path, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The places of the orders that count.
    var counted: [Int] { orders.indices.filter { isCounted[$0] } }

    /// Puts in what was read of an order.
    mutating func read(
        _ place: Int, _ opioid: OpioidID, _ lines: [JSONValue], _ items: [RegimenItem]
    ) {
        orders[place].opioid = opioid
        orders[place].lines = lines
        orders[place].items = items
    }

    private mutating func putAside(_ place: Int, _ reason: String) {
        isCounted[place] = false
        setAside.append((orders[place].resource, "\(orders[place].kind.type) \(reason)"))
    }

    // MARK: Replaced

    /// Sets aside what an order of the bundle replaces, and what rests on that.
    mutating func settleReplaced(_ faults: inout JSONFaultList) {
        var replacedBy: [Int: Int] = [:]
        for place in counted {
            let earlier = replaced(by: place)
            guard !earlier.contains(place) else {
                orders[place].resource.note(
                    "it replaces itself by way of priorPrescription; correct the reference", &faults
                )
                isCounted[place] = false
                continue
            }
            for one in earlier { replacedBy[one] = replacedBy[one] ?? place }
        }
        for place in counted {
            if let newer = replacedBy[place] {
                putAside(place, "that \(orders[newer].resource.entryName) replaces")
            } else if let rest = orders[place].restsOn.compactMap({ places[$0] })
                .first(where: { replacedBy[$0] != nil && !replaced(by: place).contains($0) })
            {
                putAside(place, "of \(orders[rest].resource.entryName), which is replaced")
            }
        }
        for ended in orders.indices where !orders[ended].isActive {
            for one in orders[ended].replaces.compactMap({ places[$0] }) where isCounted[one] {
                orders[one].resource.note(
                    "\(orders[ended].resource.entryName) replaces it and is not active itself, so "
                        + "whether this one is taken is not clear; correct the status of one of "
                        + "the two", &faults)
            }
        }
    }

    /// All that an order replaces, directly or by way of others.
    private func replaced(by place: Int) -> Set<Int> {
        var found: Set<Int> = []
        var open = [place]
        while let next = open.popLast() {
            for one in orders[next].replaces.compactMap({ places[$0] })
            where found.insert(one).inserted { open.append(one) }
        }
        return found
    }

    // MARK: Ended

    /// Sets aside what ended before the entry was made.
    mutating func settleEnded(by end: (FHIROrder) -> (key: String, text: String)?) {
        for place in counted {
            guard let (key, text) = end(orders[place]) else { continue }
            putAside(place, "whose \(key) ended on \(QuotedText.harmless(text))")
        }
    }

    // MARK: Linked

    /// Counts an order once with those that it rests on, if they say the same.
    mutating func settleLinked(_ faults: inout JSONFaultList) {
        var heldBy: [Int: Int] = [:]
        for place in counted where orders[place].opioid != nil {
            let bases = orders[place].restsOn.compactMap { places[$0] }
                .filter { isCounted[$0] || heldBy[$0] != nil }
            if let other = bases.first(where: { !isSame(orders[place], orders[$0]) }) {
                orders[place].resource.note(
                    "it rests on the \(orders[other].words) and says another drug or dose, so "
                        + "which of the two is taken is not clear; correct one of them", &faults)
                isCounted[place] = false
                continue
            }
            let root = bases.first.map { base -> Int in
                var root = base
                while let next = heldBy[root] { root = next }
                return root
            }
            guard let root, root != place else { continue }
            heldBy[place] = root
            putAside(
                place, "that rests on \(orders[root].resource.entryName) and counts once with it")
        }
    }

    private func isSame(_ one: FHIROrder, _ other: FHIROrder) -> Bool {
        guard one.opioid == other.opioid, one.items.count == other.items.count else { return false }
        var left = other.items
        for item in one.items {
            guard let place = left.firstIndex(where: { isSame(item, $0) }) else { return false }
            left.remove(at: place)
        }
        return true
    }

    private func isSame(_ one: RegimenItem, _ other: RegimenItem) -> Bool {
        guard one.repeats(other), one.companion == other.companion else { return false }
        do throws(QuantityError) {
            return try one.dailyAmount == other.dailyAmount
        } catch {
            return false
        }
    }

    // MARK: Distinct

    /// Refuses what may be one drug in two resources.
    func checkDistinct(_ faults: inout JSONFaultList) {
        var told: Set<Int> = []
        let counted = counted.filter { orders[$0].opioid != nil }
        for (offset, place) in counted.enumerated().reversed() where !told.contains(place) {
            let order = orders[place]
            let earlier = counted.prefix(offset)
            if let other = earlier.first(where: {
                orders[$0].opioid == order.opioid && orders[$0].kind != order.kind
            }) {
                order.resource.note(
                    "\(order.opioid?.name ?? "") is in the \(orders[other].words) as well and would "
                        + "count twice; give the regimen of a drug in one kind of resource, or say "
                        + "by derivedFrom or basedOn that they are one", &faults)
                continue
            }
            let equal = earlier.filter { repeats(orders[$0], order) != nil }
            if let first = equal.first, let item = repeats(orders[first], order) {
                told.formUnion(equal)
                let names = equal.map { orders[$0].resource.entryName }.joined(separator: ", ")
                order.resource.note(
                    "\(item.form.words) in this dose is in \(names) as well and would count "
                        + "\(equal.count == 1 ? "twice" : "\(equal.count + 1) times"); keep one, or "
                        + "give what is taken together as dosages of one resource with the same "
                        + "\"sequence\"", &faults)
                continue
            }
            noteOtherDay(order, earlier.map { orders[$0] }, &faults)
        }
    }

    private func repeats(_ one: FHIROrder, _ other: FHIROrder) -> RegimenItem? {
        other.items.first { item in one.items.contains { $0.repeats(item) } }
    }

    /// Two doses of one form that were written on two days may be a dose and what it was changed to.
    private func noteOtherDay(
        _ order: FHIROrder, _ earlier: [FHIROrder], _ faults: inout JSONFaultList
    ) {
        guard let day = order.day else { return }
        let forms = order.regularForms
        for other in earlier where !other.regularForms.isDisjoint(with: forms) {
            guard let otherDay = other.day, otherDay != day else { continue }
            let form = forms.intersection(other.regularForms).map(\.words).sorted().first ?? ""
            return order.resource.note(
                "\(form) is in \(other.resource.entryName) as well, in another dose and written on "
                    + "another day (\(otherDay) and \(day)), so one may replace the other; say it "
                    + "by priorPrescription, end the older, or give both as dosages of one "
                    + "resource with the same \"sequence\"", &faults)
        }
    }
}

extension FHIROrder {
    /// The day on which it was written; nil where that is not said.
    fileprivate var day: String? {
        let text = resource.text(kind.written) ?? ""
        return text.count < 10 ? nil : String(text.prefix(10))
    }

    /// The forms that it orders regularly.
    var regularForms: Set<OpioidForm> {
        Set(items.filter(\.amount.isBackground).map(\.form))
    }
}
