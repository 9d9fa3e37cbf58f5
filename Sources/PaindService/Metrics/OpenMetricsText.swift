/// Writes families of samples in the OpenMetrics text format.
///
/// Only the types that the older Prometheus format has too are written, since node_exporter's textfile
/// collector reads that one: it takes the whole file for faulty where it meets `info` or `stateset`.
struct OpenMetricsText {
    /// What a family is.
    enum Kind: String {
        case counter
        case gauge
        case histogram
    }

    /// One value under its labels.
    struct Sample {
        var suffix = ""
        var labels: KeyValuePairs<String, String> = [:]
        let value: String
    }

    private var text = ""

    /// A family; one without samples is left out.
    ///
    /// - Parameters:
    ///   - name: without the `_total` of a counter, ending in the unit if there is one.
    ///   - help: what it counts, in one sentence.
    mutating func family(
        _ name: String, _ kind: Kind, unit: String? = nil, _ help: String, _ samples: [Sample]
    ) {
        guard !samples.isEmpty else { return }
        text += "# TYPE \(name) \(kind.rawValue)\n"
        if let unit { text += "# UNIT \(name) \(unit)\n" }
        text += "# HELP \(name) \(OpenMetricsText.escaped(help))\n"
        for sample in samples {
            let suffix = kind == .counter ? "_total" : sample.suffix
            let labels = sample.labels.map { "\($0)=\"\(OpenMetricsText.escaped($1))\"" }
            let set = labels.isEmpty ? "" : "{" + labels.joined(separator: ",") + "}"
            text += "\(name)\(suffix)\(set) \(sample.value)\n"
        }
    }

    /// The whole text with its end, by which a reader knows that nothing is missing.
    var finished: String { text + "# EOF\n" }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
