/// Multiplies stages into cells.
struct GraphBuilder {
    /// More cells than any experiment has; a matrix beyond it is a slip.
    static let mostCells = 20_000

    /// What later cells need to know of earlier ones.
    struct World {
        let document: Document
        let namespace: Namespace
        var axes: [String: [String]] = [:]
        /// The cell of a stage, by the stage's values on its axes.
        var cells: [String: [[String]: CellID]] = [:]
        var facts: [CellID: Facts] = [:]
        /// The axis values of cells, for `compare`.
        var coordinates: [CellID: [Coordinate]] = [:]
    }

    private var world: World
    private let capabilities: Capabilities
    private(set) var report: Report
    private(set) var cells: [Cell] = []
    /// How the trees of each cell were cut, for the plan.
    var facts: [CellID: Facts] { world.facts }

    init(_ document: Document, capabilities: Capabilities) {
        var report = Report()
        for complaint in document.complaints { report.add(complaint) }
        let namespace = Namespace(document, report: &report)
        world = World(document: document, namespace: namespace)
        self.capabilities = capabilities
        self.report = report
    }

    /// Builds every cell that can be built and complains of the rest.
    mutating func build() {
        let order = StageOrder(world.namespace, report: &report)
        world.axes = order.axes
        complainOfMissingParts()
        for axis in world.document.matrix
        where !order.named.contains(axis.name) && !world.document.misusedAxes.contains(axis.name) {
            report.add(
                Complaint(
                    "no stage names the axis '\(axis.name)'", at: axis.place,
                    hint: "write $\(axis.name) where its values belong"))
        }
        checkDefinitions()
        CapabilityCheck(capabilities: capabilities).check(world.document, report: &report)
        let ordered = Set(order.stages.map(\.name))
        for stage in world.namespace.stages where !stage.isSound || !ordered.contains(stage.name) {
            checkReferences(stage)
        }
        for stage in order.stages where stage.isSound {
            guard addCells(of: stage) else { return }
        }
    }

    private mutating func complainOfMissingParts() {
        let document = world.document
        guard document.root.pairs != nil else { return }
        let top = Place(
            file: document.file, line: 1, column: 1,
            length: max(1, SourceLines(document.sources[document.file] ?? "").length(1)))
        if document.root["stages"] == nil {
            report.add(Complaint("a pipeline needs the key 'stages'", at: top))
        } else if document.stages.isEmpty, document.root["stages"]?.pairs != nil {
            report.add(Complaint("there are no stages", at: document.keyPlace("stages")))
        }
        if document.root["task"] == nil,
            let stage = document.stages.first(where: { entry in
                // Where to cut can be learned without a task.
                ["ask", "train", "recompose", "rlhf"].contains { entry.node[$0] != nil }
                    && entry.node["train"]?.text != Trainee.decomposer.rawValue
            })
        {
            report.add(
                Complaint(
                    "a pipeline that asks, trains or answers needs the key 'task'", at: stage.place,
                    notes: ["task: {instruction: ..., max_words: {leaf: 100}}"]))
        }
    }

    /// Complains of wrong names and wrong sorts in one stage; `$axis` is looked at when its values are put in.
    private mutating func checkReferences(_ stage: StageEntry) {
        for reference in stage.references where Substitution.name(in: reference.node) == nil {
            _ = world.namespace.check(reference.node, is: reference.wanted, report: &report)
        }
    }

    /// Holds every model, decomposer and overseer against the rules, used or not.
    private mutating func checkDefinitions() {
        for entry in world.document.models + world.document.decomposers + world.document.overseers
        where entry.isSound {
            let names = Set(world.document.matrix.map(\.name))
            guard Substitution.names(in: entry.node, of: names).isEmpty else { continue }
            var builder = CellBuilder(world: world, assignment: [:], report: report)
            builder.checkDefinition(entry)
            report = builder.report
        }
    }

    /// Adds the cells of a stage; false when there would be too many.
    private mutating func addCells(of stage: StageEntry) -> Bool {
        let axes = world.document.matrix.filter { world.axes[stage.name]?.contains($0.name) ?? false }
        var count = 1
        for axis in axes { count = count.multipliedReportingOverflow(by: axis.values.count).partialValue }
        guard count > 0, count + cells.count <= Self.mostCells, axes.count < 12 else {
            report.add(
                Complaint(
                    "the matrix makes more than \(Self.mostCells.inWords) cells",
                    at: world.document.keyPlace("matrix"),
                    notes: [
                        "the stage '\(stage.name)' varies with \(axes.map(\.name).joined(separator: ", "))"
                    ]))
            return false
        }
        for index in 0..<count where !report.isFull {
            var rest = index
            var assignment: [String: Node] = [:]
            for axis in axes.reversed() {
                assignment[axis.name] = axis.values[rest % axis.values.count]
                rest /= axis.values.count
            }
            add(stage, assignment, values: axes.map { assignment[$0.name]?.text ?? "" })
        }
        return true
    }

    private mutating func add(_ stage: StageEntry, _ assignment: [String: Node], values: [String]) {
        guard let (cell, facts) = built(stage, assignment) else { return }
        world.cells[stage.name, default: [:]][values] = cell.id
        guard world.facts[cell.id] == nil else { return }
        world.facts[cell.id] = facts
        world.coordinates[cell.id] = cell.coordinates
        cells.append(cell)
    }

    /// On its own, so that nothing else holds the world when the cell is added to it: else all of it were copied.
    private mutating func built(_ stage: StageEntry, _ assignment: [String: Node]) -> (
        cell: Cell, facts: Facts
    )? {
        var builder = CellBuilder(world: world, assignment: assignment, report: report)
        let built = builder.build(stage, capabilities)
        report = builder.report
        return built
    }
}

extension Int {
    /// With commas: `1,450`.
    var inWords: String {
        var digits = String(magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}
