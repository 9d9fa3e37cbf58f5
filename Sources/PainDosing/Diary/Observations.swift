public import Quantities

/// What was measured at the time of the entry; nil is not known, never "normal".
public struct Observations: Hashable, Sendable {
    /// Breaths a minute.
    public let respiratoryRate: Int?
    /// Oxygen saturation by pulse oximetry in percent.
    public let oxygenSaturation: Int?
    /// Sedation on a named scale.
    public let sedation: SedationScore?
    /// Body weight in kilograms.
    public let kilograms: Rational?
    /// Estimated glomerular filtration rate in mL/min/1.73 m².
    public let glomerularFiltration: Rational?
    /// Corrected QT interval in milliseconds.
    public let correctedQTMilliseconds: Int?
    /// Body temperature in degrees Celsius.
    public let degreesCelsius: Rational?

    /// Nothing is known.
    public static let unknown = Observations()

    /// Measurements within what is possible, see `DiaryMeasure`.
    ///
    /// - Throws: `DiaryMeasureError.impossible`.
    public init(
        respiratoryRate: Int? = nil, oxygenSaturation: Int? = nil, sedation: SedationScore? = nil,
        kilograms: Rational? = nil, glomerularFiltration: Rational? = nil,
        correctedQTMilliseconds: Int? = nil, degreesCelsius: Rational? = nil
    ) throws(DiaryMeasureError) {
        try DiaryMeasure.respiratoryRate.check(respiratoryRate)
        try DiaryMeasure.oxygenSaturation.check(oxygenSaturation)
        try DiaryMeasure.weight.check(kilograms)
        try DiaryMeasure.glomerularFiltration.check(glomerularFiltration)
        try DiaryMeasure.correctedQT.check(correctedQTMilliseconds)
        try DiaryMeasure.temperature.check(degreesCelsius)
        self.respiratoryRate = respiratoryRate
        self.oxygenSaturation = oxygenSaturation
        self.sedation = sedation
        self.kilograms = kilograms
        self.glomerularFiltration = glomerularFiltration
        self.correctedQTMilliseconds = correctedQTMilliseconds
        self.degreesCelsius = degreesCelsius
    }

    private init() {
        respiratoryRate = nil
        oxygenSaturation = nil
        sedation = nil
        kilograms = nil
        glomerularFiltration = nil
        correctedQTMilliseconds = nil
        degreesCelsius = nil
    }
}
