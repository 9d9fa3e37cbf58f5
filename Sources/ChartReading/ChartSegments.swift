import PainDosing
import Quantities

/// The words of one item of a regimen.
struct ChartSegment {
    var pieces: [ChartPiece]
    /// Whether a semicolon or a new line stands before it.
    var startsList: Bool
    /// Whether it takes drug and route from the item before.
    var inherits = false

    var hasName: Bool {
        pieces.contains { if case .name = $0.kind { true } else { false } }
    }
    var hasOther: Bool {
        pieces.contains {
            switch $0.kind {
            case .otherDrug, .otherOpioid: true
            default: false
            }
        }
    }
    var hasUnknown: Bool {
        pieces.contains { if case .unknown = $0.kind { true } else { false } }
    }
    /// Whether a dose of its own stands there, rather than a limit or a strength.
    var hasMass: Bool {
        for (index, piece) in pieces.enumerated() {
            let isNumber: Bool
            switch piece.kind {
            case .number, .range: isNumber = true
            default: isNumber = false
            }
            guard isNumber, index + 1 < pieces.count else { continue }
            let unit = pieces[index + 1]
            guard unit.has(.milligram) || unit.has(.microgram) || unit.has(.gram) else { continue }
            let isLimit = index > 0 && pieces[0..<index].contains { $0.has(.limit) }
            if !isLimit { return true }
        }
        return false
    }
    var isEmpty: Bool { pieces.isEmpty }
}

/// Parts a chart into its items.
enum ChartSegments {
    /// The items in the order written.
    static func items(_ pieces: [ChartPiece]) -> [ChartSegment] {
        var items: [ChartSegment] = []
        for segment in parts(pieces).flatMap(atNames) {
            guard let last = items.last else {
                items.append(segment)
                continue
            }
            if segment.hasName || segment.hasOther {
                // A heading such as "syringe driver:" belongs to what follows.
                if !last.hasName, !last.hasOther, !last.hasMass, !last.hasUnknown,
                    !segment.startsList || items.count == 1
                {
                    items[items.count - 1].pieces += segment.pieces
                } else {
                    items.append(segment)
                }
            } else if segment.hasMass || segment.startsList {
                let isContinuation = !segment.startsList && !last.hasMass && last.hasName
                if isContinuation {
                    items[items.count - 1].pieces += segment.pieces
                } else {
                    var own = segment
                    own.inherits = true
                    items.append(own)
                }
            } else {
                items[items.count - 1].pieces += segment.pieces
            }
        }
        return items
    }

    /// Between separators: a semicolon or a new line always parts, a comma, a plus and "and" may.
    private static func parts(_ pieces: [ChartPiece]) -> [ChartSegment] {
        var parts: [ChartSegment] = []
        var current = ChartSegment(pieces: [], startsList: false)
        func isSum(_ index: Int) -> Bool {
            guard pieces[index].isMark("+"), index > 0, index + 1 < pieces.count,
                case .number = pieces[index - 1].kind, case .number = pieces[index + 1].kind
            else { return false }
            return true
        }
        for (index, piece) in pieces.enumerated() {
            let isHard = piece.isMark(";") || piece.isMark("\n")
            let isSoft =
                piece.isMark(",") || piece.isMark("&") || piece.has(.and)
                || (piece.isMark("+") && !isSum(index))
            guard isHard || isSoft else {
                current.pieces.append(piece)
                continue
            }
            if !current.isEmpty { parts.append(current) }
            let startsList = isHard || (current.isEmpty && current.startsList)
            current = ChartSegment(pieces: [], startsList: startsList)
        }
        if !current.isEmpty { parts.append(current) }
        return parts
    }

    /// Parts a segment before each drug that follows a dose: "MST 30 mg bd Oramorph 10 mg prn".
    private static func atNames(_ segment: ChartSegment) -> [ChartSegment] {
        var parts: [ChartSegment] = []
        var current = ChartSegment(pieces: [], startsList: segment.startsList)
        for (index, piece) in segment.pieces.enumerated() {
            let isName: Bool
            switch piece.kind {
            case .name, .otherDrug, .otherOpioid: isName = true
            default: isName = false
            }
            let before = ChartSegment(pieces: current.pieces, startsList: false)
            let isJoined =
                index > 0
                && (segment.pieces[index - 1].isMark("/")
                    || segment.pieces[index - 1].isMark("("))
            if isName, before.hasName || before.hasOther, before.hasAmount, !isJoined {
                parts.append(current)
                current = ChartSegment(pieces: [], startsList: false)
            }
            current.pieces.append(piece)
        }
        parts.append(current)
        return parts
    }
}

extension ChartSegment {
    fileprivate var hasAmount: Bool {
        pieces.contains { piece in
            switch piece.kind {
            case .number, .range, .scheme, .pair: true
            default: false
            }
        }
    }
}
