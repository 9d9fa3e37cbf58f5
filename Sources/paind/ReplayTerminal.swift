import Glibc
import PaindService

/// Shows how a replay goes: a bar on a terminal, and what differs, in lines.
struct ReplayTerminal {
    private let hasTerminal = isatty(STDERR_FILENO) == 1

    func run(_ replay: LedgerReplay) throws(ServiceFailure) -> LedgerReplay.Summary {
        var replay = replay
        let total = max(replay.entries, 1)
        var shown = -1
        let summary = try replay.run { done in
            // Entries may arrive meanwhile, so there may be more than there were.
            let percent = min(100, done * 100 / total)
            guard hasTerminal, percent != shown else { return }
            shown = percent
            let marks = percent * 2 / 5
            let bar =
                String(repeating: "#", count: marks) + String(repeating: ".", count: 40 - marks)
            StandardError.write("\r[\(bar)] \(percent) %")
        } difference: { found in
            if hasTerminal { StandardError.write("\r\u{1B}[K") }
            StandardOutput.write(
                "different  entry \(found.entry), from line \(found.line) of its answer on\n")
            shown = -1
        }
        if hasTerminal { StandardError.write("\r\u{1B}[K") }
        for damage in summary.damaged { StandardOutput.write("damaged    \(damage)\n") }
        StandardOutput.write("equal      \(summary.equal)\n")
        StandardOutput.write("different  \(summary.different)\n")
        for (reason, count) in summary.impossible {
            StandardOutput.write("not redone \(count): \(reason)\n")
        }
        return summary
    }
}
