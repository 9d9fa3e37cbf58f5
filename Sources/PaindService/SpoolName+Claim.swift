import DiarySpool
import PainDiary
import PainDosing

extension SpoolName {
    /// By which the ledger knows a claimed file: its printed name or, where that is longer than the
    /// 255 characters that the ledger takes, the digest of its bytes.
    ///
    /// No two names have the same: in a printed name, no backslash is followed by "s".
    var claim: String {
        let printed = display
        guard printed.unicodeScalars.count > Self.maximumLength else { return printed }
        return "\\sha256:\(ContentDigest(of: bytes))"
    }
}
