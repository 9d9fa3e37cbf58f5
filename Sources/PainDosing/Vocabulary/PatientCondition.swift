/// Something that a patient has or has not, which only some limits ask about.
public enum PatientCondition: String, CaseIterable, Hashable, Comparable, Sendable {
    /// Blue lips or nail beds.
    case cyanosis
    /// Apnoea in sleep, obstructive or central.
    case sleepApnoea
    /// Epilepsy that treatment does not control.
    case uncontrolledEpilepsy
    /// Known to break codeine and tramadol down ultra-rapidly (CYP2D6).
    case ultraRapidMetaboliser = "cyp2d6UltraRapid"
    /// Magnetic resonance imaging is planned.
    case plannedMRI = "mriPlanned"

    /// Whether it is looked for at the bedside, as vital signs are, and may change within hours; the
    /// others are lasting facts.
    public var isObserved: Bool { self == .cyanosis }

    /// Compares by name, for a fixed order in lists.
    public static func < (left: PatientCondition, right: PatientCondition) -> Bool {
        left.rawValue < right.rawValue
    }
}
