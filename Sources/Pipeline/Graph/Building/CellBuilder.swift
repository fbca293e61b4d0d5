/// Builds one cell: a stage with the values of its axes put in.
struct CellBuilder {
    let world: GraphBuilder.World
    /// The value of each axis on which the stage depends.
    let assignment: [String: Node]
    var report: Report
    /// Cells that this one uses, in the order in which they were met.
    private(set) var needs: [CellID] = []
    /// Axes that this cell names, itself or in what it uses.
    private var axes: Set<String> = []

    var document: Document { world.document }
    var namespace: Namespace { world.namespace }

    init(world: GraphBuilder.World, assignment: [String: Node], report: Report) {
        self.world = world
        self.assignment = assignment
        self.report = report
    }

    /// The cell of a stage; nil when something in it is wrong, which was complained about.
    mutating func build(
        _ stage: StageEntry, _ capabilities: Capabilities
    ) -> (cell: Cell, facts: GraphBuilder.Facts)? {
        guard let (node, shape, references) = substituted(stage) else { return nil }
        CapabilityCheck(capabilities: capabilities, namespace: namespace).checkStage(
            node, shape, references, report: &report)
        var isSound = true
        for reference in references {
            if !namespace.check(reference.node, is: reference.wanted, report: &report) { isSound = false }
        }
        let fields = Fields(node, shape)
        guard let (step, facts) = step(fields, place: stage.place), isSound else { return nil }
        for name in fields.texts("after") {
            guard let other = namespace.stage(name), use(other.name) != nil else { return nil }
        }
        let coordinates = coordinates()
        let point = coordinates.map { "\($0.axis)=\($0.value)" }.joined(separator: ",")
        let cell = Cell(
            id: coordinates.isEmpty ? stage.name : "\(stage.name)[\(point)]", stage: stage.name,
            shorthand: stage.shorthand, coordinates: coordinates, step: step, needs: needs,
            seed: fields.integer("seed").map { UInt64(max(0, $0)) } ?? document.seed,
            note: fields.text("note"),
            retries: fields.integer("retries") ?? 0,
            timeLimit: fields.text("time_limit").flatMap(Duration.seconds),
            failures: fields.text("failures").flatMap(Allowance.init(_:)).flatMap { $0.isNone ? nil : $0 },
            place: stage.place)
        return (cell, facts)
    }

    private mutating func step(_ fields: Fields, place: Place) -> (Step, GraphBuilder.Facts)? {
        switch fields.shape.name {
        case "decompose": decompose(fields)
        case "ask": ask(fields)
        case "train": train(fields)
        case "recompose": recompose(fields)
        case "evaluate": evaluate(fields)
        case "compare": compare(fields)
        case "read": read(fields)
        default: nil
        }
    }

    /// The stage with its axes' values, held against the schema again.
    private mutating func substituted(_ stage: StageEntry) -> (Node, Shape, [Reference])? {
        guard let node = substituted(stage.node) else { return nil }
        guard !document.matrix.isEmpty, node != stage.node else {
            return stage.shape.map { (node, $0, stage.references) }
        }
        var checker = Checker(report: report)
        let isSound =
            stage.isReading
            ? checker.check(node, Schema.reading) : checker.checkStage(node, owner: stage.place)
        report = checker.report
        guard isSound, let verb = StageEntry.verb(of: node, isReading: stage.isReading) else { return nil }
        let shape = Schema.shape(verb)
        return (node, shape, Reference.all(in: node, shape))
    }

    /// A node with its axes' values, which from then on the cell depends on.
    mutating func substituted(_ node: Node) -> Node? {
        let known = Set(document.matrix.map(\.name))
        let used = Substitution.names(in: node, of: known)
        guard !used.isEmpty else { return node }
        axes.formUnion(used)
        var missing: [(Node, String)] = []
        let result = Substitution(values: assignment).apply(to: node) { missing.append(($0, $1)) }
        for (node, name) in missing {
            report.add("'$\(name)' has no value here: this stage folds the axis", about: node)
        }
        return missing.isEmpty ? result : nil
    }

    /// The cell of a stage at this point of the matrix, which from then on this cell needs.
    mutating func use(_ stage: String) -> CellID? {
        let values = (world.axes[stage] ?? []).map { assignment[$0]?.text ?? "" }
        guard let id = world.cells[stage]?[values] else { return nil }
        if !needs.contains(id) { needs.append(id) }
        axes.formUnion((world.coordinates[id] ?? []).map(\.axis))
        return id
    }

    /// Like `use`, for a cell that is known by its id but does not vary this one.
    mutating func fold(_ id: CellID, keeping folded: Set<String>) {
        if !needs.contains(id) { needs.append(id) }
        axes.formUnion((world.coordinates[id] ?? []).map(\.axis).filter { !folded.contains($0) })
    }

    private func coordinates() -> [Coordinate] {
        document.matrix.compactMap { axis in
            guard axes.contains(axis.name), let value = assignment[axis.name]?.text else { return nil }
            return Coordinate(axis: axis.name, value: value)
        }
    }

    /// Complains that a key has no effect, when it is written.
    mutating func refuse(_ fields: Fields, _ keys: [String], _ reason: String) {
        for key in keys where fields.has(key) {
            report.add(Complaint("'\(key)' has no effect \(reason)", at: fields.keyPlace(key)))
        }
    }

    /// Complains that a key is missing; whether it is there.
    mutating func require(
        _ fields: Fields, _ key: String, _ reason: String, notes: @autoclosure () -> [String] = []
    ) -> Bool {
        if fields.has(key) { return true }
        report.add(
            Complaint(
                "\(reason) needs the key '\(key)'", at: fields.keyPlace(fields.shape.name), notes: notes()))
        return false
    }
}
