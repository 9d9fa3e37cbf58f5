public import PainDosing
public import StrictJSON

/// Answers as JSON by the published schemas; a stop or a query leaves every dose field out.
///
/// `site` is the profile of the policy that the answer was made with.
public enum JSONReport {
    /// The document `paincalc/med/1`.
    ///
    /// - Parameters:
    ///   - outcome: the answer; nil where nothing of the regimen could be computed.
    ///   - reading: what was read and what is open.
    ///   - uncounted: items that were read and that no table has a figure for.
    public static func medication(
        _ outcome: Outcome<OMEDDAnswer>?, reading: ReadRegimen? = nil,
        uncounted: [RegimenItem] = [], site: SiteReference? = nil
    ) -> JSONValue {
        var object = JSONObject()
        object.set("schema", .string("paincalc/med/1"))
        object.set("site", .site(site))
        if let reading { object.set(reading) }
        let bare = uncounted.map { JSONValue.uncounted($0) }
        switch outcome {
        case .computed(let answer):
            if !bare.isEmpty || reading?.isPartial == true { object.set("complete", .bool(false)) }
            object.set(answer, uncounted: bare)
            object.set(answer: answer)
        case .stopped(let refusal):
            if !bare.isEmpty { object.set("components", .array(bare)) }
            object.set(refusal)
        case nil: break
        }
        object.set("notice", .string(ReportFooter.decisionSupport))
        return .object(object)
    }

    /// The document `paincalc/rotate/1`.
    public static func rotation(
        _ outcome: Outcome<RotationAnswer>, site: SiteReference? = nil
    ) -> JSONValue {
        document("paincalc/rotate/1", outcome, site) { $0.set($1) }
    }

    /// The document `paincalc/breakthrough/1`.
    public static func breakthrough(
        _ outcome: Outcome<BreakthroughAnswer>, site: SiteReference? = nil
    ) -> JSONValue {
        document("paincalc/breakthrough/1", outcome, site) {
            $0.set($1)
        } whenStopped: { object in
            object.set("eligible", .bool(false))
            object.set("strategy", .string(BreakthroughStrategy.none.rawValue))
        }
    }

    private static func document<Answer: ReportedAnswer>(
        _ schema: String, _ outcome: Outcome<Answer>, _ site: SiteReference?,
        body: (inout JSONObject, Answer) -> Void,
        whenStopped: (inout JSONObject) -> Void = { _ in }
    ) -> JSONValue {
        var object = JSONObject()
        object.set("schema", .string(schema))
        object.set("site", .site(site))
        switch outcome {
        case .computed(let answer):
            body(&object, answer)
            object.set(answer: answer)
        case .stopped(let refusal):
            whenStopped(&object)
            object.set(refusal)
        }
        object.set("notice", .string(ReportFooter.decisionSupport))
        return .object(object)
    }
}
