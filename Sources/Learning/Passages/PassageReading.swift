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
    /// The buckets of the passage's content words and of its names, a bit for each.
    let buckets: UInt64
    let nameBuckets: UInt64

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
        var (buckets, nameBuckets): (UInt64, UInt64) = (0, 0)
        for sentence in passage.sentences {
            for id in sentence.terms { buckets |= 1 << UInt64(bucketOf[Int(id)]) }
            for id in sentence.names { nameBuckets |= 1 << UInt64(nameBucketOf[Int(id)]) }
        }
        self.buckets = buckets
        self.nameBuckets = nameBuckets
        eligible = passage.sentences.indices.filter {
            passage.sentences[$0].wordCount > 0 && passage.sentences[$0].wordCount <= passage.limit
        }
    }
}
