/// A choice of a profile with the place that makes it.
struct SiteSetting: Hashable, Sendable {
    let choice: SiteChoice
    /// The profile: the name of its file, or the id of a ready-made one.
    let profile: String
    /// The line there, from 1.
    let line: Int
}

extension [SiteSetting] {
    /// The choices of a profile together with those of the one it extends, in the fixed order.
    func over(_ base: [SiteSetting]) -> [SiteSetting] {
        let own = Set(map(\.choice.name))
        return (self + base.filter { !own.contains($0.choice.name) }).sorted { left, right in
            let (first, second) = (left.choice, right.choice)
            guard first.key == second.key else { return first.key.place < second.key.place }
            return first.name < second.name
        }
    }
}

extension SiteKey {
    /// Its number in the fixed order.
    fileprivate var place: Int { SiteKey.allCases.firstIndex(of: self) ?? 0 }
}
