/// Named books, named questions and references, or named judgements.
package struct DataSet: Hashable, Codable, Sendable {
    /// How the files are read.
    package enum Format: String, CaseIterable, Hashable, Codable, Sendable {
        /// Books as they are, JSON lines, or judgements that were made elsewhere.
        case text, jsonl, feedback
    }

    /// A part of the books; a book is never in two.
    package struct Split: Hashable, Codable, Sendable {
        /// How much of the books a split has.
        package enum Size: Hashable, Codable, Sendable {
            /// So many books.
            case count(Int)
            /// In (0, 1].
            case share(Double)
        }
        /// The name that the file gives it.
        package var name: String
        /// How many books it has.
        package var size: Size
    }

    /// The name that the file gives it.
    package var name: String
    /// Files or globs, as written, relative to the pipeline file.
    package var paths: [String]
    /// How its files are read.
    package var format: Format
    /// Which books belong together.
    package struct Groups: Hashable, Codable, Sendable {
        /// The table, relative to the pipeline file.
        package var path: String
        /// The column whose value makes a group.
        package var column: String
    }

    /// In the order of the file.
    package var splits: [Split]
    /// The order in which books are dealt out to the splits; `nil` for the order that all pipelines share.
    package var seed: UInt64?
    /// Which of the folds, from 1: how often the last split moved on by its own size.
    package var fold = 1
    /// The kinds of judgement that are taken; empty means all of them.
    package var kinds: [FeedbackKind] = []
    /// Which books a split or fold never parts; `nil` for none.
    package var groups: Groups?
    /// Files or globs that say who is meant where in the books; empty for none.
    package var coreference: [String] = []
    /// Whether the text of the books' headings is read.
    package var headings = Headings.kept
    /// Where it stands in its file.
    package var place: Place

    /// The keys of a data set that an axis can vary: they move books between splits and change no name.
    static let varying: Set = ["seed", "fold"]

    /// The names by which judgements can be learned from: the set's, and those of its splits.
    var parts: [String] { [name] + splits.map { "\(name).\($0.name)" } }
}

/// What every node must do.
package struct Task: Hashable, Codable, Sendable {
    /// What whoever answers is told to do.
    package var instruction: String
    /// Each is a rating scale on the page.
    package var criteria: [String]
    /// A file whose digest goes into every label.
    package var guidelines: String?
    /// The most words of an answer.
    package var maxWords: MaxWords
    /// What is shown before a passage.
    package var context: TaskContext
}

/// The most words of an answer.
package struct MaxWords: Hashable, Codable, Sendable {
    /// The most words of a leaf's answer.
    package var leaf: Int
    /// The most words of an answer between the leaves and the root.
    package var inner: Int
    /// The most words of the root's answer.
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
    /// How fast people read.
    package var wordsPerMinute: Double
}

/// A model that exists before the run, or starts from nothing.
package struct Model: Hashable, Codable, Sendable {
    /// Where a model comes from.
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
    /// Where it comes from.
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
    /// Layers.
    package var layers: Int
    /// Numbers in the vector of one token.
    package var width: Int
    /// Heads of attention in a layer.
    package var heads: Int
    /// Tokens that it knows.
    package var vocabulary: Int
    /// The most tokens that it sees at once.
    package var context: Int
}

/// The limits that every way of cutting obeys.
package struct CutLimits: Hashable, Codable, Sendable {
    /// No leaf has more words; nil only for `whole`, which does not cut.
    package var leafWords: Int?
    /// No leaf has fewer words where that can be; nil for a quarter of ``leafWords``.
    package var leastWords: Int?
    /// The mean of a leaf's words, which gives the number of leaves; nil where the way of cutting decides.
    package var aboutWords: Int?
    /// No node has more children.
    package var fanIn: Int
    /// Where a fixed cut may fall.
    package var snap: Snap
    /// Who says how many leaves there are, whatever their length; nil where their words do.
    package var cuts: CutCount?
}

/// A way of cutting that needs no training stage, with every default filled in.
package struct DecomposerSettings: Hashable, Codable, Sendable {
    /// How it decides where to cut.
    package var kind: DecomposerKind
    /// What every cut obeys.
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

    /// What people see of an item.
    package struct Show: Hashable, Codable, Sendable {
        /// When the source is on the page.
        package enum Source: String, CaseIterable, Hashable, Codable, Sendable {
            /// From the beginning.
            case always
            /// When the person asks for it.
            case onRequest = "on-request"
            /// Not at all.
            case never
        }
        /// When the source is on the page.
        package var source: Source
        /// Whether the answer is read before the source.
        package var readAnswerFirst: Bool
        /// Whether the task's criteria are on the page.
        package var criteria: Bool
        /// Whether the time taken is on the page.
        package var clock: Bool
    }

    /// The name that the file gives it.
    package var name: String
    /// What kind of overseer it is.
    package var kind: OverseerKind
    /// Empty means whoever opens the page.
    package var people: [String]
    /// How many people judge one item.
    package var perItem: Int
    /// The share of items that two people judge.
    package var overlap: Double
    /// The share of items asked again.
    package var retest: Double
    /// How judgements are checked or made; `nil` where nothing is known to be right.
    package var gold: Gold?
    /// Points of the comparison scale, 2 to 9.
    package var points: Int
    /// Points of a rating.
    package var scale: Int
    /// What people see of an item.
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
