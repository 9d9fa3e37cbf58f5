/// Rows of cells as lines whose columns stand below each other.
package enum TextColumns {
    /// One line a row, columns two spaces apart, nothing after the last cell that says something.
    ///
    /// Every row has as many cells as the first.
    package static func aligned(_ rows: [[String]]) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            var gap = 0
            for (cell, width) in zip(row, widths) {
                if cell.isEmpty {
                    gap += width + 2
                } else {
                    line += String(repeating: " ", count: gap) + cell
                    gap = width - cell.count + 2
                }
            }
            return line
        }
    }
}
