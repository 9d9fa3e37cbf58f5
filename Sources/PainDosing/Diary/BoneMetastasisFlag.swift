/// What can be true or false of a patient with bone metastases; the raw value is the diary's name.
public enum BoneMetastasisFlag: String, CaseIterable, Hashable, Sendable {
    /// A prostate cancer that grows in spite of castration.
    case castrationResistant
    /// There are metastases in inner organs as well.
    case visceralMetastases
    /// The disease progresses.
    case progression
    /// No other systemic therapy is left.
    case noOtherSystemicTherapy
    /// The patient is in the last phase of life.
    case endOfLife
    /// The team judges the performance status to be good.
    case goodPerformanceStatus
    /// A metastasis compresses the spinal cord.
    case cordCompression
    /// The cord is compressed at one level only.
    case singleLevelCompression
    /// The spine is unstable.
    case spinalInstability
    /// Nerves or cord have lost function.
    case neurologicalDeficit
    /// Pain on movement or load that analgesics do not relieve.
    case refractoryMechanicalPain
    /// The patient does not want radiotherapy.
    case radiotherapyDeclined
    /// The blood does not clot as it should.
    case bleedingDisorder
    /// There is an active infection.
    case activeInfection
    /// Neither general anaesthesia nor sedation can be given.
    case anaesthesiaContraindicated
    /// Abiraterone is taken together with prednisone or prednisolone, or was within the last 5 days.
    case abirateroneWithPrednisone
    /// A systemic cancer therapy other than an LHRH analogue is given, or is due within 30 days of the
    /// last dose of radium-223.
    case otherSystemicTherapy
    /// The team judges the number of osteoblastic metastases to be low.
    case fewOsteoblasticMetastases
    /// A bisphosphonate or denosumab is given.
    case osteoclastInhibitor
    /// The teeth were examined before an osteoclast inhibitor, and regularly since.
    case dentalCheck
    /// Vitamin D and calcium are taken.
    case vitaminDAndCalcium
    /// The calcium of the blood is low.
    case hypocalcaemia
}
