import Text

extension PassageReading {
    /// The buckets that the passage's words and names fall into. Of the 130 content words of a leaf of 450
    /// words about one in five shares its bucket with another.
    static let bucketCount = 256
    static let nameBucketCount = 16
    /// How many words count as the passage's most salient.
    static let keywordCount = 24

    /// A word's bucket, by the FNV-1a hash of its letters.
    static func bucket(of word: String, among count: Int) -> Int {
        var hash: UInt32 = 0x811c_9dc5
        for byte in word.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return Int((hash ^ (hash >> 15)) % UInt32(count))
    }

    /// The features of an answer that consists of `sentences`, in `RewardFeature`'s order.
    func rewardFeatures(of sentences: [Sentence]) -> [Float] {
        var features = [Float](repeating: 0, count: RewardFeature.count)
        func set(_ feature: RewardFeature, _ value: Float) { features[feature.rawValue] = value }
        set(.inner, passage.height > 0 ? 1 : 0)
        set(.passageLength, min(Float(passage.sentences.count) / 50, 2))
        guard !sentences.isEmpty else { return features }
        var tally = AnswerTally(reading: self)
        for sentence in sentences { tally.add(sentence) }
        let words = Float(tally.words)
        let count = Float(sentences.count)
        let content = Float(max(tally.content, 1))
        let share = words / Float(max(passage.wordCount, 1))
        let coverage = tally.bucketMass / bucketMass
        set(.length, words / Float(max(passage.limit, 1)))
        set(.compression, share * 2)
        set(.sentences, min(count / 5, 2))
        set(.sentenceLength, words / count / 20)
        set(.coverage, coverage * 2)
        set(.density, share > 0 ? min(coverage / share / 4, 3) : 0)
        let keywords = min(Self.keywordCount, max(passage.contentWords.count, 1))
        set(.keywords, Float(tally.keywords) / Float(keywords) * 2)
        set(.names, Float(tally.names.nonzeroBitCount) / Float(max(nameBuckets.nonzeroBitCount, 1)))
        set(.nameRate, min(Float(tally.nameMentions) / count / 2, 2))
        set(.rarity, tally.weight / content / 2 - 1)
        set(.frequency, tally.logCount / content * 2)
        set(.redundancy, count > 1 ? tally.overlap / (count - 1) * 4 : 0)
        set(.repetition, Float(tally.repeated) / content * 2)
        set(.earlier, Float(tally.earlier) / content)
        set(.pronouns, Float(tally.pronouns) / count)
        set(.opensWithPronoun, sentences[0].opensWithPronoun ? 1 : 0)
        set(.quotes, tally.quoted / count)
        let mean = tally.place / content
        set(.position, mean * 2 - 1)
        set(.spread, max(tally.squarePlace / content - mean * mean, 0).squareRoot() * 3)
        set(.foreign, Float(tally.foreign) / (content + Float(tally.foreign)))
        return features
    }
}

/// What the features of an answer are averages of, gathered sentence by sentence.
private struct AnswerTally {
    let reading: PassageReading
    var words = 0
    var content = 0
    var foreign = 0
    var bucketMass: Float = 0
    var logCount: Float = 0
    var names: UInt64 = 0
    var nameMentions = 0
    var weight: Float = 0
    var overlap: Float = 0
    var repeated = 0
    var keywords = 0
    var earlier = 0
    var pronouns = 0
    var quoted: Float = 0
    var place: Float = 0
    var squarePlace: Float = 0
    /// Sentences so far, and content words of the last one.
    private var count: Int32 = 0
    private var before = 0
    /// For each id, the number from 1 of the last sentence that held the word; 0 for none.
    private var lastHeld: [Int32]
    private var isTouched: [Bool]

    init(reading: PassageReading) {
        self.reading = reading
        lastHeld = [Int32](repeating: 0, count: reading.weights.count)
        isTouched = [Bool](repeating: false, count: PassageReading.bucketCount)
    }

    mutating func add(_ sentence: Sentence) {
        let passage = reading.passage
        let last = Float(max(passage.sentences.count - 1, 1))
        var shared = 0
        for id in sentence.terms {
            let bucket = Int(reading.bucketOf[Int(id)])
            if !isTouched[bucket] {
                isTouched[bucket] = true
                bucketMass += reading.bucketWeights[bucket]
            }
            weight += reading.weights[Int(id)]
            logCount += min(reading.logCounts[Int(id)], 1.5)
            let held = lastHeld[Int(id)]
            lastHeld[Int(id)] = count + 1
            if held > 0, held == count { shared += 1 }
            if held > 0 {
                repeated += 1
            } else if reading.isKeyword[Int(id)] {
                keywords += 1
            }
            if passage.toldEarlier[Int(id)] { earlier += 1 }
            let first = Float(passage.firstUse[Int(id)]) / last
            place += first
            squarePlace += first * first
        }
        count += 1
        for id in sentence.names { names |= 1 << UInt64(reading.nameBucketOf[Int(id)]) }
        let union = sentence.terms.count + before - shared
        if union > 0 { overlap += Float(shared) / Float(union) }
        before = sentence.terms.count
        nameMentions += sentence.names.count
        words += sentence.wordCount
        content += sentence.terms.count
        foreign += sentence.foreign
        pronouns += sentence.opensWithPronoun ? 1 : 0
        quoted += sentence.quoted
    }
}
