import Crypto
public import PainDosing

/// How a ward works: its country, its cupboard, its rules of thumb, and whom to call.
///
/// A profile makes answers stricter, shorter and local. It can lift no stop, no maximum of a label
/// and no query: nothing in it speaks of them.
public struct SiteProfile: Hashable, Sendable {
    /// The id of a ready-made profile, or the name of the file without `.yaml`.
    public let id: String
    /// All that is said, by the profile itself or the one it extends, in the fixed order.
    let settings: [SiteSetting]

    /// Everything that the profile comes to, one `key: value` a line in a fixed order.
    ///
    /// Two profiles with the same text give the same answers, whatever their files look like.
    public var text: String {
        settings.map { "\($0.choice.name): \($0.choice.text)\n" }.joined()
    }

    /// The SHA-256 of `text`.
    public var digest: ContentDigest {
        ContentDigest(sha256: Array(SHA256.hash(data: Array(text.utf8))))
    }

    /// The choices of method, with the reference to the profile.
    public var policy: DosingPolicy {
        var policy = DosingPolicy(site: SiteReference(id: id, digest: digest))
        for setting in settings { setting.choice.apply(to: &policy) }
        return policy
    }

    /// Who is called about a dose.
    public var ward: WardContact {
        var ward = WardContact()
        for setting in settings {
            if case .wardName(let name) = setting.choice { ward.name = name }
            if case .wardCall(let call) = setting.choice { ward.call = call }
        }
        return ward
    }

    /// The languages that diaries are read in, as ISO 639 codes; the first for words of an answer.
    public var languages: [String] {
        for case .languages(let codes) in settings.map(\.choice) { return codes }
        return []
    }

    /// The IANA time zone of sheets whose times have no offset; nil where none is said.
    public var timeZone: String? {
        for case .timeZone(let name) in settings.map(\.choice) { return name }
        return nil
    }

    /// The codes of alerts that the ward wants shown on one line; never a stop or a query.
    public var foldedAlerts: [String] {
        for case .foldedAlerts(let codes) in settings.map(\.choice) { return codes }
        return []
    }

    /// What a pain score without a period is taken for; nil where nothing is said.
    public var painScore: PainScoreReading? {
        for case .painScore(let reading) in settings.map(\.choice) { return reading }
        return nil
    }
}

/// Who is called about a dose, as a card for the bedside prints it.
public struct WardContact: Hashable, Sendable {
    /// The ward or the team; one line.
    public var name: String?
    /// A number or a pager; one line.
    public var call: String?

    /// A contact; nil for what is not said.
    public init(name: String? = nil, call: String? = nil) {
        self.name = name
        self.call = call
    }
}

/// What a pain score under LOINC 72514-3 is taken for, since the code names no period.
public enum PainScoreReading: String, CaseIterable, Hashable, Sendable {
    /// The worst pain of the period.
    case worst
    /// The background pain.
    case background
    /// Neither: the entry has to say which.
    case ask
}
