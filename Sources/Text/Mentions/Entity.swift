/// A name in a text: a person, place or anything else that is written with a capital.
package struct Entity: Hashable, Sendable {
    /// As it stands at its first mention, honorific included, on one line: `Mr. Hale`.
    package var name: String
    /// What is compared: the lower-case words without honorifics: `["hale"]`.
    package var key: [String]
    /// Where each mention stands, in order.
    package var mentions: [Span]
    /// Whether the honorifics say he or she; nil when there are none or they do not tell.
    var gender: Gender?

    /// Whether both may be the same: one's words are all among the other's (`Mr. Hale` and `Edmund Hale`), and no
    /// honorific of one contradicts the other's (`Mr. Hale` is not `Mrs. Hale`).
    package func matches(_ other: Entity) -> Bool {
        if let gender, let otherGender = other.gender, gender != otherGender { return false }
        let (short, long) = key.count <= other.key.count ? (key, other.key) : (other.key, key)
        return !short.isEmpty && short.allSatisfy(long.contains)
    }
}

/// The names in a text by order of first mention, mentions with equal words and honorific's gender taken together.
///
/// A surface rule: runs of capitalised words, where the capital is not explained by a sentence's or quotation's
/// beginning, by a heading, or by a line in capitals. A word whose capital may be explained counts when it also
/// stands capitalised elsewhere, or when it is no common English word and never stands in lower case.
package func entities(in text: String) -> [Entity] {
    struct Identity: Hashable {
        var key: [String]
        var gender: Gender?
    }
    var found: [Entity] = []
    var places: [Identity: Int] = [:]
    for mention in NameScanner.names(in: text) {
        let identity = Identity(key: mention.key, gender: mention.gender == .either ? nil : mention.gender)
        if let place = places[identity] {
            found[place].mentions.append(mention.span)
        } else {
            places[identity] = found.count
            found.append(
                Entity(
                    name: text.utf8(in: mention.span).split(whereSeparator: \.isWhitespace).joined(
                        separator: " "),
                    key: mention.key, mentions: [mention.span],
                    gender: identity.gender))
        }
    }
    return found
}
