extension CellBuilder {
    /// A policy or a model by its name; quiet when the name is wrong, because that was said before.
    mutating func model(_ node: Node?) -> ModelReference? {
        guard let name = node?.text, let thing = namespace.thing(name) else { return nil }
        switch thing {
        case .stage(let stage): return use(stage.name).map { .cell($0) }
        case .builtin(let builtin): return .builtin(builtin)
        case .model(let entry): return model(entry).map { .model($0) }
        default: return nil
        }
    }

    /// The cell of a stage by its name.
    mutating func cell(_ node: Node?) -> CellID? {
        guard let name = node?.text, case .stage(let stage)? = namespace.thing(name) else { return nil }
        return use(stage.name)
    }

    /// The cells of one name or a list; nil when one of them cannot be had.
    mutating func cells(_ fields: Fields, _ key: String) -> [CellID]? {
        var ids: [CellID] = []
        for node in fields.nodes(key) {
            guard let id = cell(node) else { return nil }
            ids.append(id)
        }
        return ids
    }

    /// A data set or its split by its name, at this point of the matrix.
    mutating func corpus(_ node: Node?) -> Corpus? {
        guard let name = node?.text, case .corpus(let data, let split)? = namespace.thing(name) else {
            return nil
        }
        return corpus(data, split)
    }

    private mutating func corpus(_ data: DataSet, _ split: String?) -> Corpus? {
        guard let written = document.root["data"]?[data.name], let node = substituted(written) else {
            return nil
        }
        var data = data
        if node != written {
            var checker = Checker(report: report)
            let isSound = checker.check(node, Schema.shape("data"))
            report = checker.report
            guard isSound else { return nil }
            let fields = Fields(node, "data")
            data.seed = fields.integer("seed").map { UInt64(max(0, $0)) }
            data.fold = fields.integer("fold") ?? 1
        }
        return Corpus(data: data, split: split)
    }

    /// The judgements of a data set, which a stage of its own reads.
    mutating func read(_ fields: Fields) -> (Step, GraphBuilder.Facts)? {
        guard let name = fields.text("read"), case .corpus(let data, let split)? = namespace.corpus(name),
            let corpus = corpus(data, split)
        else { return nil }
        let kinds = data.kinds.isEmpty ? FeedbackKind.allCases : data.kinds
        return (.read(Read(corpus: corpus)), GraphBuilder.Facts(kinds: kinds, about: .answers))
    }

    mutating func data(_ node: Node?) -> DataSet? { corpus(node)?.data }

    /// A forest, answers or a corpus by its name.
    mutating func subject(_ node: Node?) -> Subject? {
        if let corpus = corpus(node) { return .corpus(corpus) }
        guard let name = node?.text, case .stage(let stage)? = namespace.thing(name), let id = use(stage.name)
        else { return nil }
        switch stage.gives {
        case .forest: return .forest(id)
        case .answers: return .answers(id)
        default: return nil
        }
    }

    /// A decomposer by its name: an entry, a kind's bare name, or a stage that trains one.
    mutating func decomposer(_ node: Node?) -> DecomposerUse? {
        guard let name = node?.text, let thing = namespace.thing(name) else { return nil }
        switch thing {
        case .kind(let kind):
            let limits = CutLimits(
                leafWords: kind == .whole ? nil : defaultLeafWords, fanIn: 6, snap: .sentence)
            let window =
                kind == .texttiling ? Schema.shape("decomposers")["window"]?.default.flatMap { Int($0) } : nil
            return DecomposerUse(
                name: name,
                source: .settings(DecomposerSettings(kind: kind, limits: limits, window: window, model: nil)),
                limits: limits)
        case .decomposer(let entry): return decomposer(entry)
        case .stage(let stage):
            guard stage.gives == .decomposer, let id = use(stage.name), let limits = world.facts[id]?.limits
            else { return nil }
            return DecomposerUse(name: name, source: .cell(id), limits: limits)
        default: return nil
        }
    }

    /// What fits under `oversight.words` beside three candidates, at most 450 words.
    var defaultLeafWords: Int {
        guard let words = document.oversight?.words, let task = document.task else { return 450 }
        let answers = task.maxWords.leaf * (task.context == .earlier ? 4 : 3)
        return max(1, min(450, words - answers))
    }

    /// Holds an entry against the rules of its section.
    mutating func checkDefinition(_ entry: Document.Entry) {
        if document.models.contains(entry) {
            _ = model(entry)
        } else if document.decomposers.contains(entry) {
            _ = decomposer(entry)
        } else {
            _ = overseer(entry)
        }
    }

    /// An entry with its axes' values, when it fits its shape and its names are right.
    private mutating func fields(_ entry: Document.Entry, _ section: String) -> Fields? {
        guard entry.isSound, let node = substituted(entry.node) else { return nil }
        let shape = Schema.shape(section)
        var checker = Checker(report: report)
        var isSound = checker.check(node, shape, owner: entry.place)
        report = checker.report
        for reference in Reference.all(in: node, shape) {
            let wanted: [Sort] = reference.wanted
            if !namespace.check(reference.node, is: wanted, report: &report) { isSound = false }
        }
        return isSound ? Fields(node, shape) : nil
    }

    private mutating func complain(_ entry: Document.Entry, _ message: String, notes: [String] = []) {
        report.add(Complaint(message, at: entry.place, notes: notes))
    }

    private mutating func model(_ entry: Document.Entry) -> Model? {
        guard let fields = fields(entry, "models") else { return nil }
        switch fields.choice("kind", ModelKind.self) {
        case .transformer?:
            guard fields.has("path") != fields.has("new") else {
                complain(
                    entry,
                    fields.has("path")
                        ? "a transformer has either 'path' or 'new', not both"
                        : "a transformer needs the key 'path' or 'new'",
                    notes: ["path: a Hugging Face folder", "new: sizes of a model that starts from nothing"])
                return nil
            }
            if let path = fields.text("path") { return Model(name: entry.name, source: .folder(path: path)) }
            return fresh(fields).map { Model(name: entry.name, source: .fresh($0)) }
        case .server?:
            guard let url = fields.text("url") else {
                complain(entry, "a model of kind 'server' needs the key 'url'")
                return nil
            }
            guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
                if let node = fields["url"] {
                    report.add("a url begins with http:// or https://", about: node)
                }
                return nil
            }
            return Model(name: entry.name, source: .server(url: url, model: fields.text("model")))
        case .command?:
            guard fields.has("argv") else {
                complain(entry, "a model of kind 'command' needs the key 'argv'")
                return nil
            }
            return Model(name: entry.name, source: .command(argv: fields.texts("argv")))
        case nil: return nil
        }
    }

    private mutating func fresh(_ fields: Fields) -> FreshModel? {
        guard let node = fields["new"] else { return nil }
        let new = Fields(node, "models.new")
        let model = FreshModel(
            layers: new.integer("layers") ?? 4, width: new.integer("width") ?? 128,
            heads: new.integer("heads") ?? 4,
            vocabulary: new.integer("vocabulary") ?? 8192, context: new.integer("context") ?? 2048)
        guard model.width % model.heads == 0 else {
            report.add(
                "width \(model.width) is not a multiple of \(model.heads) heads", about: new["width"] ?? node)
            return nil
        }
        return model
    }

    private mutating func decomposer(_ entry: Document.Entry) -> DecomposerUse? {
        guard let fields = fields(entry, "decomposers"), let kind = fields.choice("kind", DecomposerKind.self)
        else { return nil }
        var limits = CutLimits(
            leafWords: kind == .whole ? nil : fields.integer("leaf_words") ?? defaultLeafWords,
            leastWords: fields.integer("least_words"), aboutWords: fields.integer("about_words"),
            fanIn: fields.integer("fan_in") ?? 6, snap: fields.choice("snap") ?? .sentence)
        guard checkCount(fields, kind) else { return nil }
        var model: ModelReference?
        if kind == .model {
            guard fields.has("model") else {
                complain(
                    entry, "a decomposer of kind 'model' needs the key 'model'",
                    notes: ["model: a trained decomposer"])
                return nil
            }
            guard let use = decomposer(fields["model"]) else { return nil }
            guard case .cell(let id) = use.source else {
                if let node = fields["model"] {
                    report.add("'\(use.name)' is not trained; write its kind instead", about: node)
                }
                return nil
            }
            if !fields.has("leaf_words") { limits.leafWords = use.limits.leafWords }
            if !fields.has("least_words") { limits.leastWords = use.limits.leastWords }
            if !fields.has("about_words") { limits.aboutWords = use.limits.aboutWords }
            if !fields.has("fan_in") { limits.fanIn = use.limits.fanIn }
            if !fields.has("snap") { limits.snap = use.limits.snap }
            model = .cell(id)
        }
        // Only now: sizes that another decomposer lends count too.
        guard checkSizes(fields, limits) else { return nil }
        limits.cuts = fields.choice("cuts")
        if limits.cuts != nil {
            (limits.leafWords, limits.leastWords, limits.aboutWords) = (Self.anyLength, nil, nil)
        }
        let settings = DecomposerSettings(
            kind: kind, limits: limits, window: kind == .texttiling ? fields.integer("window") : nil,
            model: model)
        return DecomposerUse(name: entry.name, source: .settings(settings), limits: limits)
    }

    /// The most words of a leaf whose length nobody limits.
    private static let anyLength = 10_000_000

    /// Complains of a number of leaves together with sizes, and of a kind that cannot find one by itself.
    private mutating func checkCount(_ fields: Fields, _ kind: DecomposerKind) -> Bool {
        guard let node = fields["cuts"] else { return true }
        for key in ["leaf_words", "least_words", "about_words"] where fields.has(key) {
            report.add(
                Complaint(
                    "'\(key)' has no effect beside 'cuts', which says how many leaves there are",
                    at: fields.keyPlace(key)))
            return false
        }
        if fields.choice("cuts") == CutCount.free, kind != .model {
            report.add(
                "a decomposer of kind '\(kind.rawValue)' has no number of cuts of its own", about: node,
                hint: "write given, or leave it out", notes: ["free: with kind model"])
            return false
        }
        return true
    }

    /// Complains of sizes of leaves that contradict each other.
    private mutating func checkSizes(_ fields: Fields, _ limits: CutLimits) -> Bool {
        let most = limits.leafWords ?? .max
        let sizes = [("least_words", limits.leastWords), ("about_words", limits.aboutWords)]
        for (key, words) in sizes {
            guard let words, words > most else { continue }
            report.add(
                Complaint(
                    "'\(key)' is \(words), and a leaf has at most \(most) words", at: fields.keyPlace(key),
                    notes: ["least_words <= about_words <= leaf_words"]))
            return false
        }
        if let least = limits.leastWords, let about = limits.aboutWords, least > about {
            report.add(
                Complaint(
                    "'least_words' is \(least), more than the mean of \(about)",
                    at: fields.keyPlace("least_words"), notes: ["least_words <= about_words <= leaf_words"]))
            return false
        }
        return true
    }

    /// An overseer by its name.
    mutating func overseer(_ node: Node?) -> Overseer? {
        guard let name = node?.text, case .overseer(let entry)? = namespace.thing(name) else { return nil }
        return overseer(entry)
    }

    private mutating func overseer(_ entry: Document.Entry) -> Overseer? {
        guard let fields = fields(entry, "overseers"), let kind = fields.choice("kind", OverseerKind.self),
            let gold = gold(entry, fields, kind)
        else { return nil }
        let show = Fields(fields["show"] ?? Node(.mapping([]), at: entry.place), "overseers.show")
        var overseer = Overseer(
            name: entry.name, kind: kind, people: fields.texts("people"),
            perItem: fields.integer("per_item") ?? 1,
            overlap: fields.number("overlap") ?? 0, retest: fields.number("retest") ?? 0, gold: gold.value,
            points: fields.integer("points") ?? 9, scale: fields.integer("scale") ?? 7,
            show: Overseer.Show(
                source: show.choice("source") ?? .always, readAnswerFirst: show.flag("read_answer_first"),
                criteria: show.flag("criteria"), clock: show.flag("clock")),
            noise: fields.number("noise") ?? 0, references: data(fields["refs"]), path: fields.text("path"))
        let judges = max(overseer.perItem, overseer.overlap > 0 ? 2 : 1)
        if kind == .human, !overseer.people.isEmpty, overseer.people.count < judges {
            let key = overseer.perItem > overseer.people.count ? "per_item" : "overlap"
            report.add(
                Complaint(
                    "'\(key)' needs \(judges) people, and 'people' names \(overseer.people.count)",
                    at: fields.keyPlace(key)))
            return nil
        }
        if kind == .replay, overseer.path == nil {
            complain(
                entry, "an overseer of kind 'replay' needs the key 'path'",
                notes: ["path: recorded judgements"])
            return nil
        }
        if kind == .model {
            guard fields.has("model") else {
                complain(entry, "an overseer of kind 'model' needs the key 'model'")
                return nil
            }
            guard let model = model(fields["model"]) else { return nil }
            overseer.model = model
        }
        if fields.has("reward") {
            guard let reward = cell(fields["reward"]) else { return nil }
            overseer.reward = reward
        }
        return overseer
    }

    /// The gold of an overseer, which may be none; nil after a complaint.
    private mutating func gold(_ entry: Document.Entry, _ fields: Fields, _ kind: OverseerKind) -> (
        value: Overseer.Gold?, Void
    )? {
        let node = fields["gold"]
        switch kind {
        case .human:
            guard let node else { return (nil, ()) }
            guard node.pairs != nil else {
                report.add(
                    "people have items with known answers as gold, not \(node.kindInWords)", about: node,
                    notes: ["gold: {path: gold.jsonl, share: 0.05}"])
                return nil
            }
            let items = Fields(node, "overseers.gold")
            return (.items(path: items.text("path") ?? "", share: items.number("share") ?? 0), ())
        case .simulated:
            guard fields.has("reward") != (node != nil) else {
                complain(
                    entry,
                    node == nil
                        ? "a simulated overseer needs the key 'gold' or 'reward'"
                        : "a simulated overseer judges by 'gold' or by 'reward', not by both",
                    notes: ["gold: one of \(Schema.names(GoldKind.self).joined(separator: ", "))"])
                return nil
            }
            guard let node else {
                refuse(fields, ["refs"], "without gold")
                return (nil, ())
            }
            guard let known = node.text.flatMap(GoldKind.init(rawValue:)) else {
                report.add(
                    "the gold of a simulated overseer is a known reward, not \(node.kindInWords)",
                    about: node,
                    notes: ["allowed here: \(Schema.names(GoldKind.self).joined(separator: ", "))"])
                return nil
            }
            let readsNothing = [.coverage, .locality].contains(known)
            if readsNothing { refuse(fields, ["refs"], "on gold '\(known.rawValue)'") }
            if !readsNothing, !fields.has("refs") {
                report.add(
                    "gold '\(known.rawValue)' needs the key 'refs'", about: node,
                    notes: [
                        "refs: the data set that holds \(known == .reference ? "references" : "questions")"
                    ])
                return nil
            }
            return (.known(known), ())
        case .model, .replay: return (nil, ())
        }
    }
}
