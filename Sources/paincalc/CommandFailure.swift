import ArgumentParser
import BatchConversion
import DosingTables
import Glibc
import PainDiary
import Quantities
import SiteProfile

/// Why a command could not answer; the one place that knows the exit statuses.
enum CommandFailure: Error {
    /// A safety stop; the answer itself has said why.
    case refused
    /// Questions that a person has to confirm first; the answer itself has asked them.
    case asked
    /// No table has the figure that is needed; the answer itself has said so.
    case noFigure
    /// An option names something that does not exist.
    case usage(String)
    /// A regimen that can't be read.
    case regimen(RegimenError)
    /// A diary file that can't be read, with its path.
    case diary(path: String, DiaryError)
    /// A diary file that says nothing of bone metastases, which the command is about.
    case noBoneMetastases(path: String)
    /// A batch that can't start or go on.
    case batch(path: String, BatchFailure)
    /// Rows of a batch that can't be read; the others are answered.
    case rows(path: String, malformed: Int, refused: Int, of: Int)
    /// Numbers that can't be computed exactly.
    case arithmetic(QuantityError)
    /// A file that is not there.
    case missing(path: String)
    /// A file that can't be read.
    case unreadable(path: String, reason: String)
    /// A file that can't be written.
    case unwritable(path: String, reason: String)
    /// The program that has to answer can't be called.
    case companion(path: String, reason: String)
    /// Tables with faults.
    case tables(TableFaults)
    /// A site profile that is not there or has faults.
    case site(SiteFailure)

    /// The status of `sysexits.h` that scripts test for.
    var status: Int32 {
        switch self {
        case .refused: 3
        case .asked: 4
        case .noFigure: 5
        case .usage: 64
        case .regimen, .diary, .noBoneMetastases, .arithmetic, .rows: 65
        case .batch(_, .empty), .batch(_, .header): 65
        case .missing: 66
        case .unreadable, .unwritable, .batch(_, .reading), .batch(_, .writing): 74
        case .companion: 69
        case .site(.missing): 66
        case .site(.unreadable): 74
        case .tables, .site(.faults): 78
        }
    }

    /// What standard error says, without the program's name; nil if nothing is left to say.
    var message: String? {
        switch self {
        case .refused, .asked, .noFigure: nil
        case .usage(let text): text
        case .regimen(let error): "\(error)"
        case .diary(let path, let error): "\(path): \(error)"
        case .noBoneMetastases(let path):
            "\(path): the entry says nothing of bone metastases; add \"boneMetastases\", "
                + "{} if nothing else is known of them"
        case .batch(let path, .reading(let code)):
            "\(path): \(String(cString: strerror(code)))"
        // A closed pipe ends the reader's interest; there is nobody left to tell.
        case .batch(_, .writing(EPIPE)): nil
        case .batch(_, .writing(let code)):
            "standard output: \(String(cString: strerror(code)))"
        case .batch(let path, let error): "\(path): \(error)"
        case .rows(let path, let malformed, let refused, let rows):
            "\(path): \(malformed) of \(rows) rows can't be read"
                + (refused > 0 ? ", and \(refused) are refused by a safety stop" : "")
                + "; the column error says why"
        case .arithmetic(let error): "\(error)"
        case .missing(let path): "\(path): no such file"
        case .unreadable(let path, let reason): "\(path): \(reason)"
        case .unwritable(let path, let reason): "\(path): can't be written: \(reason)"
        case .companion(let path, let reason):
            "\(path): \(reason); paind answers this and belongs in the same folder as paincalc"
        case .tables(let faults): "\(faults)"
        case .site(let failure): "\(failure)"
        }
    }
}

/// Runs a command's body; a failure becomes one message and its exit status.
func reportingFailure(_ body: () throws(CommandFailure) -> Void) throws(ExitCode) {
    do throws(CommandFailure) {
        try body()
    } catch {
        if let message = error.message { Terminal.complain("paincalc: \(message)") }
        throw ExitCode(error.status)
    }
}

/// Runs the engine; a number that can't be kept exactly is a fault of the input.
func computing<Answer>(
    _ body: () throws(QuantityError) -> Answer
) throws(CommandFailure) -> Answer {
    do throws(QuantityError) {
        return try body()
    } catch {
        throw .arithmetic(error)
    }
}
