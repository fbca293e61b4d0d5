/// Prints complaints as a compiler does: what is wrong, where, the source line with carets, what is allowed.
package struct Renderer: Sendable {
    /// Longer source lines are cut around the carets.
    private static let widest = 140

    private let sources: [String: SourceLines]

    /// A renderer that quotes lines of these files, by path.
    package init(sources: [String: String]) { self.sources = sources.mapValues { SourceLines($0) } }

    /// All complaints in the order given, each ending with a line break.
    package func text(_ complaints: [Complaint]) -> String { complaints.map { text($0) }.joined() }

    /// One complaint, ending with a line break.
    package func text(_ complaint: Complaint) -> String {
        let place = complaint.place
        let width = max(2, String(place.line).count)
        let margin = String(repeating: " ", count: width)
        var output = "\(complaint.severity.rawValue): \(complaint.message)\n"
        output += "\(margin)--> \(place.file):\(place.line):\(place.column)"
        if let context = complaint.context {
            output += "  \(context)\n"
        } else {
            output += "\n"
            output += snippet(place, hint: complaint.hint, width: width)
        }
        for note in complaint.notes { output += "\(margin) = \(note)\n" }
        return output
    }

    private func snippet(_ place: Place, hint: String?, width: Int) -> String {
        guard let lines = sources[place.file] else { return hint.map { " = \($0)\n" } ?? "" }
        var scalars = lines[place.line][...]
        if place.line == 1, scalars.first == "\u{FEFF}" { scalars = scalars.dropFirst() }
        var column = max(0, min(place.column - 1, scalars.count))
        var length = max(1, min(place.length, scalars.count - column))
        if scalars.count > Self.widest {
            let start = max(0, min(column - 40, scalars.count - Self.widest))
            scalars = scalars.dropFirst(start).prefix(Self.widest)
            column -= start
            length = max(1, min(length, Self.widest - column))
        }
        let margin = String(repeating: " ", count: width)
        let number = String(place.line)
        let line = String(
            String.UnicodeScalarView(scalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        let carets = String(repeating: " ", count: column) + String(repeating: "^", count: length)
        return """
            \(margin) |
            \(String(repeating: " ", count: width - number.count))\(number) | \(line)
            \(margin) | \(carets)\(hint.map { " " + $0 } ?? "")

            """
    }
}
