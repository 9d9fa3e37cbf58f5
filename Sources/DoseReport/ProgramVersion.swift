/// The version of the two programs, which is that of the Debian package too.
///
/// It says nothing of the method: answers name the tables by their hash, and the ledger keeps the
/// version of the engine.
public enum ProgramVersion {
    /// As `--version` prints it; `systemd/debian/changelog` begins with the same.
    public static let text = "0.6.0"
}
