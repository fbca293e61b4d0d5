import Engine
import Learning
import Tensors
import Text

/// Chooses passages and has two ways to cut each proposed: the first half of an `ask` stage about splits.
struct PoseSplits: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.poseSplits
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// By input at the port `source`: the book's name and the file's ending.
        var books: [GrowForest.BookFile]
        /// Who proposes how to cut.
        var proposals: [GrowForest.NamedDecomposer]
        /// The words of a passage: as many leaves as a node has children.
        var passageWords: Int
        /// Judgements at most.
        var count: Int?
        /// Minutes at most, as the plan counts them.
        var minutes: Double?
        /// `oversight.words_per_minute`.
        var wordsPerMinute: Double
        /// The points of the scale; `nil` for the usual nine.
        var scale: Int?
    }

    /// How often a passage is asked about at most.
    static let mostPasses = 50

    /// A passage that ways to cut are proposed for.
    private struct Candidate {
        var name: String
        var span: Span
        var text: String
        var orphans: LeafOrphans
        var rank: Digest
    }

    /// Does one unit and gives the bytes of its outputs, by port: the readings, the share of orphans in each way to cut
    /// (`orphans`), and the words of the passages (`statistics`).
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let inputs = GrowForest.Inputs(job)
        let ways = try GrowForest.cuts(settings.proposals, inputs.cutters, job)
        let passages = try await passages(settings, inputs, job)
        var readings: [Reading] = []
        var orphans: [[Double]] = []
        var minutes = 0.0
        for pass in 0..<Self.mostPasses {
            for passage in passages {
                try job.checkStop()
                if settings.count.map({ readings.count >= $0 }) ?? false { break }
                if settings.minutes.map({ minutes >= $0 }) ?? false { break }
                guard let (reading, shares) = try await reading(passage, pass, ways, settings, job) else {
                    continue
                }
                readings.append(reading)
                orphans.append(shares)
                minutes += Self.minutes(of: reading, wordsPerMinute: settings.wordsPerMinute)
            }
        }
        var statistics = WordStatistics()
        for passage in passages { statistics.add(passage.text) }
        return [
            "main": try JSON.encode(readings), "orphans": try JSON.encode(orphans),
            "statistics": try JSON.encode(statistics),
        ]
    }

    /// What comparing two outlines takes, as the plan counts it.
    static func minutes(of reading: Reading, wordsPerMinute: Double) -> Double {
        Double(reading.candidates.map { wordCount($0) }.reduce(0, +)) / wordsPerMinute + 1.5
    }

    /// All passages of the books, in an order that follows from their text and the seed.
    private func passages(_ settings: Settings, _ inputs: GrowForest.Inputs, _ job: Job) async throws
        -> [Candidate]
    {
        let seed = job.work.seed ?? 0
        let read = try await inputs.books(settings.books).concurrentMap { source in
            (name: source.file.name, digests: try await job.read(source))
        }
        return try read.flatMap { name, digests in
            try job.checkStop()
            let book = try JSON.decode(Book.self, from: job.bytes(of: digests.book))
            let places = CutPlaces(of: Boundaries(of: book), snap: .sentence, spacing: settings.passageWords)
            let known = try digests.coreference.map {
                try JSON.decode(Coreference.self, from: job.bytes(of: $0)).references
            }
            return Self.spans(places, words: settings.passageWords).map { span in
                let text = String(book.text.utf8(in: span))
                return Candidate(
                    name: name, span: span, text: text,
                    orphans: known.map { .references($0.within(span)) }
                        ?? .mentions(personMentions(in: text)),
                    rank: Digest(of: "\(seed) \(text)"))
            }
        }.sorted { $0.rank < $1.rank }
    }

    /// The text in equal parts of about so many words.
    private static func spans(_ places: CutPlaces, words: Int) -> [Span] {
        let count = max(1, (places.total + words / 2) / max(1, words))
        let cuts = (1..<max(1, count)).compactMap { part in
            places.all.firstIndex { $0.words >= places.total * part / count && $0.reluctance == 0 }
        }
        return places.spans(cutAt: cuts.reduce(into: []) { if $0.last != $1 { $0.append($1) } })
    }

    /// Two ways to cut a passage, by the next two of the proposals; nil where they agree or leave it whole.
    private func reading(
        _ passage: Candidate, _ pass: Int, _ ways: [(name: String, cutting: CutBook.Cutting)],
        _ settings: Settings, _ job: Job
    ) async throws -> (Reading, [Double])? {
        let pairs = PairJudgement.pairs(of: ways.count)
        let pair = pairs[pass % pairs.count]
        let book = Book(name: "", text: passage.text, sections: [], sceneBreaks: [], origins: OriginMap())
        var stream = job.stream().split(label: "\(pass) \(passage.rank)")
        var shown: [(outline: String, orphans: Double)] = []
        for way in [pair.first, pair.second] {
            let tree = try CutBook.tree(of: book, by: ways[way].cutting, &stream, job)
            let parts = tree.leaves.map { tree.nodes[$0].span }
            guard parts.count > 1 else { return nil }
            let lost = parts.map { passage.orphans.counts(from: $0.start, to: [$0.end])[0] }.reduce(0, +)
            let all = passage.orphans.pronouns(in: Span(start: 0, end: passage.text.utf8.count))
            shown.append(
                (SplitOutline(of: passage.text, parts: parts).text, all == 0 ? 0 : Double(lost) / Double(all))
            )
        }
        guard shown[0].outline != shown[1].outline else { return nil }
        let outlines = shown.map(\.outline)
        let judged = JudgedPassage(
            book: passage.name, node: "\(passage.span.start)-\(passage.span.end)", height: 0,
            start: passage.span.start, end: passage.span.end, text: passage.text, limit: 0)
        return (
            Reading(
                kind: Comparison.name, passage: judged,
                input: [try await job.store(Array(passage.text.utf8))],
                earlier: [], candidateList: try await job.store(JSON.encode(outlines)), candidates: outlines,
                pass: pass, scale: settings.scale),
            shown.map(\.orphans)
        )
    }
}

extension [PronounReference] {
    /// Those of a passage, by offsets within it; what stands before it explains nothing there.
    fileprivate func within(_ span: Span) -> [PronounReference] {
        filter { span.range.contains($0.offset) }.map { reference in
            PronounReference(
                offset: reference.offset - span.start,
                antecedent: reference.antecedent.flatMap { $0 < span.start ? nil : $0 - span.start })
        }
    }
}
