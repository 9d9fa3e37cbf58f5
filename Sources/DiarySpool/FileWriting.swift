/// Whether somebody has a file open for writing.
enum FileWriting {
    case open
    case closed
    case unknown
}
