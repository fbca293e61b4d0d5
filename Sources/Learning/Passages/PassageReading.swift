import Tensors
import Text

/// A passage as one model sees it: its words weighed by that model's statistics, and everything about its
/// sentences that does not depend on what is chosen. Made once and used for every answer.
package struct PassageReading: Sendable {
    /// What is read.
    package let passage: Passage
    /// The weight of each word of the passage's vocabulary; 0 for stop words.
    let weights: [Float]
    /// The mass of the passage: Σ of the weights of its distinct words.
    let mass: Float
    /// weights · (1 + ln n), n the number of sentences that hold the word, and its sum over distinct words.
    let salience: [Float]
    let salienceMass: Float
    /// For each id, whether the word is one of the passage's `keywordCount` most salient.
    let isKeyword: [Bool]
    /// The mass of each sentence's distinct words.
    let sentenceMass: [Float]
    /// The part of each sentence's mass that earlier answers hold.
    let earlier: [Float]
    /// Each sentence's cosine with the whole passage.
    let centrality: [Float]
    /// Each sentence's mean log count of words in the passage.
    let frequency: [Float]
    /// The sentences that an answer can hold at all.
    let eligible: [Int]
    /// For each id, the word's bucket among `bucketCount`, and as a name among `nameBucketCount`.
    let bucketOf: [UInt8]
    let nameBucketOf: [UInt8]
    /// The largest weight of a content word in each bucket, and the sum of these.
    let bucketWeights: [Float]
    let bucketMass: Float
    /// The buckets of the passage's names, a bit for each.
    let nameBuckets: UInt64
    /// For each id, the logarithm of the number of sentences that hold the word.
    let logCounts: [Float]
    /// Each sentence's distinct content words, the names among them, and how many words it has.
    let terms: PackedLists
    let names: PackedLists
    let wordCounts: [Int]
    /// For each sentence the `CandidateFeature`s that do not depend on what is chosen; 0 for the others.
    let sentenceRows: [Float]

    init(_ passage: Passage, statistics: WordStatistics) {
        self.passage = passage
        let words = passage.vocabulary
        var weights = [Float](repeating: 0, count: words.count)
        for id in passage.contentWords { weights[Int(id)] = Float(statistics.idf(words[Int(id)])) }
        var counts = [Float](repeating: 0, count: words.count)
        for sentence in passage.sentences {
            for id in sentence.terms { counts[Int(id)] += 1 }
        }
        var mass: Float = 0
        var norm: Float = 0
        for id in passage.contentWords {
            let weight = weights[Int(id)]
            mass += weight
            norm += weight * weight * counts[Int(id)] * counts[Int(id)]
        }
        self.weights = weights
        self.mass = max(mass, 1e-6)
        var (sentenceMass, earlier): ([Float], [Float]) = ([], [])
        var (centrality, frequency): ([Float], [Float]) = ([], [])
        let logs = counts.map { Float(Elementary.log(Double(max($0, 1)))) }
        let salience = zip(weights, logs).map { $0 * (1 + $1) }
        var isKeyword = [Bool](repeating: false, count: words.count)
        let byWeight = passage.contentWords.sorted {
            (salience[Int($1)], $0) < (salience[Int($0)], $1)
        }
        for id in byWeight.prefix(Self.keywordCount) { isKeyword[Int(id)] = true }
        self.salience = salience
        salienceMass = max(salience.reduce(0, +), 1e-6)
        self.isKeyword = isKeyword
        for sentence in passage.sentences {
            var (sum, told, dot, square, often): (Float, Float, Float, Float, Float) = (0, 0, 0, 0, 0)
            for id in sentence.terms {
                let weight = weights[Int(id)]
                sum += weight
                if passage.toldEarlier[Int(id)] { told += weight }
                dot += weight * weight * counts[Int(id)]
                square += weight * weight
                often += logs[Int(id)]
            }
            sentenceMass.append(sum)
            earlier.append(sum > 0 ? told / sum : 0)
            let length = (square * norm).squareRoot()
            centrality.append(length > 0 ? dot / length : 0)
            frequency.append(sentence.terms.isEmpty ? 0 : often / Float(sentence.terms.count))
        }
        self.sentenceMass = sentenceMass
        self.earlier = earlier
        self.centrality = centrality
        self.frequency = frequency
        bucketOf = words.map { UInt8(Self.bucket(of: $0, among: Self.bucketCount)) }
        nameBucketOf = words.map { UInt8(Self.bucket(of: $0, among: Self.nameBucketCount)) }
        var bucketWeights = [Float](repeating: 0, count: Self.bucketCount)
        for id in passage.contentWords {
            let bucket = Int(bucketOf[Int(id)])
            bucketWeights[bucket] = max(bucketWeights[bucket], weights[Int(id)])
        }
        var nameBuckets: UInt64 = 0
        for sentence in passage.sentences {
            for id in sentence.names { nameBuckets |= 1 << UInt64(nameBucketOf[Int(id)]) }
        }
        self.bucketWeights = bucketWeights
        bucketMass = max(bucketWeights.reduce(0, +), 1e-6)
        self.nameBuckets = nameBuckets
        logCounts = logs
        terms = PackedLists(passage.sentences.lazy.map(\.terms))
        names = PackedLists(passage.sentences.lazy.map(\.names))
        wordCounts = passage.sentences.map(\.wordCount)
        sentenceRows = Self.sentenceRows(
            of: passage, mass: self.mass, sentenceMass: sentenceMass, earlier: earlier,
            centrality: centrality, frequency: frequency)
        eligible = passage.sentences.indices.filter {
            !passage.sentences[$0].isHeading && passage.sentences[$0].wordCount > 0
                && passage.sentences[$0].wordCount <= passage.limit
        }
    }
}
