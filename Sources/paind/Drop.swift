import ArgumentParser
import DiarySpool
import Glibc
import PaindService
import SystemPackage

/// What `paincalc drop` asks for.
struct DropOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Do what `paincalc drop` does, then exit.", valueName: "file"))
    var drop: [String] = []

    @Option(help: ArgumentHelp("With --drop, the spool.", valueName: "dir"))
    var to: String?

    @Flag(help: "With --drop, wait for the answer and print it.")
    var wait = false

    @Option(help: ArgumentHelp("With --drop, wait so many seconds.", valueName: "seconds"))
    var within: UInt16 = 60

    /// Drops the files one after the other and, if that is asked for, prints what becomes of each.
    ///
    /// - Returns: 0; 65 where one was not accepted, 75 where one still waits.
    func run(_ path: String) throws(ServiceFailure) -> Int32 {
        let drop = try DiaryDrop(try configuration(path))
        var status: Int32 = 0
        var dropped: [DiaryDrop.Dropped] = []
        for file in self.drop {
            do throws(ServiceFailure) {
                let one = try drop.drop(FilePath(file))
                dropped.append(one)
                if !wait { StandardOutput.write("\(one.name): dropped.\n") }
            } catch .notDropped(let reason) {
                StandardError.tell("not dropped: \(reason)")
                status = 65
            } catch {
                throw error
            }
        }
        guard wait else { return status }
        let end = SuspendingClock.now.advanced(by: .seconds(within))
        for one in dropped { status = max(status, try tell(one, drop, until: end)) }
        return status
    }

    private func tell(
        _ dropped: DiaryDrop.Dropped, _ drop: DiaryDrop, until end: SuspendingClock.Instant
    ) throws(ServiceFailure) -> Int32 {
        while true {
            switch try drop.end(of: dropped) {
            case .accepted(let report, let path):
                StandardOutput.write(
                    report
                        ?? "\(dropped.name): accepted; whoever may read it finds the report in \(path)\n"
                )
                return 0
            case .rejected(let reason):
                StandardOutput.write(reason)
                return 65
            case nil:
                guard SuspendingClock.now < end else {
                    StandardError.tell(
                        "\(dropped.name) was dropped and still waits; is paind running?")
                    return 75
                }
                usleep(50_000)
            }
        }
    }

    /// The service's own or, where there is none on this machine, one with the built-in tables.
    private func configuration(_ path: String) throws(ServiceFailure) -> ServiceConfiguration {
        guard let to else { return try ServiceConfiguration.load(path) }
        let root = FilePath(to)
        if access(path, F_OK) == 0 {
            var configuration = try ServiceConfiguration.load(path)
            configuration.spool = SpoolLayout(root: root)
            return configuration
        }
        return ServiceConfiguration(
            spool: SpoolLayout(root: root), ledger: root.appending("ledger.sqlite"),
            reports: root.appending("reports"))
    }
}
