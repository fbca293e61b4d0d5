extension DataSet {
    /// Reads a data set from an entry that fits its shape.
    init?(_ entry: Document.Entry, _ report: inout Report) {
        guard entry.isSound else { return nil }
        let fields = Fields(entry.node, "data")
        name = entry.name
        place = entry.place
        paths = fields.texts("path")
        format = fields.choice("format") ?? (paths.allSatisfy { $0.hasSuffix(".jsonl") } ? .jsonl : .text)
        seed = fields.integer("seed").map { UInt64(max(0, $0)) }
        fold = fields.integer("fold") ?? 1
        kinds = fields.choices("for")
        if let node = fields["groups"] {
            let table = Fields(node, "data.groups")
            groups = Groups(path: table.text("path") ?? "", column: table.text("by") ?? "")
        }
        coreference = fields.texts("coreference")
        headings = fields.choice("headings") ?? .kept
        splits = []
        for key in ["groups", "coreference", "headings"] where format != .text && fields.has(key) {
            report.add(
                Complaint(
                    "'\(key)' has no effect on \(format == .feedback ? "judgements" : "references and questions")",
                    at: fields.keyPlace(key), notes: ["it belongs to: format: text"]))
        }
        if format != .feedback, fields.has("for") {
            report.add(
                Complaint(
                    "'for' has no effect on \(format == .text ? "books" : "references and questions")",
                    at: fields.keyPlace("for"), notes: ["it belongs to: format: feedback"]))
        }
        for key in ["seed", "fold", "groups"] where fields.has(key) && !fields.has("split") {
            report.add(
                Complaint("'\(key)' has no effect without 'split'", at: fields.keyPlace(key)))
        }
        var shares = 0.0
        for pair in fields["split"]?.pairs ?? [] {
            guard let scalar = pair.value.scalar else { continue }
            if case .number(let share) = scalar.value {
                shares += share
                guard share > 0, share < 1 else {
                    report.add(
                        "a share lies between 0 and 1", about: pair.value,
                        hint: "or write a whole number of books")
                    continue
                }
                splits.append(Split(name: pair.key, size: .share(share)))
            } else if let count = scalar.integer {
                splits.append(Split(name: pair.key, size: .count(count)))
            }
        }
        if shares > 1.000001, let split = fields["split"] {
            report.add("the shares of the splits of '\(name)' add up to more than 1", about: split)
        }
    }
}

extension Task {
    init(_ fields: Fields) {
        instruction = fields.text("instruction") ?? ""
        criteria = fields.texts("criteria")
        guidelines = fields.text("guidelines")
        context = fields.choice("context") ?? .none
        let words = Fields(fields.node["max_words"] ?? fields.node, "task.max_words")
        let leaf = words.integer("leaf") ?? 1
        let inner = words.integer("inner") ?? leaf
        maxWords = MaxWords(leaf: leaf, inner: inner, root: words.integer("root") ?? inner)
    }
}

extension Oversight {
    init(_ fields: Fields) {
        words = fields.integer("words")
        minutes = fields.number("minutes")
        wordsPerMinute = fields.number("words_per_minute") ?? 230
    }
}
