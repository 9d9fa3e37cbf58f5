import CYaml

/// The events of a YAML text, one after the other.
///
/// It owns the parser of libyaml, which points into itself and into the text and so can't be moved.
final class YAMLEvents {
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let text: UnsafeMutableBufferPointer<UInt8>
    private let file: String
    /// False if there was no memory for the parser.
    private let isReady: Bool

    /// A text from its beginning; messages call it `file`.
    init(_ bytes: [UInt8], file: String) {
        // One byte more, since the parser takes no text without an address.
        text = .allocate(capacity: bytes.count + 1)
        _ = text.initialize(from: bytes + [0])
        self.file = file
        isReady = yaml_parser_initialize(parser) == 1
        guard isReady else { return }
        // The encoding is named, since it would be guessed from the first bytes otherwise.
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    /// The next event.
    ///
    /// - Throws: `TextFault` where the text is no YAML; the rest of it is lost then.
    func next() throws(TextFault) -> YAMLEvent {
        var event = yaml_event_t()
        guard isReady, yaml_parser_parse(parser, &event) == 1 else { throw fault }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(event)
    }

    private var fault: TextFault {
        guard let problem = parser.pointee.problem else {
            return TextFault(file: file, line: 1, message: "there is no memory to read the file")
        }
        return TextFault(
            file: file, line: lineOfProblem,
            message: "this is not YAML: \(String(cString: problem))")
    }

    private var lineOfProblem: Int {
        // Bytes that are no characters of YAML are found before lines are counted.
        guard parser.pointee.error == YAML_READER_ERROR else {
            return Int(parser.pointee.problem_mark.line) + 1
        }
        return 1 + text.prefix(parser.pointee.problem_offset).count { $0 == UInt8(ascii: "\n") }
    }
}
