public import SystemdClient

/// What the service tells the journal: one kind of record for each, with a fixed number under
/// which `systemd/paind.catalog` explains it (`journalctl -x`).
///
/// The raw value is the value of `PAIND_EVENT`. Numbers and raw values are part of the contract
/// with whoever reads the journal and never change.
public enum ServiceEvent: String, CaseIterable, Sendable {
    /// The process has begun.
    case started
    /// Tables, ledger and spool are up; files are taken in.
    case ready
    /// An entry was assessed and is in the ledger.
    case assessed
    /// An entry was assessed anew, since another came late or took an entry's place.
    case reassessed
    /// A file with the same content was assessed before; nothing new was recorded.
    case duplicate
    /// An entry contradicts one that came before, or corrects one that has not come.
    case conflict
    /// A file was not accepted.
    case rejected
    /// A file or a batch waits for another attempt.
    case deferred
    /// A file cannot be moved on.
    case stuck
    /// Something in the ledger is not what was recorded; nothing is derived from it.
    case damaged
    /// The ledger could not be read or written.
    case ledgerError = "ledger-error"
    /// Too little room is left; no files are taken in.
    case diskLow = "disk-low"
    /// Notices of new files were lost, and the drop folder was listed anew.
    case overflowRescan = "overflow-rescan"
    /// A new configuration is in force.
    case reloaded
    /// A new configuration was not taken; the old one stays in force.
    case reloadFailed = "reload-failed"
    /// The service ends.
    case stopping

    /// The value of `PAIND_EVENT` in the records of single alerts.
    ///
    /// It is no case, since each alert code has a number of its own; see `JournalCatalog`.
    static let alert = "alert"

    /// The fixed number of this kind of record.
    public var messageID: MessageID {
        switch self {
        case .started: MessageID(0x9919_6df4_651d_4ae0, 0xa2ff_4f73_acc5_704a)
        case .ready: MessageID(0x088b_3be3_d780_4db9, 0x928b_ee50_1cf2_ed35)
        case .assessed: MessageID(0xdf36_6e96_8da5_4984, 0x8a02_5c6b_5fc4_18bd)
        case .reassessed: MessageID(0x2900_1245_06e2_4c1a, 0x9c1b_89d4_4223_ad4a)
        case .duplicate: MessageID(0x7467_99b9_af77_4292, 0xbce4_018d_85a3_3d09)
        case .conflict: MessageID(0x2262_ea70_fdd3_4439, 0x9acd_28c4_acc8_7d57)
        case .rejected: MessageID(0xc384_1beb_4f44_4519, 0xb950_1921_e88f_6a32)
        case .deferred: MessageID(0x8520_f17d_4149_4226, 0xa7da_4b60_44f5_133c)
        case .stuck: MessageID(0xfb64_1bf5_750a_4913, 0x82ee_74a1_fb01_dbe2)
        case .damaged: MessageID(0x5f0c_93d2_6b7e_4a18, 0x9d31_c8a4_70f2_5be6)
        case .ledgerError: MessageID(0x4218_be5c_b9d7_44d5, 0x831a_974a_1768_13ea)
        case .diskLow: MessageID(0x248d_5486_635f_40ba, 0x8670_8e08_f48b_fe78)
        case .overflowRescan: MessageID(0xf497_9a08_26c5_46fd, 0x8a10_fbfb_0dff_79b0)
        case .reloaded: MessageID(0x0f57_6c0f_2fea_48a8, 0xa265_f1c6_02fe_87b1)
        case .reloadFailed: MessageID(0xbbc3_b309_e555_40b1, 0x82cb_1b9a_56a4_0260)
        case .stopping: MessageID(0x110b_dc49_220f_4c38, 0x9056_40ba_d881_acc7)
        }
    }

    /// How grave it is unless the caller knows better: an assessment with a caution is a warning,
    /// one with a query an error, one with a stop is critical.
    public var defaultPriority: JournalPriority {
        switch self {
        case .assessed, .duplicate, .reloaded, .started, .ready, .stopping: .info
        case .overflowRescan, .reassessed: .notice
        case .deferred, .conflict: .warning
        case .rejected, .stuck, .damaged, .ledgerError, .reloadFailed: .error
        case .diskLow: .critical
        }
    }

    /// The record of one such event, with the field `PAIND_EVENT` first.
    ///
    /// - Parameters:
    ///   - message: One sentence for a person.
    ///   - priority: How grave it is; nil for ``defaultPriority``.
    ///   - fields: Further fields, in order; a name may occur repeatedly.
    /// - Returns: The record, ready to be sent.
    public func record(
        _ message: String,
        priority: JournalPriority? = nil,
        fields: [(name: ServiceField, value: String)] = []
    ) -> JournalRecord {
        JournalRecord(
            message: message,
            priority: priority ?? defaultPriority,
            messageID: messageID,
            fields: [JournalField(ServiceField.event.name, rawValue)]
                + fields.map { JournalField($0.name.name, $0.value) }
        )
    }
}
