import DosingTables
import Glibc
import PainDosing

/// The tables that the build compiled in, read while the command line is parsed.
///
/// Reading and checking them takes more than half of a short command's time and parsing its options
/// most of the rest. Neither needs the other, so a second core does the one meanwhile.
enum BuiltInTables {
    /// Read once; whoever asks second waits for the first.
    static let tables = Result { () throws(TableFaults) in
        try TableFiles.embedded.tableSet()
    }

    /// Runs a command with the tables being read beside it.
    ///
    /// They are read only if the command line looks as if it would ask for them. A wrong guess costs
    /// time and changes nothing.
    ///
    /// The second thread has ended when this returns, so that nothing runs while the process exits.
    static func readingAhead<Value>(
        _ arguments: [String], _ body: () throws -> Value
    ) rethrows -> Value {
        guard areProbablyNeeded(by: arguments) else { return try body() }
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { _ in
                _ = BuiltInTables.tables
                return nil
            }, nil)
        // Without the thread the command reads them itself when it comes to it.
        defer { if failure == 0 { pthread_join(thread, nil) } }
        return try body()
    }

    private static func areProbablyNeeded(by arguments: [String]) -> Bool {
        let commands = ["med", "rotate", "breakthrough", "assess", "report", "review"]
        return arguments.count > 2 && commands.contains(arguments[1])
            && getenv("PAIND_TABLES") == nil
            && !arguments.contains { $0.hasPrefix("--tables") || $0 == "--help" || $0 == "-h" }
    }
}
