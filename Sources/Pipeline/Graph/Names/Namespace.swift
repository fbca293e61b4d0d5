/// Every name in a file and what it stands for: one space for data, models, decomposers, overseers and stages. Shared:
/// every cell looks into it.
final class Namespace: Sendable {
    /// What a name stands for.
    enum Thing {
        /// A data set, or one of its splits.
        case corpus(DataSet, split: String?)
        /// A stage, or what stands for one.
        case stage(StageEntry)
        /// An entry of `models`.
        case model(Document.Entry)
        /// An entry of `decomposers`.
        case decomposer(Document.Entry)
        /// An entry of `overseers`.
        case overseer(Document.Entry)
        /// A policy that comes with Quire.
        case builtin(BuiltinModel)
        /// A decomposer's kind by its bare name.
        case kind(DecomposerKind)
        /// Something that was complained about.
        case unsound
    }

    let document: Document
    let stages: [StageEntry]
    /// Stages by the names that mean them; an `rlhf` means its last policy.
    private let stagesByName: [String: StageEntry]
    private let dataNames: Set<String>
    /// What each stage of the file gives, in the file's order, where that can be known.
    private let gives: [(name: String, sort: Sort)]

    init(_ document: Document, report: inout Report) {
        self.document = document
        var stages = Self.readings(document)
        var lasts: [(name: String, last: String)] = []
        for entry in document.stages {
            if entry.node["rlhf"] != nil {
                let shorthand = Shorthand(entry: entry)
                shorthand.complain(&report)
                let made = shorthand.stages()
                if made.count > 1 { lasts.append((entry.name, shorthand.last)) }
                stages += made
            } else {
                stages.append(
                    StageEntry(name: entry.name, place: entry.place, node: entry.node, isSound: entry.isSound)
                )
            }
        }
        self.stages = stages
        var byName = Dictionary(stages.map { ($0.name, $0) }) { first, _ in first }
        for (name, last) in lasts { byName[name] = byName[last] }
        stagesByName = byName
        dataNames = Set(document.root["data"]?.pairs?.map(\.key) ?? [])
        gives = document.stages.compactMap { entry in byName[entry.name]?.gives.map { (entry.name, $0) } }
        complainOfClashes(&report)
    }

    /// What the data sets of judgements that some stage names stand for: stages that read them.
    private static func readings(_ document: Document) -> [StageEntry] {
        var names: Set<String> = []
        for entry in document.stages { entry.node.collectTexts(into: &names) }
        for axis in document.matrix { names.formUnion(axis.values.compactMap(\.text)) }
        return document.data.filter { $0.format == .feedback }.flatMap { data in
            let varying = (document.root["data"]?[data.name]?.pairs ?? []).filter {
                DataSet.varying.contains($0.key)
            }
            return data.parts.filter { names.contains($0) }.map { name in
                let read = Node.Pair(
                    key: "read", keyPlace: data.place,
                    value: Node(.scalar(Scalar(quoted: name)), at: data.place))
                return StageEntry(
                    name: name, place: data.place, node: Node(.mapping([read] + varying), at: data.place),
                    isSound: true, isReading: true)
            }
        }
    }

    private func complainOfClashes(_ report: inout Report) {
        var first: [String: (section: String, line: Place)] = [:]
        let dataPairs = document.root["data"]?.pairs ?? []
        let named =
            dataPairs.map { ("data", $0.key, $0.keyPlace) }
            + document.models.map { ("models", $0.name, $0.place) }
            + document.decomposers.map { ("decomposers", $0.name, $0.place) }
            + document.overseers.map { ("overseers", $0.name, $0.place) }
            + document.stages.map { ("stages", $0.name, $0.place) }
        for (section, name, place) in named {
            if BuiltinModel(rawValue: name) != nil {
                report.add(
                    Complaint(
                        "'\(name)' is the name of a built-in model", at: place, hint: "choose another name"))
            } else if let other = first[name] {
                report.add(
                    Complaint(
                        "the name '\(name)' is taken: it also stands in '\(other.section)'", at: place,
                        notes: [
                            "it was first written at \(other.line.file):\(other.line.line):\(other.line.column)"
                        ]))
            } else {
                first[name] = (section, place)
            }
        }
    }

    /// The stage of that name; an `rlhf` means its last policy.
    func stage(_ name: String) -> StageEntry? { stagesByName[name] }

    /// What a name stands for, nil when it is unknown.
    func thing(_ name: String) -> Thing? {
        if let stage = stage(name) { return .stage(stage) }
        if let corpus = corpus(name) { return corpus }
        if let entry = document.models.first(where: { $0.name == name }) { return .model(entry) }
        if let entry = document.decomposers.first(where: { $0.name == name }) { return .decomposer(entry) }
        if let entry = document.overseers.first(where: { $0.name == name }) { return .overseer(entry) }
        if let model = BuiltinModel(rawValue: name) { return .builtin(model) }
        if let kind = DecomposerKind(rawValue: name), kind != .model { return .kind(kind) }
        return nil
    }

    /// The data set of that name, or its split; nil when it is neither.
    func corpus(_ name: String) -> Thing? {
        let parts = Self.parts(of: name)
        guard dataNames.contains(parts.data) else { return nil }
        guard let data = document.data.first(where: { $0.name == parts.data }) else { return .unsound }
        guard let split = parts.split else { return .corpus(data, split: nil) }
        guard data.splits.contains(where: { $0.name == split }) else { return nil }
        return .corpus(data, split: split)
    }

    /// The data set whose split a name wants but which has none of that name.
    func dataSet(ofUnknownSplit name: String) -> (data: DataSet, split: String)? {
        let parts = Self.parts(of: name)
        guard let split = parts.split, let data = document.data.first(where: { $0.name == parts.data }) else {
            return nil
        }
        return (data, split)
    }

    /// `DATA.SPLIT`, or the data set alone.
    private static func parts(of name: String) -> (data: String, split: String?) {
        guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return (name, nil) }
        return (String(name[..<dot]), String(name[name.utf8.index(after: dot)...]))
    }

    /// What a thing can be used as; nil when that cannot be known.
    func sorts(of thing: Thing) -> [Sort]? {
        switch thing {
        case .corpus(let data, _) where data.format == .feedback: [.feedback]
        case .corpus(_, let split): split == nil ? [.corpus, .data] : [.corpus]
        case .stage(let stage): stage.gives.map { [$0, .stage] }
        case .model, .builtin: [.model, .policy]
        case .decomposer, .kind: [.decomposer]
        case .overseer: [.overseer]
        case .unsound: nil
        }
    }

    /// Names in the file that can be used as one of these, in the file's order, without what is built in.
    func names(of sorts: [Sort]) -> [String] {
        var names: [String] = []
        for data in document.data {
            if data.format == .feedback {
                if sorts.contains(.feedback) { names += data.splits.isEmpty ? [data.name] : data.parts }
            } else if sorts.contains(.corpus) {
                names += data.splits.isEmpty ? [data.name] : data.splits.map { "\(data.name).\($0.name)" }
            } else if sorts.contains(.data) {
                names.append(data.name)
            }
        }
        if sorts.contains(.model) || sorts.contains(.policy) { names += document.models.map(\.name) }
        if sorts.contains(.decomposer) { names += document.decomposers.map(\.name) }
        if sorts.contains(.overseer) { names += document.overseers.map(\.name) }
        return names + gives.filter { sorts.contains($0.sort) || sorts.contains(.stage) }.map(\.name)
    }

    /// Names that come with Quire and can be used as one of these.
    func builtins(of sorts: [Sort]) -> [String] {
        var names: [String] = []
        if sorts.contains(.policy) || sorts.contains(.model) {
            names += BuiltinModel.allCases.map(\.rawValue)
        }
        if sorts.contains(.decomposer) {
            names += DecomposerKind.allCases.filter { $0 != .model }.map(\.rawValue)
        }
        return names
    }
}
