/// The persons that are spoken of before and after a place.
struct PersonsAcross {
    private let mentions: [PersonMention]
    /// How often each person is mentioned in the whole text.
    private var weights: [String: Int] = [:]
    /// The genders that each person may have, by the words and by the pronouns that follow most often.
    private var genders: [String: [Gender]] = [:]

    /// How many words before the place are looked at for who was spoken of last and most.
    private static let memory = 400
    /// Below which distance from a mention a pronoun, with no mention between, is taken to be about it.
    private static let close = 15

    init(_ mentions: [PersonMention]) {
        self.mentions = mentions
        var followed: [String: (he: Int, she: Int)] = [:]
        for (index, mention) in mentions.enumerated() where mention.kind != .pronoun {
            weights[mention.key, default: 0] += 1
            for next in mentions[(index + 1)...].prefix(5) {
                guard next.kind == .pronoun, next.word - mention.word <= Self.close else { break }
                switch next.gender {
                case .male: followed[mention.key, default: (0, 0)].he += 1
                case .female: followed[mention.key, default: (0, 0)].she += 1
                default: break
                }
            }
        }
        for mention in mentions where mention.kind != .pronoun && mention.gender == .either {
            let (he, she) = followed[mention.key] ?? (0, 0)
            genders[mention.key] = he > she ? [.male] : she > he ? [.female] : [.male, .female]
        }
    }

    private func genders(of mention: PersonMention) -> [Gender] {
        mention.gender == .either ? genders[mention.key] ?? [.male, .female] : [mention.gender]
    }

    /// The first columns of ``CutFeature``, up to `names-kept`.
    func features(at word: Int) -> [Double] {
        let first = mentions.partitioningIndex { $0.word >= word }
        let before = Before(self, first, word)
        var known = KnownPersons()
        var counts = Counts()
        var seen: Set<String> = []
        var explained: Set<Gender> = []
        var after: Set<String> = []
        for mention in mentions[first...] {
            let distance = mention.word - word
            guard distance < 200 else { break }
            let isExplained = known.meet(mention)
            if mention.kind == .pronoun {
                counts.add(
                    pronoun: mention, distance, isOrphan: !isExplained,
                    continuesLast: before.last[mention.gender].map { !seen.contains($0.key) } ?? false,
                    continuesMain: before.main[mention.gender].map { !seen.contains($0) } ?? false,
                    isUnexplained: !explained.contains(mention.gender))
            } else {
                counts.add(person: mention, distance)
                seen.insert(mention.key)
                explained.formUnion(genders(of: mention))
                if distance < 100 { after.insert(mention.key) }
            }
        }
        let both = Double(before.near.intersection(after).count)
        let last = [Gender.male, .female].flatMap { gender -> [Double] in
            guard let last = before.last[gender] else { return [logarithm(Self.memory), 0] }
            return [logarithm(last.distance), Double(weights[last.key, default: 0]) / 10]
        }
        return counts.columns(lastName: before.lastName) + last
            + [
                both, Double(after.count) - both, Double(before.near.count) - both,
                both / Double(1 + before.near.count),
            ]
    }

    /// Who was spoken of before a place.
    private struct Before {
        /// By gender, the person that was mentioned last.
        var last: [Gender: (key: String, distance: Int)] = [:]
        /// By gender, the person that was mentioned most.
        var main: [Gender: String] = [:]
        /// Everybody within 100 words.
        var near: Set<String> = []
        /// The distance of the last name, at most 200.
        var lastName = 200

        init(_ persons: PersonsAcross, _ first: Int, _ word: Int) {
            var times: [Gender: [String: Int]] = [:]
            for mention in persons.mentions[..<first].reversed() {
                let distance = word - mention.word
                guard distance <= PersonsAcross.memory else { break }
                if mention.kind == .pronoun { continue }
                if mention.kind == .name { lastName = min(lastName, distance) }
                if distance <= 100 { near.insert(mention.key) }
                for gender in persons.genders(of: mention) {
                    if last[gender] == nil { last[gender] = (mention.key, distance) }
                    times[gender, default: [:]][mention.key, default: 0] += 1
                }
            }
            // Of two with equal counts the one later in the alphabet: a choice that does not depend on hashing.
            main = times.mapValues { $0.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? "" }
        }
    }
}

/// Counts of mentions after a place.
private struct Counts {
    private var orphans = [Double](repeating: 0, count: CutFeature.near.count)
    private var pronouns = [Double](repeating: 0, count: CutFeature.near.count)
    private var nameless = [Double](repeating: 0, count: CutFeature.near.count)
    private var names = [Double](repeating: 0, count: CutFeature.near.count)
    private var continuesLast = [Double](repeating: 0, count: CutFeature.wide.count)
    private var continuesMain = [Double](repeating: 0, count: CutFeature.wide.count)
    private var unexplained = [Double](repeating: 0, count: CutFeature.wide.count)
    private var both = [Double](repeating: 0, count: CutFeature.wide.count)
    private var orphansOf: [Gender: Double] = [:]
    private var first: [PersonMention.Kind: Int] = [:]
    private var lastOrphan = 0

    mutating func add(
        pronoun: PersonMention, _ distance: Int, isOrphan: Bool, continuesLast: Bool, continuesMain: Bool,
        isUnexplained: Bool
    ) {
        if first[.pronoun] == nil { first[.pronoun] = distance }
        for (index, reach) in CutFeature.near.enumerated() where distance < reach {
            pronouns[index] += 1
            if isOrphan { orphans[index] += 1 }
            if first[.name] == nil && first[.noun] == nil { nameless[index] += 1 }
        }
        for (index, reach) in CutFeature.wide.enumerated() where distance < reach {
            if continuesLast { self.continuesLast[index] += 1 }
            if continuesMain { self.continuesMain[index] += 1 }
            if isUnexplained { unexplained[index] += 1 }
            if continuesLast && isUnexplained { both[index] += 1 }
        }
        if isOrphan {
            orphansOf[pronoun.gender, default: 0] += 1
            lastOrphan = distance
        }
    }

    mutating func add(person: PersonMention, _ distance: Int) {
        if first[person.kind] == nil { first[person.kind] = distance }
        guard person.kind == .name else { return }
        for (index, reach) in CutFeature.near.enumerated() where distance < reach { names[index] += 1 }
    }

    func columns(lastName: Int) -> [Double] {
        let anybody = min(first[.name] ?? 200, first[.noun] ?? 200)
        return orphans + orphans.map { min($0, 1) } + pronouns + nameless + names
            + [
                logarithm(first[.name] ?? 200), logarithm(anybody), logarithm(first[.pronoun] ?? 200),
                logarithm(lastName), logarithm(lastOrphan),
            ]
            + [Gender.male, .female, .plural].map { orphansOf[$0, default: 0] }
            + continuesLast + continuesMain + unexplained + both
    }
}

/// The logarithm of a distance, 0 for none.
func logarithm(_ distance: Int) -> Double { naturalLogarithm(Double(1 + max(0, distance))) }

extension Array {
    /// The index of the first element for which a condition holds that holds for all after it as well.
    func partitioningIndex(where condition: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
