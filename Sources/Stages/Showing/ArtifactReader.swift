import Engine
import Learning
import Text

/// Reads artifacts of a workspace into sheets.
package struct ArtifactReader: Sendable {
    private let engine: Engine

    /// Reads what an engine's store holds.
    package init(_ engine: Engine) { self.engine = engine }

    /// The sheet of one artifact. Scores of several cells have a sheet together: ``ScoreSheet``.
    ///
    /// - Parameter name: what a person calls it, where that stands in the sheet.
    package func sheet(of digest: Digest, as kind: ArtifactKind, name: String) async throws -> any Sheet {
        switch kind {
        case .forest: try await forest(digest)
        case .feedback: FeedbackSheet(try await feedback(digest))
        case .models: try await models(digest)
        case .model: ModelSheet([try await model(digest, scope: name)])
        case .answers: try await answers(digest)
        case .scores: ScoreSheet([.init(cell: name, scores: try await scores(digest))])
        case .verdict: VerdictSheet(try await decoded(Verdict.self, digest))
        case .other: BlobSheet(digest, bytes: try await engine.bytes(of: digest))
        }
    }

    /// What a stage left out because it failed; none where it left out nothing.
    package func omissions(of outputs: Outputs) async throws -> [Omission] {
        guard let digest = outputs[Omission.port] else { return [] }
        return try await decoded([Omission].self, digest)
    }

    /// What was said in a stage; throws where the blob is missing or holds something else.
    package func feedback(_ digest: Digest) async throws -> FeedbackSet {
        try FeedbackSet(decoding: await engine.bytes(of: digest))
    }

    /// The scores of an `evaluate` stage; throws where the blob is missing or holds something else.
    package func scores(_ digest: Digest) async throws -> Scores { try await decoded(Scores.self, digest) }

    private func forest(_ digest: Digest) async throws -> ForestSheet {
        let forest = try await decoded(Forest.self, digest)
        var texts: [String] = []
        for entry in forest.entries { texts.append(try await book(of: entry).text) }
        return ForestSheet(forest, texts: texts)
    }

    private func answers(_ digest: Digest) async throws -> AnswersSheet {
        var lines: [AnswersSheet.Line] = []
        for entry in try await decoded(Answers.self, digest).entries {
            for node in entry.nodes {
                let text = try await text(node.answer)
                lines.append(
                    .init(
                        book: entry.name, path: node.path, height: node.height, words: wordCount(text),
                        limit: node.limit, digest: node.answer.description, text: text))
            }
        }
        return AnswersSheet(lines)
    }

    private func models(_ digest: Digest) async throws -> ModelSheet {
        var lines: [ModelSheet.Line] = []
        for scope in try await decoded(ModelSet.self, digest).scopes {
            lines.append(try await model(scope.model, scope: scope.name))
        }
        return ModelSheet(lines)
    }

    private func model(_ digest: Digest, scope: String) async throws -> ModelSheet.Line {
        let bytes = try await engine.bytes(of: digest)
        var curves: [TrainingMetrics] = []
        if let metrics = try engine.ledger.makers(of: digest).compactMap({ $0.outputs["metrics"] }).last {
            curves = try await decoded([TrainingMetrics].self, metrics)
        }
        let policy =
            (try? PolicyModel(decoding: bytes))?.card
            ?? (try? JSON.decode(ProgramModel.self, from: bytes))?.card
        let cutter = policy == nil ? try? DecomposerModel(decoding: bytes) : nil
        let splits = policy == nil && cutter == nil ? try? SplitReward(decoding: bytes) : nil
        let card = try policy ?? cutter?.card ?? splits?.card ?? RewardModel(decoding: bytes).card
        let start =
            try card.from.isEmpty ? nil : engine.ledger.digests(startingWith: card.from, limit: 1).first
        return .init(
            scope: scope, digest: digest.description,
            kind: policy != nil ? "policy" : cutter != nil ? "decomposer" : "reward", card: card,
            from: try start.flatMap { try engine.ledger.makers(of: $0).last?.label }, curves: curves)
    }

    /// The book that a tree of a forest cuts; throws where they do not belong together.
    func book(of entry: Forest.Entry) async throws -> Book {
        let book = try await decoded(Book.self, entry.book)
        let count = book.text.utf8.count
        guard entry.tree.nodes.allSatisfy({ $0.span.end <= count }) else {
            throw TreeError(
                book: entry.name, path: "0",
                problem: "it ends behind the book's text, which has \(count) bytes")
        }
        return book
    }

    /// An artifact that is JSON; throws where the blob is missing or holds something else.
    func decoded<Content: Decodable>(_ type: Content.Type, _ digest: Digest) async throws -> Content {
        try JSON.decode(type, from: await engine.bytes(of: digest))
    }

    /// An artifact that is UTF-8 text; throws where the blob is missing.
    func text(_ digest: Digest) async throws -> String {
        String(decoding: try await engine.bytes(of: digest), as: UTF8.self)
    }
}
