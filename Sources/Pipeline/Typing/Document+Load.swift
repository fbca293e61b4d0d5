extension Document {
    /// Reads a pipeline file, what it includes, and its vars.
    ///
    /// Fails only when there is no whole tree to be had: a file that cannot be read, or is not YAML. Everything else that is
    /// wrong is kept in ``complaints`` and reported by `checked(with:)` together with the rest.
    ///
    /// - Parameters:
    ///   - path: the main file; included paths are joined to the folder of the file that names them.
    ///   - set: `name=value` or `vars.name=value`, as after `--set`.
    ///   - read: gives the text of a file.
    package static func load(
        _ path: String, set: [String] = [], read: (String) throws -> String
    ) -> Result<Document, Complaints> {
        withoutActuallyEscaping(read) { read in
            var merger = Merger(read: read)
            guard let tree = merger.tree(of: path), merger.isWhole else {
                return .failure(
                    Complaints(merger.report.sorted(files: merger.files), sources: merger.sources))
            }
            return .success(
                Document(
                    tree, file: path, files: merger.files, sources: merger.sources, set: set,
                    report: merger.report))
        }
    }

    private init(
        _ tree: Node, file: String, files: [String], sources: [String: String], set: [String], report: Report
    ) {
        var checker = Checker(report: report)
        var sources = sources
        var files = files
        var variables = Variables(tree["vars"], report: &checker.report)
        for assignment in set {
            let (name, text) = variables.set(assignment, report: &checker.report)
            files.append(name)
            sources[name] = text
        }
        var misused: Set<String> = []
        let root = Self.substitute(tree, variables, &checker, misused: &misused)
        misusedAxes = misused
        self.file = file
        self.files = files
        self.sources = sources
        self.root = root
        name = ""
        seed = 0
        data = []
        matrix = []
        models = []
        decomposers = []
        overseers = []
        stages = []
        complaints = []
        if root.pairs == nil {
            if !root.isBroken {
                checker.report.add(
                    root.scalar?.value == .null
                        ? "this file is empty" : "a pipeline is a map of keys, not \(root.kindInWords)",
                    about: root, notes: [Checker.keys(Schema.top)])
            }
        } else {
            readTop(&checker)
        }
        complaints = checker.report.sorted(files: files)
    }

    private static func substitute(
        _ tree: Node, _ variables: Variables, _ checker: inout Checker, misused: inout Set<String>
    ) -> Node {
        let axes = tree["matrix"]?.pairs ?? []
        for axis in axes where variables.values[axis.key] != nil {
            checker.report.add(
                Complaint("'\(axis.key.shortened)' is both an axis and a var", at: axis.keyPlace))
            misused.insert(axis.key)
        }
        checker.axes = Set(axes.map(\.key).filter(Name.isValid))
        guard let pairs = tree.pairs else { return tree }
        let names = variables.names + axes.map(\.key)
        var report = checker.report
        let varying: Set = ["models", "decomposers", "overseers", "stages"]
        let result = pairs.map { pair -> Node.Pair in
            guard pair.key != "vars" else { return pair }
            var pair = pair
            func unknown(_ node: Node, _ name: String) {
                if checker.axes.contains(name) {
                    misused.insert(name)
                    report.add(
                        "'$\(name)' cannot stand in '\(pair.key)': an axis varies stages and what they name",
                        about: node)
                    return
                }
                report.add(
                    "no var or axis is called '\(name)'", about: node,
                    hint: Suggestion.nearest(to: name, among: names).map { "did you mean '$\($0)'?" },
                    notes: [
                        names.isEmpty
                            ? "the file has neither vars nor matrix; a text that begins with $ is written $$\(name)"
                            : "names here: \(names.map { "$" + $0 }.listed)"
                    ])
            }
            let fixed = Substitution(values: variables.values)
            let free = Substitution(values: variables.values, kept: checker.axes)
            guard pair.key == "data", let sets = pair.value.pairs else {
                pair.value = (varying.contains(pair.key) ? free : fixed).apply(
                    to: pair.value, unknown: unknown)
                return pair
            }
            // An axis may move books between splits; it changes nothing else of a data set.
            pair.value.content = .mapping(
                sets.map { entry in
                    var entry = entry
                    guard let keys = entry.value.pairs else {
                        entry.value = fixed.apply(to: entry.value, unknown: unknown)
                        return entry
                    }
                    entry.value.content = .mapping(
                        keys.map { key in
                            var key = key
                            key.value = (DataSet.varying.contains(key.key) ? free : fixed).apply(
                                to: key.value, unknown: unknown)
                            return key
                        })
                    return entry
                })
            return pair
        }
        checker.report = report
        return Node(.mapping(result), at: tree.place)
    }

    private mutating func readTop(_ checker: inout Checker) {
        let split: Set = [
            "quire", "data", "models", "decomposers", "overseers", "stages", "matrix", "task", "oversight",
            "vars", "include",
        ]
        let start = Place(file: file, line: 1, column: 1, length: SourceLines(sources[file] ?? "").length(1))
        _ = checker.check(root, Schema.top, owner: start, skipping: split)
        if let version = root["quire"], version.scalar?.integer != 1, !version.isBroken {
            checker.report.add(
                "this Quire reads version 1 of the language, not \(version.kindInWords)", about: version)
        }
        let fields = Fields(root, Schema.top)
        name = fields.text("name").flatMap { Name.isValid($0) ? $0 : nil } ?? Self.name(ofFile: file)
        summary = fields.text("description")
        seed = UInt64(max(0, fields.integer("seed") ?? 0))
        matrix = readMatrix(&checker)
        data = entries("data", "a data set", &checker) {
            $0.check($1.value, Schema.shape("data"), owner: $1.keyPlace)
        }
        .compactMap { DataSet($0, &checker.report) }
        models = shaped("models", "a model", &checker)
        decomposers = shaped("decomposers", "a decomposer", &checker)
        overseers = shaped("overseers", "an overseer", &checker)
        stages = entries("stages", "a stage", &checker) { $0.checkStage($1.value, owner: $1.keyPlace) }
        if let node = root["task"], checker.check(node, Schema.shape("task"), owner: keyPlace("task")) {
            task = Task(Fields(node, "task"))
        }
        if let node = root["oversight"], checker.check(node, Schema.shape("oversight")) {
            oversight = Oversight(Fields(node, "oversight"))
        }
    }

    /// Where a key at the top stands.
    func keyPlace(_ key: String) -> Place { root.pairs?.first { $0.key == key }?.keyPlace ?? root.place }

    private func shaped(_ section: String, _ word: String, _ checker: inout Checker) -> [Entry] {
        entries(section, word, &checker) { $0.check($1.value, Schema.shape(section), owner: $1.keyPlace) }
    }

    private func entries(
        _ section: String, _ word: String, _ checker: inout Checker, check: (inout Checker, Node.Pair) -> Bool
    ) -> [Entry] {
        guard let node = root[section], !node.isBroken else { return [] }
        guard let pairs = node.pairs else {
            checker.report.add(
                "'\(section)' is a map from names to values, not \(node.kindInWords)", about: node)
            return []
        }
        return pairs.map { pair in
            let hasName = checker.checkName(pair, word)
            let fits = check(&checker, pair)
            return Entry(name: pair.key, place: pair.keyPlace, node: pair.value, isSound: hasName && fits)
        }
    }

    private func readMatrix(_ checker: inout Checker) -> [Axis] {
        guard let node = root["matrix"], !node.isBroken else { return [] }
        guard let pairs = node.pairs else {
            checker.report.add("'matrix' is a map from axes to lists, not \(node.kindInWords)", about: node)
            return []
        }
        return pairs.compactMap { pair in
            guard checker.checkName(pair, "an axis"), !pair.value.isBroken else { return nil }
            guard let values = pair.value.items, !values.isEmpty else {
                checker.report.add("the axis '\(pair.key)' needs a list of values", about: pair.value)
                return nil
            }
            var seen: Set<String> = []
            for value in values {
                guard let text = value.text, value.scalar?.value != .null else {
                    if !value.isBroken {
                        checker.report.add(
                            "a value of an axis is a name or a number, not \(value.kindInWords)", about: value
                        )
                    }
                    continue
                }
                if !seen.insert(text).inserted {
                    checker.report.add(
                        "'\(text.shortened)' stands twice in the axis '\(pair.key)'", about: value)
                }
            }
            return Axis(
                name: pair.key, values: values.filter { $0.scalar.map { $0.value != .null } ?? false },
                place: pair.keyPlace)
        }
    }

    /// `books` for `runs/books.yaml`.
    private static func name(ofFile path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        let stem = last.split(separator: ".").first.map(String.init) ?? ""
        let name = String(
            stem.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "-" })
        return Name.isValid(name) ? name : "pipeline"
    }
}
