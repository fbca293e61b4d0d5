/// The lines of a file, addressed from 1, in Unicode scalars.
struct SourceLines: Sendable {
    let lines: [[Unicode.Scalar]]

    init(_ text: String) {
        var lines: [[Unicode.Scalar]] = [[]]
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            // libyaml ends lines at these and counts from there.
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append([])
            default: lines[lines.count - 1].append(scalar)
            }
            previous = scalar
        }
        self.lines = lines
    }

    /// The line without its end; empty past the last.
    subscript(line: Int) -> [Unicode.Scalar] { lines.indices.contains(line - 1) ? lines[line - 1] : [] }

    /// Scalars in a line.
    func length(_ line: Int) -> Int { self[line].count }

    /// What stands at a place, nil past the end.
    func character(line: Int, column: Int) -> Unicode.Scalar? {
        let scalars = self[line]
        return scalars.indices.contains(column - 1) ? scalars[column - 1] : nil
    }

    /// How many scalars from a place up to a blank or a bracket.
    func word(line: Int, column: Int) -> Int {
        self[line].dropFirst(column - 1).prefix { !" \t,{}[]".unicodeScalars.contains($0) }.count
    }

    /// Line and column of a byte offset.
    static func position(ofByte offset: Int, in text: String) -> (line: Int, column: Int) {
        let before = SourceLines(String(decoding: text.utf8.prefix(offset), as: UTF8.self))
        return (before.lines.count, (before.lines.last?.count ?? 0) + 1)
    }
}
