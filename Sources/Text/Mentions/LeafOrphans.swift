/// A third-person pronoun and the last name or noun before it for the same person.
package struct PronounReference: Hashable, Codable, Sendable {
    /// Where the pronoun begins.
    package var offset: Int
    /// Where the last nominal or proper mention of the same entity before it begins; `nil` where there is none.
    package var antecedent: Int?

    /// A pronoun and what explains it.
    package init(offset: Int, antecedent: Int?) {
        (self.offset, self.antecedent) = (offset, antecedent)
    }
}

/// Counts, for every way to cut a text, the pronouns that a leaf leaves without anybody to mean.
package enum LeafOrphans: Sendable {
    /// By coreference: a pronoun is an orphan where its last antecedent stands before the leaf. In order of offset.
    case references([PronounReference])
    /// By the surface rule of ``orphanPronouns(in:)``.
    case mentions([PersonMention])

    /// The third-person pronouns between two offsets.
    package func pronouns(in span: Span) -> Int {
        switch self {
        case .references(let references): references.count { span.range.contains($0.offset) }
        case .mentions(let mentions):
            mentions.count { $0.kind == .pronoun && span.range.contains($0.offset) }
        }
    }

    /// The orphans of the leaves that begin at one offset and end at each of several, which rise.
    package func counts(from start: Int, to ends: [Int]) -> [Int] {
        var counts: [Int] = []
        counts.reserveCapacity(ends.count)
        var orphans = 0
        switch self {
        case .references(let references):
            var index = references.partitioningIndex { $0.offset >= start }
            for end in ends {
                while index < references.count, references[index].offset < end {
                    orphans += references[index].antecedent.map { $0 < start } ?? true ? 1 : 0
                    index += 1
                }
                counts.append(orphans)
            }
        case .mentions(let mentions):
            var known = KnownPersons()
            var index = mentions.partitioningIndex { $0.offset >= start }
            for end in ends {
                while index < mentions.count, mentions[index].offset < end {
                    orphans += known.meet(mentions[index]) ? 0 : 1
                    index += 1
                }
                counts.append(orphans)
            }
        }
        return counts
    }
}
