extension [RecordedEntry] {
    /// The patients whose courses depend on each other, since an entry of one corrects an entry of
    /// another, or both correct the same; patients who are alone are left out.
    public var linkedPatients: [Set<PatientID>] {
        guard contains(where: { $0.entry.corrects != nil }) else { return [] }
        let patients = reduce(into: [ContentDigest: Set<PatientID>]()) { patients, recorded in
            patients[recorded.id, default: []].insert(recorded.entry.patient)
            if let corrected = recorded.entry.corrects {
                patients[corrected, default: []].insert(recorded.entry.patient)
            }
        }
        return patients.values.filter { $0.count > 1 }.reduce(into: []) { links, patients in
            var link = patients
            links.removeAll { other in
                guard !other.isDisjoint(with: link) else { return false }
                link.formUnion(other)
                return true
            }
            links.append(link)
        }
    }
}
