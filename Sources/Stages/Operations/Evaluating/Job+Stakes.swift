import Engine
import Learning
import Pipeline

extension Job {
    /// The shift of the answers' inputs, from the unit that measures it. Its summary is the mean over heights.
    func shift(statistics: Digest) async throws -> Scores {
        let work = try MeasureShift.work(
            answers: digest("answers"), feedback: digests("learned-from"),
            practised: digests("practised-on"), statistics: statistics)
        let outputs = try await perform(work, label: "\(label) · shift")
        let measured = try JSON.decode(BookScores.self, from: bytes(of: outputs.main))
        let summary = ["shift", "shift-chance"].compactMap { metric -> Scores.Summary? in
            let values = measured.rows.filter { $0.metric == metric }.map(\.value)
            guard !values.isEmpty else { return nil }
            return Scores.Summary(
                metric: metric, value: values.reduce(0, +) / Double(values.count), books: 0)
        }
        return Scores(rows: measured.rows, summary: summary, remarks: measured.remarks)
    }

    /// The sandwich of the answers and of all that they are held against, over all pairs of answers to one book.
    func sandwich(
        _ settings: JudgeSandwich.Settings, books: [(Answers.Entry, Forest.Entry)], notes: Notes,
        statistics: Digest
    ) async throws -> Scores {
        let others = try digests("against").map {
            let answers = try JSON.decode(Answers.self, from: bytes(of: $0))
            return (answers: answers, forest: try forest(answers.forest).entriesByName)
        }
        let judged = try await settled(books) { answered, entry in
            var entries = [answered]
            for other in others {
                // The same book, however it was cut.
                guard other.forest[entry.name]?.book == entry.book,
                    let theirs = other.answers.entries.first(where: { $0.name == entry.name })
                else { continue }
                entries.append(theirs)
            }
            var digests: [Digest] = []
            for entry in entries { digests.append(try await self.store(JSON.encode(entry))) }
            let note = try await self.store(JSON.encode(notes.of(entry.file).withoutName))
            let work = try Meaning.judgeSandwich.work(
                settings,
                inputs: [
                    "answers": digests, "book": [entry.book], "statistics": [statistics], "note": [note],
                ], seed: nil)
            let outputs = try await self.perform(work, label: "\(self.label) · sandwich of \(entry.name)")
            return (
                name: entry.name,
                pairs: try JSON.decode([Sandwich.Pair].self, from: self.bytes(of: outputs.main))
            )
        }
        // Below this difference the scale that overseers judge on says: equal.
        var stream = self.stream().split(label: "sandwich")
        let tie = SimulatedOverseer.tie * settings.gold.spread
        guard let sandwich = Sandwich(books: judged.map(\.pairs), tie: tie, using: &stream) else {
            return Scores(
                rows: [], summary: [],
                remarks: ["no sandwich: the expert finds no two answers to one book that differ"])
        }
        return Scores(sandwich, names: judged.map(\.name))
    }
}

extension Scores {
    /// What a sandwich says, of each book and of all pairs together; summaries count books.
    ///
    /// - Parameter names: of the books that it was made of.
    init(_ sandwich: Sandwich, names: [String]) {
        let shares = [
            ("sandwich", sandwich.decomposed), ("sandwich-alone", sandwich.alone),
            ("sandwich-gap", sandwich.gapClosed),
        ].compactMap { name, share in share.map { (name, $0) } }
        self.init(
            rows: sandwich.books.flatMap { book in
                [
                    ("sandwich", book.decomposed), ("sandwich-alone", book.alone),
                    ("sandwich-gap", book.gapClosed),
                ].compactMap { name, share in
                    share.map {
                        Row(
                            metric: name, book: names[book.place], height: nil, value: $0, count: book.pairs)
                    }
                }
            }
                + shares.map { name, share in
                    Row(
                        metric: name, book: nil, height: nil, value: share.value, count: sandwich.pairs,
                        low: share.interval?.low, high: share.interval?.high)
                },
            summary: shares.map { name, share in
                Summary(
                    metric: name, value: share.value, books: sandwich.books.count, low: share.interval?.low,
                    high: share.interval?.high)
            },
            remarks: [
                "sandwich: \(Figures.count(sandwich.pairs, "pair")) of answers to \(Figures.count(sandwich.books.count, "book")) that the expert tells apart"
            ])
    }
}
