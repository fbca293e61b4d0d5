/// Which stages need which, the axes on which each depends, and the order in which they run.
struct StageOrder {
    /// Stages in running order: what is needed first, otherwise as in the file. Stages in circles, and what needs
    /// them, are left out.
    private(set) var stages: [StageEntry] = []
    /// The axes of each stage, in the matrix's order.
    private(set) var axes: [String: [String]] = [:]
    /// Every axis that some stage names.
    private(set) var named: Set<String> = []

    private let namespace: Namespace
    private let values: [String: [Node]]
    /// The names of the matrix's axes.
    private let allAxes: Set<String>
    private var needs: [String: [(stage: String, place: Place)]] = [:]
    private var own: [String: Set<String>] = [:]

    init(_ namespace: Namespace, report: inout Report) {
        self.namespace = namespace
        values = Dictionary(namespace.document.matrix.map { ($0.name, $0.values) }) { first, _ in first }
        allAxes = Set(values.keys)
        for stage in namespace.stages {
            var found: [(stage: String, place: Place)] = []
            var axes = Substitution.names(in: stage.node, of: allAxes)
            if let shape = stage.shape { collect(stage.node, shape, &found, &axes, depth: 0) }
            needs[stage.name] = found
            own[stage.name] = axes
            named.formUnion(axes)
        }
        complainOfCircles(&report)
        sort()
        for stage in stages { axes[stage.name] = axes(of: stage) }
    }

    /// Adds the stages and the axes that a map's references lead to, through models, decomposers and overseers.
    private func collect(
        _ node: Node, _ shape: Shape, _ found: inout [(stage: String, place: Place)],
        _ axes: inout Set<String>,
        depth: Int
    ) {
        guard depth < 4 else { return }
        for reference in Reference.all(in: node, shape) {
            let axis = Substitution.name(in: reference.node)
            for name in axis.map({ values[$0]?.compactMap(\.text) ?? [] })
                ?? [reference.node.text].compactMap({ $0 })
            {
                guard let thing = namespace.thing(name) else { continue }
                // A name of the wrong sort is complained about as such, not as a circle.
                if let sorts = namespace.sorts(of: thing),
                    !sorts.contains(where: { reference.wanted.contains($0) })
                {
                    continue
                }
                switch thing {
                case .stage(let stage): found.append((stage.name, reference.node.place))
                case .decomposer(let entry), .overseer(let entry), .model(let entry):
                    axes.formUnion(Substitution.names(in: entry.node, of: allAxes))
                    let section = Self.section(of: entry, in: namespace.document)
                    collect(entry.node, Schema.shape(section), &found, &axes, depth: depth + 1)
                case .corpus(let data, _):
                    if let node = namespace.document.root["data"]?[data.name] {
                        axes.formUnion(Substitution.names(in: node, of: allAxes))
                    }
                default: break
                }
            }
        }
    }

    private static func section(of entry: Document.Entry, in document: Document) -> String {
        if document.decomposers.contains(entry) { return "decomposers" }
        return document.overseers.contains(entry) ? "overseers" : "models"
    }

    private func complainOfCircles(_ report: inout Report) {
        enum Mark { case open, done }
        var marks: [String: Mark] = [:]
        // One complaint for stages that are in several circles together.
        var reported: Set<String> = []
        for start in namespace.stages where marks[start.name] == nil {
            // A stack of our own: a long chain of stages must not overrun the real one.
            var path: [(name: String, next: Int)] = [(start.name, 0)]
            marks[start.name] = .open
            while let (name, next) = path.last {
                let edges = needs[name] ?? []
                guard next < edges.count else {
                    marks[name] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let edge = edges[next]
                switch marks[edge.stage] {
                case .done: break
                case .open:
                    let circle = path.map(\.name).drop { $0 != edge.stage } + [edge.stage]
                    guard reported.isDisjoint(with: circle) else { break }
                    reported.formUnion(circle)
                    report.add(
                        Complaint(
                            circle.count == 2
                                ? "the stage '\(name)' needs itself"
                                : "these stages need each other in a circle",
                            at: edge.place,
                            notes: circle.count == 2 ? [] : [circle.joined(separator: " needs ")]))
                case nil:
                    marks[edge.stage] = .open
                    path.append((edge.stage, 0))
                }
            }
        }
    }

    /// Takes again and again the first stage in the file of which all needs are met.
    private mutating func sort() {
        var users: [String: [Int]] = [:]
        var missing: [Int] = []
        var seen: Set<String> = []
        let unique = namespace.stages.filter { seen.insert($0.name).inserted }
        for (index, stage) in unique.enumerated() {
            let needed = Set((needs[stage.name] ?? []).map(\.stage))
            missing.append(needed.count)
            for name in needed { users[name, default: []].append(index) }
        }
        var ready = unique.indices.filter { missing[$0] == 0 }
        while let index = ready.min() {
            ready.removeAll { $0 == index }
            stages.append(unique[index])
            for user in users[unique[index].name] ?? [] {
                missing[user] -= 1
                if missing[user] == 0 { ready.append(user) }
            }
        }
    }

    private func axes(of stage: StageEntry) -> [String] {
        var all = own[stage.name] ?? []
        for need in needs[stage.name] ?? [] { all.formUnion(axes[need.stage] ?? []) }
        if stage.verb == "compare" { all.subtract(Self.folded(stage)) }
        return namespace.document.matrix.map(\.name).filter { all.contains($0) }
    }

    /// The axes that a `compare` folds: the one across, and those by which it pairs.
    static func folded(_ stage: StageEntry) -> Set<String> {
        let fields = Fields(stage.node, "compare")
        return Set(fields.texts("pair_by") + fields.texts("across"))
    }
}
