/// Named books, or named questions and references.
package struct DataSet: Hashable, Codable, Sendable {
    package enum Format: String, CaseIterable, Hashable, Codable, Sendable {
        case text, jsonl
    }

    /// A part of the books; a book is never in two.
    package struct Split: Hashable, Codable, Sendable {
        package enum Size: Hashable, Codable, Sendable {
            case count(Int)
            /// In (0, 1].
            case share(Double)
        }
        /// The name that the file gives it.
        package var name: String
        package var size: Size
    }

    /// The name that the file gives it.
    package var name: String
    /// Files or globs, as written, relative to the pipeline file.
    package var paths: [String]
    package var format: Format
    /// In the order of the file.
    package var splits: [Split]
    /// Where it stands in its file.
    package var place: Place
}

/// What every node must do.
package struct Task: Hashable, Codable, Sendable {
    package var instruction: String
    /// Each is a rating scale on the page.
    package var criteria: [String]
    /// A file whose digest goes into every label.
    package var guidelines: String?
    package var maxWords: MaxWords
    package var context: TaskContext
}

/// The most words of an answer.
package struct MaxWords: Hashable, Codable, Sendable {
    package var leaf: Int
    package var inner: Int
    package var root: Int

    /// The limit of one node: a leaf's at height 0 even if it is the root, the root's at the top, else the inner one.
    package func limit(height: Int, isRoot: Bool) -> Int {
        if height == 0 { return leaf }
        return isRoot ? root : inner
    }
}

/// What people may be asked to bear.
package struct Oversight: Hashable, Codable, Sendable {
    /// The most words that one judgement may need.
    package var words: Int?
    /// The most minutes of people that a run may use.
    package var minutes: Double?
    package var wordsPerMinute: Double
}

/// A model that exists before the run, or starts from nothing.
package struct Model: Hashable, Codable, Sendable {
    package enum Source: Hashable, Codable, Sendable {
        /// A Hugging Face folder.
        case folder(path: String)
        /// A small transformer with random weights.
        case fresh(FreshModel)
        /// An endpoint that speaks OpenAI's protocol; `model` is the name it is asked for.
        case server(url: String, model: String?)
        /// A program that answers.
        case command(argv: [String])
    }
    /// The name that the file gives it.
    package var name: String
    package var source: Source

    /// Which kind of model this is.
    package var kind: ModelKind {
        switch source {
        case .folder, .fresh: .transformer
        case .server: .server
        case .command: .command
        }
    }
}

/// The sizes of a transformer that starts from nothing.
package struct FreshModel: Hashable, Codable, Sendable {
    package var layers: Int
    package var width: Int
    package var heads: Int
    package var vocabulary: Int
    package var context: Int
}

/// The limits that every way of cutting obeys.
package struct CutLimits: Hashable, Codable, Sendable {
    /// No leaf has more words; nil only for `whole`, which does not cut.
    package var leafWords: Int?
    /// No node has more children.
    package var fanIn: Int
    package var snap: Snap
}

/// A way of cutting that needs no training stage, with every default filled in.
package struct DecomposerSettings: Hashable, Codable, Sendable {
    package var kind: DecomposerKind
    package var limits: CutLimits
    /// Words in TextTiling's block; only for that kind.
    package var window: Int?
    /// For kind `model`: a trained decomposer.
    package var model: ModelReference?
}

/// Who judges, with every default filled in.
package struct Overseer: Hashable, Codable, Sendable {
    /// How judgements are checked or, for a simulated overseer, made.
    package enum Gold: Hashable, Codable, Sendable {
        /// The reward by which a simulated overseer judges.
        case known(GoldKind)
        /// Items with known answers mixed among a person's.
        case items(path: String, share: Double)
    }

    package struct Show: Hashable, Codable, Sendable {
        package enum Source: String, CaseIterable, Hashable, Codable, Sendable {
            case always
            case onRequest = "on-request"
            case never
        }
        package var source: Source
        package var readAnswerFirst: Bool
        package var criteria: Bool
        package var clock: Bool
    }

    /// The name that the file gives it.
    package var name: String
    package var kind: OverseerKind
    /// Empty means whoever opens the page.
    package var people: [String]
    package var perItem: Int
    /// The share of items that two people judge.
    package var overlap: Double
    /// The share of items asked again.
    package var retest: Double
    package var gold: Gold?
    /// Points of the comparison scale, 2 to 9.
    package var points: Int
    /// Points of a rating.
    package var scale: Int
    package var show: Show
    /// Who answers for kind `model`.
    package var model: ModelReference?
    /// A trained reward by which a simulated overseer judges, instead of `gold`.
    package var reward: CellID?
    /// The share of judgements made at random, 0 to 1.
    package var noise: Double
    /// Where gold `reference` and `questions` find references and questions.
    package var references: DataSet?
    /// Recorded judgements, for kind `replay`.
    package var path: String?
}
