import DosingTables
import PainDosing

/// Rows of the tables and publications, as text.
struct Citations {
    let index: CitationIndex

    /// The index of the tables of a directory, or of those built in for nil.
    static func load(_ directory: String?) throws(CommandFailure) -> Citations {
        do throws(TableFaults) {
            guard let directory else {
                return Citations(
                    index: try CitationIndex(.embedded, of: try BuiltInTables.tables.get()))
            }
            let files = try TableFiles(directory: directory)
            return Citations(index: try CitationIndex(files, of: try files.tableSet()))
        } catch {
            throw .tables(error)
        }
    }

    /// A row with its publication.
    func text(of row: CitedRow) -> String {
        ([heading(row), "  \(row.words)"] + publication(row.source, row.evidence).map { "  " + $0 })
            .joined(separator: "\n")
    }

    /// A publication with the rows that rest on it.
    func text(of source: Source) -> String {
        let rows = index.rows(citing: source.id)
        let counts = Evidence.allCases.compactMap { evidence -> String? in
            let count = rows.count { $0.evidence == evidence }
            return count == 0 ? nil : "\(count) \(Self.words(evidence))"
        }
        let behind = rows.isEmpty ? "no row" : counts.joined(separator: ", ")
        return (publication(source.id, nil) + ["Rows: \(behind)"] + rows.map { "  " + heading($0) })
            .joined(separator: "\n")
    }

    /// The rows without a publisher's page behind them, a line each.
    var weakRows: String {
        index.weak.map { row in
            "\(heading(row)): \(row.source), \(index.weakness(of: row.source) ?? "")\n"
        }.joined()
    }

    /// How many rows there are by evidence, and how many can't be signed for.
    var counts: String {
        let kinds = Evidence.allCases.map { evidence in
            "| `\(evidence.rawValue)` | \(Self.words(evidence)) | \(index.count(of: evidence)) |\n"
        }
        return kinds.joined()
            + "| | without a publisher's page | \(index.weak.count) of \(index.rows.count) |\n"
    }

    private func heading(_ row: CitedRow) -> String {
        "\(row.file):\(row.line) " + row.name.joined(separator: " > ")
    }

    private func publication(_ id: SourceID, _ evidence: Evidence?) -> [String] {
        let source = index.sources[id]
        let address = source?.url ?? "no address known"
        let doubt = index.weakness(of: id).map { $0 == "no address" ? "" : " (\($0))" } ?? ""
        return ["\(id): \(source?.citation ?? "not in the source list")", address + doubt]
            + (evidence.map { ["Evidence: \(Self.words($0))"] } ?? [])
    }

    /// What a kind of evidence means.
    static func words(_ evidence: Evidence) -> String {
        switch evidence {
        case .read: "read in the source or a copy of it"
        case .quoted: "quoted by another page"
        case .memory: "from memory, not checked"
        case .decision: "this project's own decision"
        }
    }
}
