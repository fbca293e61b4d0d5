/// Collects complaints; the same one is kept once.
struct Report {
    /// More than anybody mends at once, and few enough to be printed at once.
    static let most = 500

    private(set) var complaints: [Complaint] = []
    private var seen: Set<Complaint> = []

    /// Whether no more complaints are taken: what finds many may stop.
    var isFull: Bool { complaints.count > Self.most }

    /// Adds a complaint unless it was made before, or there are too many.
    mutating func add(_ complaint: Complaint) {
        guard !isFull, seen.insert(complaint).inserted else { return }
        guard complaints.count < Self.most else {
            complaints.append(
                Complaint(
                    "there is more to mend: only \(Self.most) complaints are made at once",
                    at: complaint.place))
            return
        }
        complaints.append(complaint)
    }

    /// Adds an error about a node, saying where its value comes from if it was put there for a `$name`.
    mutating func add(_ message: String, about node: Node, hint: String? = nil, notes: [String] = []) {
        var notes = notes
        if let origin = node.origin {
            notes.append(
                "$\(origin.name) is \(node.kindInWords), written at \(origin.place.file):\(origin.place.line):\(origin.place.column)"
            )
        }
        add(Complaint(message, at: node.place, hint: hint, notes: notes))
    }

    /// Sorted by file in reading order, then line, then column.
    func sorted(files: [String]) -> [Complaint] {
        func rank(_ file: String) -> Int { files.firstIndex(of: file) ?? files.count }
        return complaints.enumerated().sorted { left, right in
            let a = left.element.place
            let b = right.element.place
            return (rank(a.file), a.file, a.line, a.column, left.offset)
                < (rank(b.file), b.file, b.line, b.column, right.offset)
        }.map(\.element)
    }
}
