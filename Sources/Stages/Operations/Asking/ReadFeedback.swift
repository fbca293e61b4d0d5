import Artifacts
import Engine
import Learning
import Text

/// Reads judgements that were made elsewhere and takes those of one split: what a data set of format `feedback`
/// does where a stage learns from it.
///
/// The split is by book, over all books of the files, whatever kinds are taken: the same files are split alike
/// everywhere. Word statistics (port `statistics`) are those of the passages that are taken.
struct ReadFeedback: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.readFeedback
    /// What a unit of this operation depends on besides its inputs.
    struct Settings: Codable {
        /// The splits in the order of the file; none where there is no split.
        var parts: [Part]
        /// The split that is taken; nil for all books.
        var split: String?
        /// Another order of the books.
        var seed: UInt64?
        /// Which fold, from 1.
        var fold: Int
        /// The kinds that are taken; empty for all.
        var kinds: [String]
    }

    /// A split by its name.
    struct Part: Codable {
        /// Its name.
        var name: String
        /// A whole number of books, or below 1 a share.
        var amount: Double
    }

    /// How many words of a passage count as one text of the word statistics, as many as a usual leaf has: a whole
    /// story holds nearly every word, so that stories would not tell rare from common.
    static let statisticsWords = 450

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let all = try read(job)
        let books = Set(all.judgements.map(\.passage.book)).sorted()
        var taken = Set(books)
        if let split = settings.split {
            do {
                taken = Set(
                    try BookSplit.assign(
                        books, to: settings.parts.map { ($0.name, $0.amount) }, seed: settings.seed,
                        fold: settings.fold)[split, default: []])
            } catch {
                throw StageProblem("\(error)")
            }
        }
        let feedback = FeedbackSet(
            all.judgements.filter {
                taken.contains($0.passage.book)
                    && (settings.kinds.isEmpty || settings.kinds.contains(type(of: $0).name))
            })
        guard feedback.count > 0 else {
            let found = Set(all.judgements.map { type(of: $0).name }).sorted().joined(separator: ", ")
            throw StageProblem(
                all.count == 0
                    ? "the files hold no judgement"
                    : "none of the \(all.count) judgements is taken; their kinds are \(found)")
        }
        job.note(
            "\(Figures.count(feedback.count, "judgement")) of \(all.count), on "
                + "\(taken.count) of \(Figures.count(books.count, "book")): \(taken.sorted().joined(separator: ", "))"
        )
        var statistics = WordStatistics()
        var seen: Set<String> = []
        for passage in feedback.passages where seen.insert(passage.text).inserted {
            try job.checkStop()
            for piece in passage.text.pieces(words: Self.statisticsWords) { statistics.add(piece) }
        }
        return ["main": try feedback.encoded(), "statistics": try JSON.encode(statistics)]
    }

    /// The judgements of all files. A problem names its file by number; whoever knows the paths says them.
    private func read(_ job: Job) throws -> FeedbackSet {
        let files = try job.digests("files").map { try job.bytes(of: $0) }
        var all = FeedbackSet()
        for (place, bytes) in files.enumerated() {
            try job.checkStop()
            let (feedback, problems) = FeedbackSet.reading(bytes)
            if let problem = problems.first {
                throw RecordProblem(problem, file: place, of: problems.count)
            }
            all = all.merging(feedback)
        }
        return all
    }
}

extension String {
    /// The text in pieces of whole sentences: each but the last ends with the sentence that fills its words.
    fileprivate func pieces(words limit: Int) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var words = 0
        for span in sentences(in: self) {
            let sentence = utf8(in: span)
            piece += sentence
            words += wordCount(String(sentence))
            if words >= limit {
                pieces.append(piece)
                (piece, words) = ("", 0)
            }
        }
        return piece.isEmpty ? pieces : pieces + [piece]
    }
}
