/// Who is meant where, as people wrote it down: the mentions of a text and which of them speak of one entity.
package struct Coreference: Hashable, Codable, Sendable {
    /// A place where an entity is spoken of.
    package struct Mention: Hashable, Codable, Sendable {
        /// How it is spoken of.
        package enum Form: String, Hashable, Codable, Sendable, CaseIterable {
            /// By a name, a noun, or a pronoun.
            case proper = "PROP"
            case nominal = "NOM"
            case pronoun = "PRON"
        }
        /// Where the mention begins, in bytes of the book's text.
        package var offset: Int
        /// How the entity is spoken of.
        package var form: Form
        /// The mention's words in lower case.
        package var words: String
        /// The number of the entity.
        package var entity: Int
    }

    /// In the order of the text.
    package var mentions: [Mention]
    /// How many mentions stand in parts of the file that are not in the book.
    package var lost: Int

    /// He, she and they in their forms: the pronouns whose antecedents are looked for.
    static let thirdPerson: Set<String> = [
        "he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "theirs",
        "themselves",
    ]

    /// The third-person pronouns, each with the last nominal or proper mention of the same entity before it.
    package var references: [PronounReference] {
        var last: [Int: Int] = [:]
        var references: [PronounReference] = []
        for mention in mentions {
            if mention.form != .pronoun {
                last[mention.entity] = mention.offset
            } else if Self.thirdPerson.contains(mention.words) {
                references.append(
                    PronounReference(offset: mention.offset, antecedent: last[mention.entity]))
            }
        }
        return references
    }
}

/// A file of coreference cannot be read, or is not about the text beside it.
package struct CoreferenceError: Error, Hashable, CustomStringConvertible {
    /// The line, from 1.
    package var line: Int
    /// What is wrong, and what would be right.
    package var problem: String

    /// Both in a sentence.
    package var description: String { "line \(line): \(problem)" }
}

extension Coreference {
    /// Reads LitBank's annotations (Bamman, Lewke and Mansoor 2020) of a text file with a sentence a line and a space
    /// between tokens.
    ///
    /// `MENTION`, id, first sentence and token, last sentence and token, words, category, form; `COREF`, id, entity.
    /// A mention without an entity speaks of one of its own. Other lines say nothing here.
    /// - Parameters:
    ///   - source: the bytes of the text file.
    ///   - book: the book that was read from it.
    package init(annotations: [UInt8], source: [UInt8], book: Book) throws(CoreferenceError) {
        let tokens = Coreference.tokens(of: source)
        var entities: [String: Int] = [:]
        var entityOf: [String: Int] = [:]
        var found: [(id: String, line: Int, start: Int, words: String, form: Mention.Form)] = []
        let text = String(decoding: annotations, as: UTF8.self)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            switch fields.first {
            case "COREF":
                guard fields.count == 3 else {
                    throw CoreferenceError(line: index + 1, problem: "COREF takes a mention and its entity")
                }
                let entity = entities[String(fields[2])] ?? entities.count
                entities[String(fields[2])] = entity
                entityOf[String(fields[1])] = entity
            case "MENTION":
                guard fields.count == 9, let sentence = Int(fields[2]), let token = Int(fields[3]),
                    let form = Mention.Form(rawValue: String(fields[8]))
                else {
                    throw CoreferenceError(
                        line: index + 1,
                        problem: "MENTION takes an id, two sentence and token numbers, words, a category, "
                            + "and PROP, NOM or PRON")
                }
                guard tokens.indices.contains(sentence), tokens[sentence].indices.contains(token) else {
                    throw CoreferenceError(
                        line: index + 1, problem: "the text has no token \(token) in its sentence \(sentence)"
                    )
                }
                found.append(
                    (String(fields[1]), index + 1, tokens[sentence][token], fields[6].lowercased(), form))
            default: continue
            }
        }
        var mentions: [Mention] = []
        var lost = 0
        for mention in found {
            guard let offset = book.offset(ofSource: mention.start) else {
                lost += 1
                continue
            }
            let entity = entityOf[mention.id] ?? entities.count
            if entityOf[mention.id] == nil { entities["\u{0}" + mention.id] = entity }
            mentions.append(
                Mention(offset: offset, form: mention.form, words: mention.words, entity: entity))
        }
        if let first = found.first, mentions.count * 2 < found.count {
            throw CoreferenceError(
                line: first.line,
                problem:
                    "\(lost) of \(found.count) mentions do not stand in the book: is this another text's file?"
            )
        }
        self.mentions = mentions.enumerated().sorted {
            ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
        }.map(\.element)
        self.lost = lost
    }

    /// Where each token begins, line by line.
    private static func tokens(of source: [UInt8]) -> [[Int]] {
        var lines: [[Int]] = [[]]
        var isInside = false
        for (offset, byte) in source.enumerated() {
            if byte == 0x0A {
                lines.append([])
                isInside = false
            } else if byte == 0x20 || byte == 0x0D {
                isInside = false
            } else if !isInside {
                lines[lines.count - 1].append(offset)
                isInside = true
            }
        }
        return lines
    }
}

extension Book {
    /// Where a byte of the file that the book was read from stands in the text; nil where it was left out.
    ///
    /// For files of one part; logarithmic in the length of the text.
    package func offset(ofSource source: Int) -> Int? {
        var low = 0
        var high = text.utf8.count
        while low < high {
            let middle = (low + high) / 2
            if origins.lookup(middle).offset < source { low = middle + 1 } else { high = middle }
        }
        return low < text.utf8.count && origins.lookup(low).offset == source ? low : nil
    }
}
