/// Proves from the limits of cuts and answers how much reading and how many minutes each judgement can need.
struct OversightPlanner {
    let document: Document
    let facts: [CellID: GraphBuilder.Facts]
    var report: Report
    private(set) var plan: OversightPlan

    init(_ document: Document, facts: [CellID: GraphBuilder.Facts], report: Report) {
        self.document = document
        self.facts = facts
        self.report = report
        plan = OversightPlan(
            rows: [], totals: [], minutes: 0, allowedWords: document.oversight?.words,
            allowedMinutes: document.oversight?.minutes)
    }

    /// Plans every cell that asks, in running order.
    mutating func plan(_ cells: [Cell]) {
        for cell in cells {
            guard case .ask(let ask) = cell.step, ask.overseer.kind != .replay else { continue }
            let judgements = judgements(ask)
            complain(of: cell, ask, judgements)
            addRows(cell, ask, judgements)
        }
        plan.minutes = plan.totals.filter(\.isHuman).reduce(0) { $0 + $1.minutes }
        complainOfMinutes()
    }

    /// Every kind of judgement that a stage can come to, over its heights and its ways of cutting.
    func judgements(_ ask: Ask) -> [Judgement] {
        if ask.about == .splits {
            let parts = ask.proposals.map(\.limits.fanIn).max() ?? 2
            return [
                Judgement(
                    kind: .comparison, height: .splits, source: 0, sourceSum: "", context: 0, shown: 2,
                    each: parts * Outline.wordsPerPart, unit: "outlines", cut: ask.proposals.first, limit: 0)
            ]
        }
        guard let task = document.task else { return [] }
        let cell: CellID
        switch ask.subject {
        case .forest(let id), .answers(let id): cell = id
        default: return []
        }
        return (facts[cell]?.cuts ?? []).flatMap { cut in
            Judgement.Height.all(of: ask.nodes, isWhole: cut.limits.leafWords == nil).flatMap { height in
                ask.kinds.map { Judgement($0, at: height, cut: cut, task: task, samples: ask.samples) }
            }
        }
    }

    private mutating func addRows(_ cell: Cell, _ ask: Ask, _ judgements: [Judgement]) {
        plan.rows += judgements.map {
            OversightPlan.Row(
                cell: cell.id, kind: $0.kind, height: $0.height.name, words: $0.words, sum: $0.sum,
                minutes: minutes($0, ask))
        }
        var totals: [OversightPlan.Total] = []
        for (index, kind) in ask.kinds.enumerated() {
            let dearest = judgements.filter { $0.kind == kind }.map { minutes($0, ask) }.max() ?? 0
            let share = ask.count.map { $0 / ask.kinds.count + (index < $0 % ask.kinds.count ? 1 : 0) }
            let asked = share.map { Double($0) * repeats(ask.overseer) }
            totals.append(
                OversightPlan.Total(
                    cell: cell.id, overseer: ask.overseer.name, isHuman: ask.overseer.kind == .human,
                    kind: kind,
                    judgements: asked, minutes: (asked ?? 0) * dearest))
        }
        if let cap = ask.minutes {
            let total = totals.reduce(0) { $0 + $1.minutes }
            for index in totals.indices where ask.count == nil || total > cap {
                totals[index].minutes =
                    ask.count == nil ? cap / Double(totals.count) : totals[index].minutes * cap / total
            }
        }
        plan.totals += totals
    }

    /// How often an item is judged: by how many people, again, and with how many known ones among them.
    private func repeats(_ overseer: Overseer) -> Double {
        var share = 0.0
        if case .items(_, let gold)? = overseer.gold { share = gold }
        return Double(overseer.perItem) + overseer.overlap + overseer.retest + share
    }

    /// By ``Minutes``; the outlines of two ways to cut are read as a whole.
    private func minutes(_ judgement: Judgement, _ ask: Ask) -> Double {
        let perMinute = document.oversight?.wordsPerMinute ?? 230
        if judgement.height == .splits {
            return Double(judgement.words ?? 0) / perMinute + judgement.kind.minutes
        }
        let pairs = judgement.kind.showing == .pairs ? ask.samples * (ask.samples - 1) / 2 : 1
        return Minutes.judgement(
            judgement.kind, source: judgement.source ?? 0, limit: judgement.limit,
            leafLimit: document.task?.maxWords.leaf ?? 1, sharing: pairs, wordsPerMinute: perMinute)
    }
}
