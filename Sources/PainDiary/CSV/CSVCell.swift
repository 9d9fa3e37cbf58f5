import StrictJSON

/// One cell that is not empty, with its place in the sheet.
struct CSVCell {
    /// The text without quotes and without blanks around it.
    let text: String
    /// Row and column as a spreadsheet counts them, 1 being the first.
    let position: JSONPosition
}

/// One row of a sheet.
struct CSVRow {
    /// The row's number as a spreadsheet shows it, 1 being the first.
    let number: Int
    /// How many cells the row has, empty ones included.
    let width: Int
    /// The cells that are not empty, in order.
    let cells: [CSVCell]

    /// The place of the row as a whole.
    var position: JSONPosition { JSONPosition(line: number, column: 0) }
}
