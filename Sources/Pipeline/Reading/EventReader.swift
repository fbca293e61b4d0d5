internal import CYaml

/// Reads YAML into located nodes from the parser's events.
///
/// Events are used rather than Yams' nodes because only they know the place of each duplicate key, of each anchor
/// and alias, and because a stack of our own cannot be overrun by a file that nests too deep.
struct EventReader {
    /// Deeper than any pipeline, far from the end of the stack for what walks over nodes.
    static let deepest = 40
    /// Bytes; a pipeline is a page or two.
    static let longest = 1_000_000
    /// Values, keys, lists and maps; a stage has about ten.
    static let most = 100_000

    let file: String
    private let lines: SourceLines
    private let source: String
    private(set) var complaints: [Complaint] = []
    private var stack: [Frame] = []
    private var root: Node?
    private var documents = 0
    private var values = 0

    /// A list or a map that is still open.
    private struct Frame {
        var isMapping: Bool
        var start: yaml_mark_t
        var items: [Node] = []
        var pairs: [Node.Pair] = []
        /// The line on which each key stands.
        var lines: [String: Int] = [:]
        var key: (name: String?, place: Place)?
    }

    init(_ source: String, file: String) {
        self.file = file
        self.source = source.hasPrefix("\u{FEFF}") ? String(source.dropFirst()) : source
        lines = SourceLines(self.source)
    }

    /// The node of the file's only document; nil, with a complaint, when there is no tree to be had.
    mutating func read() -> Node? {
        var bytes = Array(source.utf8)
        guard bytes.count <= Self.longest else {
            complaints.append(
                Complaint(
                    "this file is too long for a pipeline, which has at most \(Self.longest.inWords) bytes",
                    at: Place(file: file, line: 1, column: 1)))
            return nil
        }
        bytes.append(0)
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else { return nil }
        defer { yaml_parser_delete(&parser) }
        return bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count - 1)
            return readEvents(&parser)
        }
    }

    private mutating func readEvents(_ parser: inout yaml_parser_t) -> Node? {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(&parser, &event) == 1 else {
                complaints.append(SyntaxComplaint(parser, lines: lines, file: file).complaint)
                return nil
            }
            defer { yaml_event_delete(&event) }
            values += 1
            guard values <= Self.most else {
                refuse("this file says too much: a pipeline has at most \(Self.most.inWords) values", event)
                return nil
            }
            switch event.type {
            case YAML_STREAM_END_EVENT:
                return root
                    ?? Node(.scalar(Scalar(plain: "")), at: Place(file: file, line: 1, column: 1))
            case YAML_DOCUMENT_START_EVENT:
                documents += 1
                if documents > 1 {
                    refuse("a pipeline is one YAML document; a second one starts here", event)
                    return root
                }
            case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT:
                let isMapping = event.type == YAML_MAPPING_START_EVENT
                let anchor = isMapping ? event.data.mapping_start.anchor : event.data.sequence_start.anchor
                let tag = isMapping ? event.data.mapping_start.tag : event.data.sequence_start.tag
                refuse(anchor: anchor, tag: tag, event)
                guard stack.count < Self.deepest else {
                    refuse("this is nested too deep; a pipeline has at most \(Self.deepest) levels", event)
                    return nil
                }
                stack.append(Frame(isMapping: isMapping, start: event.start_mark))
            case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
                guard let frame = stack.popLast() else { return nil }
                close(frame, end: event.end_mark)
            case YAML_ALIAS_EVENT:
                refuse("aliases are not used in pipelines; write the value, or use a var: $name", event)
                add(Node(.broken, at: place(event)))
            case YAML_SCALAR_EVENT:
                readScalar(event)
            default: break
            }
        }
    }

    private mutating func readScalar(_ event: yaml_event_t) {
        let isBad = refuse(anchor: event.data.scalar.anchor, tag: event.data.scalar.tag, event)
        let bytes = UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length)
        let text = String(decoding: bytes, as: UTF8.self)
        let isPlain = event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE
        let scalar = isPlain ? Scalar(plain: text) : Scalar(quoted: text)
        add(Node(isBad ? .broken : .scalar(scalar), at: place(event)), name: text)
    }

    private mutating func close(_ frame: Frame, end: yaml_mark_t) {
        let first = frame.isMapping ? frame.pairs.first?.keyPlace : frame.items.first?.place
        var at = place(frame.start, end)
        if frame.start.line != end.line, let first, first.line == at.line, first.column == at.column {
            at.length = first.length
        } else if frame.start.line != end.line {
            at.length = 1
        }
        add(Node(frame.isMapping ? .mapping(frame.pairs) : .sequence(frame.items), at: at))
    }

    private mutating func add(_ node: Node, name: String? = nil) {
        guard var frame = stack.popLast() else {
            if root == nil { root = node }
            return
        }
        defer { stack.append(frame) }
        guard frame.isMapping else {
            frame.items.append(node)
            return
        }
        if let key = frame.key {
            frame.key = nil
            if let name = key.name {
                frame.pairs.append(Node.Pair(key: name, keyPlace: key.place, value: node))
            }
            return
        }
        frame.key = (keyName(node, name, frame.lines), node.place)
        if let name = frame.key?.name { frame.lines[name] = node.place.line }
    }

    /// The key's name; nil, with a complaint, for a key that cannot be one: its value is then left out.
    private mutating func keyName(_ node: Node, _ name: String?, _ before: [String: Int]) -> String? {
        guard let name else {
            if !node.isBroken {
                complaints.append(
                    Complaint(
                        "a key must be a name, not \(node.kindInWords)", at: node.place,
                        hint: bracesHint(node)))
            }
            return nil
        }
        if name == "<<" {
            complaints.append(
                Complaint(
                    "'<<' does not merge maps here", at: node.place, notes: ["use include: or vars: instead"])
            )
            return nil
        }
        if let first = before[name] {
            complaints.append(
                Complaint(
                    "the key '\(name.shortened)' stands here twice", at: node.place,
                    notes: ["it was first written on line \(first)"]))
            return nil
        }
        return name
    }

    private func bracesHint(_ node: Node) -> String? {
        node.place.column > 1 && lines.character(line: node.place.line, column: node.place.column - 1) == "$"
            ? "write $name without braces" : nil
    }

    @discardableResult
    private mutating func refuse(
        anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, _ event: yaml_event_t
    ) -> Bool {
        if anchor != nil {
            refuse("anchors are not used in pipelines; use a var: $name", event)
        }
        if tag != nil {
            refuse("tags are not used in pipelines", event)
        }
        return anchor != nil || tag != nil
    }

    private mutating func refuse(_ message: String, _ event: yaml_event_t) {
        var at = place(event.start_mark, event.end_mark)
        let rest = lines.word(line: at.line, column: at.column)
        at.length = max(1, rest)
        complaints.append(Complaint(message, at: at))
    }

    private func place(_ event: yaml_event_t) -> Place { place(event.start_mark, event.end_mark) }

    private func place(_ start: yaml_mark_t, _ end: yaml_mark_t) -> Place {
        let line = Int(start.line) + 1
        let column = Int(start.column) + 1
        let length =
            start.line == end.line
            ? Int(end.column) - Int(start.column) : lines.length(line) - Int(start.column)
        return Place(file: file, line: line, column: column, length: length)
    }
}
