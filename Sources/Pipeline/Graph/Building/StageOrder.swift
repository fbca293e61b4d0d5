/// Which stages need which, the axes on which each depends, and the order in which they run.
struct StageOrder {
    /// Stages in running order: what is needed first, otherwise as in the file. Stages in circles, and what needs
    /// them, are left out.
    private(set) var stages: [StageEntry] = []
    /// The axes of each stage, in the matrix's order.
    private(set) var axes: [String: [String]] = [:]
    /// Every axis that some stage names.
    private(set) var named: Set<String> = []

    /// A stage that another one refers to, by its place in ``unique``, and where it does so.
    private struct Need {
        var stage: Int
        var place: Place
    }

    private let namespace: Namespace
    private let values: [String: [Node]]
    /// The names of the matrix's axes.
    private let allAxes: Set<String>
    /// Every stage that runs, of several with one name the first.
    private let unique: [StageEntry]
    private let positions: [String: Int]
    /// What each needs and which axes it names, in the order of ``unique``.
    private var needs: [[Need]] = []
    private var own: [Set<String>] = []

    init(_ namespace: Namespace, report: inout Report) {
        self.namespace = namespace
        values = Dictionary(namespace.document.matrix.map { ($0.name, $0.values) }) { first, _ in first }
        allAxes = Set(values.keys)
        var seen: Set<String> = []
        unique = namespace.stages.filter { seen.insert($0.name).inserted }
        positions = Dictionary(uniqueKeysWithValues: zip(unique.map(\.name), unique.indices))
        for stage in unique {
            var found: [Need] = []
            var axes = Substitution.names(in: stage.node, of: allAxes)
            collect(stage.references, &found, &axes, depth: 0)
            needs.append(found)
            own.append(axes)
            named.formUnion(axes)
        }
        complainOfCircles(&report)
        for position in sorted() {
            let stage = unique[position]
            stages.append(stage)
            axes[stage.name] = axes(ofStageAt: position)
        }
    }

    /// Adds the stages and the axes that references lead to, through models, decomposers and overseers.
    private func collect(
        _ references: [Reference], _ found: inout [Need], _ axes: inout Set<String>, depth: Int
    ) {
        guard depth < 4 else { return }
        for reference in references {
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
                case .stage(let stage):
                    guard let position = positions[stage.name] else { continue }
                    found.append(Need(stage: position, place: reference.node.place))
                case .decomposer(let entry), .overseer(let entry), .model(let entry):
                    axes.formUnion(Substitution.names(in: entry.node, of: allAxes))
                    let section = Self.section(of: entry, in: namespace.document)
                    collect(
                        Reference.all(in: entry.node, Schema.shape(section)), &found, &axes, depth: depth + 1)
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
        enum Mark { case new, open, done }
        var marks = Array(repeating: Mark.new, count: unique.count)
        // One complaint for stages that are in several circles together.
        var reported: Set<Int> = []
        for start in unique.indices where marks[start] == .new {
            // A stack of our own: a long chain of stages must not overrun the real one.
            var path: [(stage: Int, next: Int)] = [(start, 0)]
            marks[start] = .open
            while let (stage, next) = path.last {
                guard next < needs[stage].count else {
                    marks[stage] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let need = needs[stage][next]
                switch marks[need.stage] {
                case .done: break
                case .open:
                    let circle = path.map(\.stage).drop { $0 != need.stage } + [need.stage]
                    guard reported.isDisjoint(with: circle) else { break }
                    reported.formUnion(circle)
                    report.add(
                        Complaint(
                            circle.count == 2
                                ? "the stage '\(unique[stage].name)' needs itself"
                                : "these stages need each other in a circle",
                            at: need.place,
                            notes: circle.count == 2
                                ? [] : [circle.map { unique[$0].name }.joined(separator: " needs ")]))
                case .new:
                    marks[need.stage] = .open
                    path.append((need.stage, 0))
                }
            }
        }
    }

    /// Takes again and again the first stage in the file of which all needs are met.
    private func sorted() -> [Int] {
        var users = Array(repeating: [Int](), count: unique.count)
        var missing: [Int] = []
        for (position, found) in needs.enumerated() {
            let needed = Set(found.map(\.stage))
            missing.append(needed.count)
            for other in needed { users[other].append(position) }
        }
        var order: [Int] = []
        // The first of the file last, where it is taken.
        var ready = Array(unique.indices.filter { missing[$0] == 0 }.reversed())
        while let position = ready.popLast() {
            order.append(position)
            for user in users[position] {
                missing[user] -= 1
                if missing[user] == 0 {
                    ready.insert(user, at: (ready.lastIndex { $0 > user } ?? -1) + 1)
                }
            }
        }
        return order
    }

    private func axes(ofStageAt position: Int) -> [String] {
        if allAxes.isEmpty { return [] }
        let stage = unique[position]
        var all = own[position]
        for need in needs[position] { all.formUnion(axes[unique[need.stage].name] ?? []) }
        if stage.verb == "compare" { all.subtract(Self.folded(stage)) }
        return namespace.document.matrix.map(\.name).filter { all.contains($0) }
    }

    /// The axes that a `compare` folds: the one across, and those by which it pairs.
    static func folded(_ stage: StageEntry) -> Set<String> {
        let fields = Fields(stage.node, "compare")
        return Set(fields.texts("pair_by") + fields.texts("across"))
    }
}
