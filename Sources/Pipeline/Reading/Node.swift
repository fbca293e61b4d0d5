/// A piece of YAML with its place.
package struct Node: Hashable, Sendable {
    /// What stands at a node.
    package indirect enum Content: Hashable, Sendable {
        /// A single value.
        case scalar(Scalar)
        /// A list, in order.
        case sequence([Node])
        /// Keys and values, in the order of the file.
        case mapping([Pair])
        /// Already complained about: nothing more is said of it.
        case broken
    }

    /// One key and its value.
    package struct Pair: Hashable, Sendable {
        /// The key.
        package var key: String
        /// Where the key stands.
        package var keyPlace: Place
        /// What stands under the key.
        package var value: Node
    }

    /// The `$name` for which a value was put here, and where that value is written.
    package struct Origin: Hashable, Sendable {
        /// The name that the file gives it.
        package var name: String
        /// Where it stands in its file.
        package var place: Place
    }

    /// What stands here.
    package var content: Content
    /// Where it stands in its file.
    package var place: Place
    /// Where a value that was put in for a variable comes from; `nil` where it stands here itself.
    package var origin: Origin?

    /// A node at its place.
    package init(_ content: Content, at place: Place, origin: Origin? = nil) {
        self.content = content
        self.place = place
        self.origin = origin
    }
}

/// A single value by the rules of YAML 1.2: only `true` and `false` are booleans, only decimal numbers are numbers.
package struct Scalar: Hashable, Sendable {
    /// A value as YAML means it.
    package enum Value: Hashable, Sendable {
        /// Nothing is written.
        case null
        /// True or false.
        case flag(Bool)
        /// A whole number.
        case integer(Int)
        /// A number with a fraction.
        case number(Double)
        /// A text.
        case text(String)
    }
    /// What the scalar means.
    package var value: Value
    /// As written, without quotes.
    package var text: String
}

extension Node {
    /// The scalar, nil when the node is a list, a map or broken.
    package var scalar: Scalar? {
        if case .scalar(let scalar) = content { return scalar }
        return nil
    }

    /// The text of a scalar as written.
    package var text: String? { scalar?.text }

    /// The pairs of a map, nil when the node is something else.
    package var pairs: [Pair]? {
        if case .mapping(let pairs) = content { return pairs }
        return nil
    }

    /// The items of a list, nil when the node is something else.
    package var items: [Node]? {
        if case .sequence(let items) = content { return items }
        return nil
    }

    /// The value of a key of a map.
    package subscript(key: String) -> Node? { pairs?.first { $0.key == key }?.value }

    /// Whether a complaint about this very node was already made.
    package var isBroken: Bool { content == .broken }

    /// Whether a complaint about this node or one inside it was already made.
    package var hasBroken: Bool {
        switch content {
        case .broken: true
        case .scalar: false
        case .sequence(let items): items.contains { $0.hasBroken }
        case .mapping(let pairs): pairs.contains { $0.value.hasBroken }
        }
    }

    /// Adds every text that stands as a value in this node.
    func collectTexts(into texts: inout Set<String>) {
        switch content {
        case .broken: break
        case .scalar(let scalar): texts.insert(scalar.text)
        case .sequence(let items): for item in items { item.collectTexts(into: &texts) }
        case .mapping(let pairs): for pair in pairs { pair.value.collectTexts(into: &texts) }
        }
    }

    /// What this is, for a message: `a list`, `'fixed'`, `nothing`.
    package var kindInWords: String {
        switch content {
        case .broken: "nothing"
        case .sequence: "a list"
        case .mapping: "a map"
        case .scalar(let scalar): scalar.value == .null ? "nothing" : "'\(scalar.text.shortened)'"
        }
    }
}

extension [String] {
    /// One after another with commas; of very many the first ones and how many more.
    var listed: String {
        prefix(100).joined(separator: ", ") + (count > 100 ? " and \((count - 100).inWords) more" : "")
    }

    /// `a, b or c`; nothing of none.
    var alternatives: String {
        guard count > 1, let last else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " or " + last
    }
}

extension String {
    /// The first line, cut to a length that fits into a message.
    var shortened: String {
        // A text may be as long as a file, and one character of it too: only what may be shown is looked at.
        let scalars = unicodeScalars.prefix(400)
        let beginning = String(scalars)
        let line = beginning.prefix(61).prefix { !$0.isNewline }
        if line.count > 60 { return line.prefix(57) + "..." }
        return line.endIndex < beginning.endIndex || scalars.endIndex < unicodeScalars.endIndex
            ? line + "..." : String(line)
    }
}
