/// Reads a pipeline file and what it includes into one tree: maps merge deeply, lists replace.
struct Merger {
    /// More files than any pipeline is made of: includes without end stop here.
    static let mostFiles = 100

    let read: (String) throws -> String
    var report = Report()
    /// In the order of reading.
    private(set) var files: [String] = []
    private(set) var sources: [String: String] = [:]
    private var merged: [String: Node] = [:]
    /// Whether every included file was read: otherwise names would be missed that are there.
    private(set) var isWhole = true

    init(read: @escaping (String) throws -> String) { self.read = read }

    /// The tree of a file with its includes; nil, with a complaint, when it cannot be read.
    mutating func tree(of path: String) -> Node? { tree(of: path, chain: [], namedAt: nil) }

    private mutating func tree(of path: String, chain: [String], namedAt place: Place?) -> Node? {
        if chain.contains(path) {
            let circle = (chain.drop { $0 != path } + [path]).joined(separator: " -> ")
            report.add(
                Complaint("these files include each other", at: place ?? start(of: path), notes: [circle]))
            return nil
        }
        if let known = merged[path] { return known }
        guard let source = source(of: path, namedAt: place) else { return nil }
        var reader = EventReader(source, file: path)
        let node = reader.read()
        for complaint in reader.complaints { report.add(complaint) }
        guard var node else { return nil }
        if let pairs = node.pairs {
            var base: Node?
            for item in includes(pairs) {
                guard let name = includedPath(item, from: path),
                    let included = tree(of: name, chain: chain + [path], namedAt: item.place)
                else {
                    isWhole = false
                    continue
                }
                base = base.map { Self.merge($0, included) } ?? included
            }
            let own = Node(.mapping(pairs.filter { $0.key != "include" }), at: node.place)
            node = base.map { Self.merge($0, own) } ?? own
        } else if !chain.isEmpty {
            report.add("an included file is a map of keys, not \(node.kindInWords)", about: node)
            return nil
        }
        merged[path] = node
        return node
    }

    private mutating func source(of path: String, namedAt place: Place?) -> String? {
        if let known = sources[path] { return known }
        guard files.count < Self.mostFiles else {
            report.add(
                Complaint(
                    "a pipeline is made of at most \(Self.mostFiles) files", at: place ?? start(of: path),
                    hint: "include fewer"))
            return nil
        }
        do {
            let text = try read(path)
            let length = sources.values.reduce(text.utf8.count) { $0 + $1.utf8.count }
            guard sources.isEmpty || length <= EventReader.longest else {
                report.add(
                    Complaint(
                        "with '\(path.shortened)' the files are longer than \(EventReader.longest.inWords) bytes together",
                        at: place ?? start(of: path)))
                return nil
            }
            files.append(path)
            sources[path] = text
            return text
        } catch {
            report.add(Complaint("cannot read '\(path)': \(error)", at: place ?? start(of: path)))
            return nil
        }
    }

    private func includes(_ pairs: [Node.Pair]) -> [Node] {
        guard let value = pairs.first(where: { $0.key == "include" })?.value else { return [] }
        return value.items ?? [value]
    }

    private mutating func includedPath(_ node: Node, from path: String) -> String? {
        guard case .text(let name)? = node.scalar?.value, !name.isEmpty else {
            if !node.isBroken {
                report.add("'include' needs paths of files, not \(node.kindInWords)", about: node)
            }
            return nil
        }
        return Self.join(name, to: path)
    }

    /// A path as seen from the folder of the file that names it.
    static func join(_ name: String, to file: String) -> String {
        if name.hasPrefix("/") { return name }
        var parts = file.split(separator: "/", omittingEmptySubsequences: false).map(String.init).dropLast()
        for part in name.split(separator: "/").map(String.init) where part != "." {
            if part == "..", let last = parts.last, last != "..", !last.isEmpty {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    /// Deep for maps; everything else is replaced. A replaced entry takes its place in the later file.
    static func merge(_ base: Node, _ over: Node) -> Node {
        guard let old = base.pairs, let new = over.pairs else { return over }
        var result = old
        let places = Dictionary(old.indices.map { (old[$0].key, $0) }) { first, _ in first }
        for pair in new {
            if let index = places[pair.key] {
                result[index].value = merge(result[index].value, pair.value)
                result[index].keyPlace = pair.keyPlace
            } else {
                result.append(pair)
            }
        }
        return Node(.mapping(result), at: over.place)
    }

    private func start(of path: String) -> Place { Place(file: path, line: 1, column: 1) }
}
