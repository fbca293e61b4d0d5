import Text

/// How like an answer is to what the book's reference summaries say about its source.
///
/// A sentence of a reference counts where the source supports it: where at least 0.4 of its content words, by
/// idf and compared by stem, occur in the source; so a leaf is not asked for the whole book. (Of SQuALITY's plot
/// summaries this leaves 16 % of the words at a leaf of 450 words, and 1 % at another story's leaf.) The score is
/// the mean of ROUGE-1 F and ROUGE-2 F (stemmed) against the sentences that count, the best over the references.
/// nil where none counts.
struct ReferenceGold: Sendable {
    private static let supported = 0.4
    private let references: [[Sentence]]

    private struct Sentence: Sendable {
        var text: String
        var stems: [(stem: String, weight: Double)]
    }

    init(_ references: [String], statistics: WordStatistics) {
        self.references = references.map { reference in
            sentences(in: reference).map { span in
                let text = String(reference.utf8(in: span))
                var seen: Set<String> = []
                let forms = terms(in: text).filter { !Stopwords.contains($0) }
                let stems = forms.map { (stem: PorterStemmer.stem($0), weight: statistics.idf($0)) }
                return Sentence(text: text, stems: stems.filter { seen.insert($0.stem).inserted })
            }
        }
    }

    func prepare(source: String) -> Prepared {
        if references.isEmpty { return Prepared(references: []) }
        let stems = Set(terms(in: source).map { PorterStemmer.stem($0) })
        let counting = references.map { sentences in
            sentences.filter { Self.support(of: $0, in: stems) >= Self.supported }.map(\.text).joined()
        }
        return Prepared(references: counting.filter { wordCount($0) > 0 })
    }

    private static func support(of sentence: Sentence, in stems: Set<String>) -> Double {
        var found = 0.0
        var total = 0.0
        for (stem, weight) in sentence.stems {
            total += weight
            if stems.contains(stem) { found += weight }
        }
        return total > 0 ? found / total : 0
    }

    struct Prepared: Sendable {
        fileprivate let references: [String]

        func score(_ answer: String) -> Double? {
            let rouge = Rouge(stem: true)
            return references.map { reference in
                (rouge.score(.rouge1, candidate: answer, reference: reference).f
                    + rouge.score(.rouge2, candidate: answer, reference: reference).f) / 2
            }.max()
        }
    }
}
