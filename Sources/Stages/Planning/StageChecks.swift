import Learning
import Pipeline
import Text

extension Checked {
    /// Adds what the language allows and this build cannot run, but which only the resolved stages show.
    package mutating func addStageChecks() {
        guard let graph else { return }
        var seen: Set<Complaint> = []
        for cell in graph.cells {
            let step = cell.step
            for message in step.whatCannotRun + step.whatCannotBeMeasured(in: graph)
                + step.whatCannotBeDrawn(in: graph) + step.whatCannotPractise(in: graph)
                + step.whatProgramsCannotDo(in: graph)
            {
                let complaint = Complaint(message, at: cell.place, context: "stage '\(cell.stage)'")
                if seen.insert(complaint).inserted { complaints.list.append(complaint) }
            }
        }
    }
}

extension Step {
    fileprivate var whatCannotRun: [String] {
        switch self {
        case .decompose(let step):
            if step.corpus.data.format == .jsonl {
                return ["a 'jsonl' data set holds references and questions; books are files of format 'text'"]
            }
        case .train(let step):
            if step.rewards.count > 1 { return ["quire cannot optimise several rewards yet; name one"] }
        case .recompose(let step):
            if step.parts.count > 1, step.parts.contains(where: { $0.policy == .builtin(.extractive) }) {
                return ["an untrained policy cannot stand beside others yet; train it first (by: bc)"]
            }
        case .evaluate(let step):
            if case .builtin? = step.from {
                return ["'kl' is measured from a trained policy, and this one is not trained"]
            }
            if case .policy(let policy) = step.subject { return step.whatCannotBeMeasured(of: policy) }
            if case .decomposer(let use) = step.subject { return step.whatCannotBeMeasured(of: use) }
        case .ask(let step):
            if step.pick == .adversarial, step.kinds != [.comparison] {
                return ["quire can look for the worst answers only where they are compared (for: comparison)"]
            }
            let most = Showing.all.candidates.upperBound
            if let kind = step.kinds.first(where: { $0.showing == .all }), step.samples > most {
                return ["a \(kind.rawValue) shows at most \(most) candidates; lower 'samples'"]
            }
            if case .items? = step.overseer.gold {
                return ["quire cannot mix items with known answers among a person's yet; leave out 'gold'"]
            }
        case .compare, .read: break
        }
        return []
    }
}

extension Evaluate {
    /// What of a policy itself cannot be measured.
    fileprivate func whatCannotBeMeasured(of policy: ModelReference) -> [String] {
        if case .builtin(.lead) = policy {
            return ["'lead' draws nothing at random, so that nothing can be optimised"]
        }
        return metrics.filter { $0 != .overOptimisation }.map {
            "quire cannot measure '\($0.rawValue)' on a policy yet; let it answer (recompose) and evaluate the answers"
        }
    }
}

extension Evaluate {
    /// What of a decomposer cannot be measured by draws.
    fileprivate func whatCannotBeMeasured(of use: DecomposerUse) -> [String] {
        guard metrics.contains(.overOptimisation) else { return [] }
        if use.trained == nil {
            return ["'\(use.name)' is not trained and draws no ways to cut, so that nothing can be optimised"]
        }
        if use.limits.cuts != nil {
            return [
                "'\(use.name)' has 'cuts', and ways to cut are drawn by the sizes of leaves; leave it out"
            ]
        }
        return metrics == [.overOptimisation]
            ? [] : ["'over-optimisation' of a decomposer is measured alone; make it a stage of its own"]
    }
}

extension Step {
    /// What cannot be done with a decomposer that draws several ways to cut and takes the best.
    fileprivate func whatCannotBeDrawn(in graph: Graph) -> [String] {
        func draws(_ id: CellID?) -> Bool {
            guard let id, case .train(let training)? = graph[id]?.step else { return false }
            return training.trainee == .decomposer && training.method == .bestOf
        }
        let uses: [DecomposerUse]
        switch self {
        case .train(let step):
            guard step.trainee == .decomposer, case .cell(let id) = step.from, draws(id) else { return [] }
            return ["'\(id)' draws ways to cut from another decomposer; name that one"]
        case .decompose(let step): uses = step.decomposers
        case .ask(let step): uses = step.proposals
        case .evaluate(let step):
            guard case .decomposer(let use) = step.subject else { return [] }
            uses = [use]
        default: return []
        }
        return uses.filter { $0.limits.cuts != nil && draws($0.trained) }.map {
            "'\($0.name)' takes the best of several ways to cut a passage, and 'cuts' is about whole books; leave it out"
        }
    }

    /// What cannot be done with a decomposer because of how it was trained: what draws ways to cut sees no more than a
    /// passage, and what practises moves.
    fileprivate func whatCannotPractise(in graph: Graph) -> [String] {
        let start: CellID?
        var isMoved = false
        switch self {
        case .train(let step) where step.trainee == .decomposer && [.rloo, .bestOf].contains(step.method):
            guard case .cell(let id) = step.from else { return [] }
            (start, isMoved) = (id, step.method == .rloo)
        case .evaluate(let step) where step.metrics.contains(.overOptimisation):
            guard case .decomposer = step.subject else { return [] }
            start = step.subject.trained
        default: return []
        }
        guard let start, case .train(let training)? = graph[start]?.step else { return [] }
        if training.settings.text("view") == Text.CutView.book.rawValue {
            return [
                "'\(start)' sees whole books, and ways to cut are drawn of passages; train it without 'view: book'"
            ]
        }
        if isMoved, training.settings.integer("trees") ?? 0 > 0 {
            return ["'\(start)' has trees, which cannot practise; train it without 'trees'"]
        }
        return []
    }

    /// What of a policy cannot be measured because of how it was trained.
    fileprivate func whatCannotBeMeasured(in graph: Graph) -> [String] {
        if case .evaluate(let step) = self, case .reward(let id) = step.subject,
            case .train(let training)? = graph[id]?.step, training.about == .splits
        {
            return [
                "quire cannot measure a reward of ways to cut yet; how often it agrees with what was held out stands on its card (quire show)"
            ]
        }
        guard case .evaluate(let step) = self, step.metrics.contains(.overOptimisation),
            let id = step.subject.trained, case .train(let training)? = graph[id]?.step,
            !training.rewards.isEmpty
        else { return [] }
        if training.trainee == .decomposer, training.policy != nil {
            return [
                "'\(id)' practised against a reward of answers, and what is drawn here is judged by a reward of ways to cut: quire cannot measure that curve yet"
            ]
        }
        guard training.settings.integer("snapshots") ?? 0 == 0 else { return [] }
        let isPolicy = training.trainee == .policy
        let kept =
            training.method == .bestOf
            ? "" : ", or keep \(isPolicy ? "policies" : "decomposers") on its way (with: {snapshots: 8})"
        return [
            "'\(id)' was optimised against a reward already; name the \(isPolicy ? "supervised policy" : "decomposer") that it began as, whose best of n is measured\(kept)"
        ]
    }
}

extension Subject {
    /// The cell that trained the policy or the decomposer; `nil` for anything else.
    fileprivate var trained: CellID? {
        switch self {
        case .policy(.cell(let id)): id
        case .decomposer(let use): use.trained
        default: nil
        }
    }
}
