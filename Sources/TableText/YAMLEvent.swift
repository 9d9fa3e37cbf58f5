import CYaml

/// One step through a YAML text.
struct YAMLEvent {
    /// What begins or ends here.
    enum Kind {
        case stream
        case document
        case scalar(String, isPlain: Bool)
        case list
        case mapping
        case alias
        /// The end of the innermost list or mapping, or of the document.
        case end
        case streamEnd
    }

    let kind: Kind
    /// Where it begins, from 1.
    let line: Int
    /// The character of the line, from 1; an anchor or a tag before a value belongs to it.
    let column: Int

    init(_ event: yaml_event_t) {
        line = Int(event.start_mark.line) + 1
        column = Int(event.start_mark.column) + 1
        kind =
            switch event.type {
            case YAML_STREAM_START_EVENT: .stream
            case YAML_DOCUMENT_START_EVENT: .document
            case YAML_SCALAR_EVENT:
                .scalar(
                    String(
                        decoding: UnsafeBufferPointer(
                            start: event.data.scalar.value, count: event.data.scalar.length),
                        as: UTF8.self),
                    isPlain: event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
            case YAML_SEQUENCE_START_EVENT: .list
            case YAML_MAPPING_START_EVENT: .mapping
            case YAML_ALIAS_EVENT: .alias
            case YAML_STREAM_END_EVENT: .streamEnd
            default: .end
            }
    }

    /// Whether a list, a mapping or the document ends here.
    var isEnd: Bool {
        if case .end = kind { true } else { false }
    }
}
