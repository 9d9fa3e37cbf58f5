import ArgumentParser
import ChartReading
import PainDiary
import PainDosing

/// The regimen on the command line.
struct RegimenArgument: ParsableArguments {
    @Argument(
        help: "The regimen in quotes; several are joined, \"-\" reads standard input.")
    var regimen: [String]

    /// What the regimen says, read as on the charts of a country; nil for those of all.
    func reading(
        _ tables: TableSet, in country: Country?
    ) throws(CommandFailure) -> ReadRegimen {
        let text = try text()
        do throws(RegimenError) {
            let reading = try ChartReader(tables: tables, country: country).reading(text)
            if reading.items.isEmpty, reading.open.isEmpty {
                throw RegimenError(
                    message: "no opioid is named. " + reading.setAside.joined(separator: "; "))
            }
            return reading
        } catch {
            throw .regimen(error)
        }
    }

    /// The items, for an answer that each open point would change.
    ///
    /// - Parameter ignoring: the points that the answer does not depend on; they are named, and a dose
    ///   whose number is open stands among the items with none counted, for the safety limits.
    func items(
        _ tables: TableSet, in country: Country?, ignoring: (OpenPoint) -> Bool = { _ in false }
    ) throws(CommandFailure) -> [RegimenItem] {
        let reading = try reading(tables, in: country)
        if let point = reading.open.first(where: { !ignoring($0) || reading.items.isEmpty }) {
            throw .regimen(RegimenError(item: point.item, message: point.text))
        }
        for line in reading.readAs { Terminal.complain("Read as  \(line)") }
        for point in reading.open {
            Terminal.complain("Not counted  \(point.words): \(point.text)")
        }
        for line in reading.setAside + reading.remarks { Terminal.complain("Note  \(line)") }
        return reading.items + reading.open.compactMap(\.oneDose)
    }

    private func text() throws(CommandFailure) -> String {
        guard regimen == ["-"] else { return joined }
        let bytes = try InputFile.bytes(of: "-")
        guard let input = String(validating: bytes, as: UTF8.self) else {
            throw .regimen(RegimenError(message: "the regimen is not UTF-8 text"))
        }
        return input
    }

    /// Several regimens, or the words of one that nobody put in quotes.
    private var joined: String {
        var parts: [String] = []
        var isWords = false
        for argument in regimen {
            let isWord = !argument.contains(" ")
            if isWord, isWords, let last = parts.popLast() {
                parts.append("\(last) \(argument)")
            } else {
                parts.append(argument)
            }
            isWords = isWord
        }
        if regimen.count > parts.count {
            Terminal.complain(
                "paincalc: put the regimen in quotes, since the shell ends it at \";\"; it is read as "
                    + "\"\(parts.joined(separator: "; "))\"")
        }
        return parts.joined(separator: "; ")
    }
}
