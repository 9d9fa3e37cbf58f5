import ArgumentParser
import PainDiary
import PainDosing

/// The regimen on the command line.
struct RegimenArgument: ParsableArguments {
    @Argument(help: "The regimen; several arguments are joined, \"-\" reads standard input.")
    var regimen: [String]

    /// The items, in the order written.
    func items(_ tables: TableSet) throws(CommandFailure) -> [RegimenItem] {
        var text = regimen.joined(separator: "; ")
        if regimen == ["-"] {
            let bytes = try InputFile.bytes(of: "-")
            guard let input = String(validating: bytes, as: UTF8.self) else {
                throw .regimen(RegimenError(message: "the regimen is not UTF-8 text"))
            }
            text = input
        }
        do throws(RegimenError) {
            return try RegimenShorthand(tables: tables).items(text)
        } catch {
            throw .regimen(error)
        }
    }
}
