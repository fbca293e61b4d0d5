import Pipeline

extension Step {
    /// What cannot be asked of a policy that is a program: it answers, and tells nothing of how.
    func whatProgramsCannotDo(in graph: Graph) -> [String] {
        switch self {
        case .train(let step):
            if step.trainee == .policy, step.method == .command {
                return step.whatAProgramCannotStartFrom(in: graph)
            }
            if let name = graph.program(step.from) {
                let instead =
                    step.trainee == .policy
                    ? "a program trains it (by: command)"
                    : "name a policy that Quire draws from, as extractive"
                return ["'\(name)' is a program, and nothing here can be trained from it; \(instead)"]
            }
            return graph.program(step.policy).map {
                [
                    "'\($0)' is a program; name a policy of Quire's, for it answers each passage many times over"
                ]
            } ?? []
        case .ask(let step):
            guard step.pick == .adversarial, let name = graph.program(step.policy) else { return [] }
            return ["'\(name)' is a program, and quire cannot look for its worst answers; leave 'pick' out"]
        case .evaluate(let step):
            if case .policy(let policy) = step.subject, let name = graph.program(policy) {
                return [
                    "quire cannot measure the program '\(name)' itself; let it answer (recompose) and evaluate the answers"
                ]
            }
            guard step.metrics.contains(.kl) else { return [] }
            let answerers = step.subject.answerers(in: graph) + [step.from].compactMap(\.self)
            return answerers.compactMap(graph.program).prefix(1).map {
                "'\($0)' is a program, which gives no probabilities: 'kl' cannot be measured"
            }
        default: return []
        }
    }
}

extension Train {
    fileprivate func whatAProgramCannotStartFrom(in graph: Graph) -> [String] {
        switch from {
        case .builtin(.extractive): []
        case .cell where graph.program(from) != nil: []
        case .model(let model):
            [
                "'\(model.name)' has learned nothing that could be gone on from; leave 'from' out, and name the program in argv"
            ]
        default: ["a program can start only from what a program trained (by: command); leave 'from' out"]
        }
    }
}

extension Graph {
    /// The name of a policy that is a program; `nil` for all others.
    fileprivate func program(_ policy: ModelReference?) -> String? {
        switch policy {
        case .model(let model): return model.kind == .command ? model.name : nil
        case .cell(let id):
            guard case .train(let training)? = self[id]?.step, training.method == .command else { return nil }
            return id
        case .builtin, nil: return nil
        }
    }
}

extension Subject {
    /// Who gave the answers that are measured.
    fileprivate func answerers(in graph: Graph) -> [ModelReference] {
        guard case .answers(let id) = self, case .recompose(let step)? = graph[id]?.step else { return [] }
        return step.parts.map(\.policy)
    }
}
