internal import CYaml

/// Says in plain words what the YAML parser could not read.
struct SyntaxComplaint {
    let complaint: Complaint

    init(_ parser: yaml_parser_t, lines: SourceLines, file: String) {
        let problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
        var line = Int(parser.problem_mark.line) + 1
        var column = Int(parser.problem_mark.column) + 1
        if parser.error == YAML_READER_ERROR {
            let text = lines.lines.map { line in String(String.UnicodeScalarView(line)) }.joined(
                separator: "\n")
            (line, column) = SourceLines.position(ofByte: Int(parser.problem_offset), in: text)
        }
        // The end of the file lies after the last line: point at the end of the text instead.
        while line > 1, lines[line].isEmpty, line >= lines.lines.count {
            line -= 1
            column = lines.length(line) + 1
        }
        let character = lines.character(line: line, column: column)
        let (message, hint) = Self.words(
            problem, isReader: parser.error == YAML_READER_ERROR, character,
            before: lines[line].prefix(column - 1))
        var notes: [String] = []
        if let context = parser.context.map({ String(cString: $0) }),
            context.hasPrefix("while parsing a flow") || context.hasPrefix("while scanning a quoted")
        {
            let opener =
                context.hasPrefix("while scanning")
                ? "quotation" : context.contains("mapping") ? "'{'" : "'['"
            notes.append(
                "the \(opener) opened at \(parser.context_mark.line + 1):\(parser.context_mark.column + 1) is not closed before this"
            )
        }
        complaint = Complaint(
            message, at: Place(file: file, line: line, column: column), hint: hint, notes: notes)
    }

    private static func words(
        _ problem: String, isReader: Bool, _ character: Unicode.Scalar?, before: ArraySlice<Unicode.Scalar>
    ) -> (message: String, hint: String?) {
        if isReader { return ("a control character stands here", nil) }
        if problem.hasPrefix("found character that cannot start any token") || problem.contains("tab") {
            switch character {
            case "\t": return ("a tab stands where only spaces may", "use spaces")
            case let character?: return ("a text cannot begin with '\(character)'", "put it in quotes")
            case nil: break
            }
        }
        if character == "\t" || (before.contains("\t") && before.allSatisfy { $0 == " " || $0 == "\t" }) {
            return ("a tab stands where only spaces may", "use spaces")
        }
        switch problem {
        case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
            let closing = problem.hasSuffix("'}'") ? "}" : "]"
            if character == "{", before.last == "$" {
                return ("'${' is not used here", "write $name without braces")
            }
            return ("a ',' or '\(closing)' is missing before this", nil)
        case "mapping values are not allowed in this context":
            return ("a ':' is not allowed here", "quote the text, or mend the indent")
        case "could not find expected ':'":
            return ("a ':' is missing after the key before this", nil)
        case "did not find expected key":
            return ("a key is expected here", "does the indent match the lines above?")
        case "did not find expected '-' indicator":
            return ("an item that begins with '-' is expected here", nil)
        case "found unexpected end of stream":
            return ("the file ends in the middle of a text in quotes", nil)
        default:
            return ("this is not YAML: \(problem)", nil)
        }
    }
}
