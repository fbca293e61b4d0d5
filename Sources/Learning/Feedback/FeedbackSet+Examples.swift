extension FeedbackSet {
    /// The comparisons as reward training takes them; each passage is read once, however many are about it.
    package var comparedAnswers: [ComparedAnswers] {
        var reader = PassageReader()
        return comparisons.map { comparison in
            ComparedAnswers(
                passage: reader.passage(of: comparison.passage), first: comparison.first,
                second: comparison.second, preference: comparison.preference)
        }
    }

    /// The demonstrations as behaviour cloning takes them.
    package var answeredPassages: [AnsweredPassage] {
        var reader = PassageReader()
        return demonstrations.map { demonstration in
            AnsweredPassage(passage: reader.passage(of: demonstration.passage), text: demonstration.text)
        }
    }
}

extension JudgedPassage {
    /// The node's question in the form that policies and rewards read.
    package var passage: Passage { Passage(text: text, earlier: earlier, limit: limit, height: height) }
}

/// Passages that were read before.
private struct PassageReader {
    private var passages: [JudgedPassage: Passage] = [:]

    mutating func passage(of judged: JudgedPassage) -> Passage {
        if let passage = passages[judged] { return passage }
        let passage = judged.passage
        passages[judged] = passage
        return passage
    }
}
